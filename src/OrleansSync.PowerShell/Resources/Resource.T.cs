using System.Runtime.CompilerServices;
using Google.Protobuf;
using Grpc.Core;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Sessions;

namespace OrleansSync.PowerShell.Resources;

/// <summary>The standard methods of one kind of thing.</summary>
/// <typeparam name="TMessage">As the contract has it.</typeparam>
/// <typeparam name="TRecord">As the pipeline has it.</typeparam>
internal abstract class Resource<TMessage, TRecord> : Resource
    where TMessage : class, IMessage<TMessage>, new()
    where TRecord : notnull
{
    /// <summary>The field that holds what people call it.</summary>
    public virtual string NameField => "name";

    public abstract string IdOf(TMessage message);

    public abstract string NameOf(TMessage message);

    public abstract TRecord ToRecord(TMessage message);

    public abstract AsyncUnaryCall<TMessage> Get(CallInvoker calls, string id, CallOptions options);

    public abstract Task<Page<TMessage>> ListAsync(CallInvoker calls, ListQuery query, CallOptions options);

    public virtual AsyncUnaryCall<TMessage> Create(CallInvoker calls, Change<TMessage> change, CallOptions options) => throw new NotSupportedException();

    public virtual AsyncUnaryCall<TMessage> Update(CallInvoker calls, Change<TMessage> change, CallOptions options) => throw new NotSupportedException();

    public virtual Task DeleteAsync(ServerCommand command, Removal removal, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>All pages, each asked for when the one before was taken.</summary>
    public virtual async IAsyncEnumerable<TMessage> ListAllAsync(OSyncSession session, string filter, string parentId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = new ListQuery("", filter, parentId);
        do
        {
            var page = await ListAsync(session.Calls, query, new CallOptions(deadline: session.Clock.GetUtcNow().UtcDateTime + session.Timeout, cancellationToken: cancellationToken));
            foreach (var item in page.Items)
            {
                yield return item;
            }

            query = query with { PageToken = page.Next };
        }
        while (query.PageToken.Length > 0);
    }

    /// <summary>The filter for one name.</summary>
    public virtual string NameFilter(string name) => $"{NameField} = \"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<(string Id, string Name)>> FindByNameAsync(ServerCommand command, string name, CancellationToken cancellationToken)
    {
        var found = new List<(string, string)>();
        await foreach (var message in ListAllAsync(command.Server, NameFilter(name), "", cancellationToken))
        {
            found.Add((IdOf(message), NameOf(message)));
        }

        return found;
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<string>> ListNamesAsync(OSyncSession session, CancellationToken cancellationToken)
    {
        var page = await ListAsync(session.Calls, new ListQuery("", "", ""), new CallOptions(cancellationToken: cancellationToken));
        return [.. page.Items.Select(NameOf)];
    }
}
