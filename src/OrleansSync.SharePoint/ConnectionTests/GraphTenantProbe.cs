using System.Collections.Immutable;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.SharePointConnections;
using OrleansSync.SharePoint.Connections;
using OrleansSync.SharePoint.Graph;
using OrleansSync.SharePoint.Lists;

namespace OrleansSync.SharePoint.ConnectionTests;

/// <summary>Tests connections over Graph.</summary>
internal sealed class GraphTenantProbe(GraphConnections connections) : ITenantProbe
{
    private const string Read = "Sign in and read the lists of the site";
    private const string Manage = "Make a list, write items, and delete it";

    /// <inheritdoc/>
    public async Task<TenantTest> TestAsync(Guid connectionId, string siteGraphId, CancellationToken cancellationToken)
    {
        var calls = new SetupCalls(await connections.GetAsync(connectionId, cancellationToken));
        if (await TryAsync(() => new ListDirectory(calls).ListAsync(siteGraphId, cancellationToken)) is { } refused)
        {
            return new([new(Read, WayOut(refused, "Grant the app Sites.Selected, and on this site the role read at least (write to push)."))], []);
        }

        var facts = ImmutableArray<FactResult>.Empty;
        if (await TryAsync(async () => facts = await new ConnectionProbe(calls).RunAsync(siteGraphId, cancellationToken)) is { } denied)
        {
            return new(
                [new(Read, ""), new(Manage, WayOut(denied, "The app may read the site. To push, grant it the role write on the site; to make lists, manage or owner, for as long as lists are made."))], []);
        }

        return new([new(Read, ""), new(Manage, "")], [.. facts.Select(fact => new TenantFact(fact.Fact.Id, fact.Fact.Fact, fact.Holds, fact.Seen))]);
    }

    private static async Task<SyncException?> TryAsync(Func<Task> step)
    {
        try
        {
            await step();
            return null;
        }
        catch (SyncException exception) when (exception.Error is not (SyncError.MetastoreUnavailable or SyncError.NotFound))
        {
            return exception;
        }
    }

    private static string WayOut(SyncException exception, string permission) =>
        exception.Error == SyncError.SharePointAccessDenied ? $"{exception.Message} {permission}" : exception.Message;
}
