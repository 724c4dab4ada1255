using System.IO.Enumeration;
using Google.Protobuf;
using OrleansSync.PowerShell.Errors;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Hosting;

/// <summary>Reads things of one kind, one by one as the server gives them.</summary>
public abstract class GetCommand<TMessage, TRecord> : ServerCommand
    where TMessage : class, IMessage<TMessage>, new()
    where TRecord : notnull
{
    internal abstract Resource<TMessage, TRecord> Resource { get; }

    /// <summary>Names, ids or patterns; null for all.</summary>
    internal abstract string[]? Wanted { get; }

    /// <summary>What the server compares besides; null for nothing.</summary>
    internal virtual string? ServerFilter => null;

    /// <summary>Only those of this one; null for all.</summary>
    internal virtual (Resource Resource, string NameOrId)? Parent => null;

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        var parent = Parent is { } of ? await ResolveAsync(of.Resource, of.NameOrId, cancellationToken) : "";
        foreach (var wanted in Wanted ?? ["*"])
        {
            Target = wanted;
            if (Guid.TryParse(wanted, out var id))
            {
                World.Write(Resource.ToRecord(await CallAsync((calls, options) => Resource.Get(calls, id.ToString("D"), options), cancellationToken)));
                continue;
            }

            var isPattern = wanted.AsSpan().IndexOfAny('*', '?') >= 0;
            // The server compares a whole name; patterns are compared here.
            var filter = isPattern ? ServerFilter ?? "" : string.Join(" AND ", new[] { ServerFilter, Resource.NameFilter(wanted) }.Where(text => !string.IsNullOrEmpty(text)));
            var any = false;
            await foreach (var message in Resource.ListAllAsync(Server, filter, parent, cancellationToken))
            {
                if (!isPattern || FileSystemName.MatchesSimpleExpression(wanted, Resource.NameOf(message)))
                {
                    any = true;
                    World.Write(Resource.ToRecord(message));
                }
            }

            if (!any && !isPattern)
            {
                World.WriteError(ModuleErrors.NotFound(Resource.Kind, wanted), cause: null);
            }
        }
    }
}
