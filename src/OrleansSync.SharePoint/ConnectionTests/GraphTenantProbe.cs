using System.Collections.Immutable;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.SharePointConnections;
using OrleansSync.SharePoint.Connections;
using OrleansSync.SharePoint.Graph;
using OrleansSync.SharePoint.Lists;
using OrleansSync.SharePoint.Sites;

namespace OrleansSync.SharePoint.ConnectionTests;

/// <summary>Tests connections over Graph.</summary>
internal sealed class GraphTenantProbe(GraphConnections connections) : ITenantProbe
{
    private const string SignIn = "Sign in";
    private const string Find = "Find the site";
    private const string Read = "Sign in and read the lists of the site";
    private const string Manage = "Make a list, write items, and delete it";

    /// <inheritdoc/>
    public async Task<TenantTest> TestAsync(Guid connectionId, string siteGraphId, CancellationToken cancellationToken)
    {
        var (client, problem) = await TryOpenAsync(connectionId, cancellationToken);
        using (client)
        {
            return client is null
                ? new([new(Read, problem?.Message ?? "")], [], Features(null, null, null))
                : await TestSiteAsync(new SetupCalls(client.Client), siteGraphId, [], mayFind: null, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task<TenantTest> TestConnectionAsync(Guid connectionId, Uri? siteUrl, CancellationToken cancellationToken)
    {
        var (client, problem) = await TryOpenAsync(connectionId, cancellationToken);
        using (client)
        {
            return client is null
                ? new([new(SignIn, problem?.Message ?? "")], [], Features(null, null, null))
                : await TestConnectionAsync(new SetupCalls(client.Client), siteUrl, cancellationToken);
        }
    }

    private static async Task<TenantTest> TestConnectionAsync(SetupCalls calls, Uri? siteUrl, CancellationToken cancellationToken)
    {
        // A search is the one call that needs neither a site nor an id.
        var searched = await TryAsync(() => new SiteDirectory(calls).SearchAsync("*", cancellationToken));
        if (searched is not null and not { Error: SyncError.SharePointAccessDenied })
        {
            return new([new(SignIn, searched.Message)], [], Features(null, null, null));
        }

        bool? mayFind = searched is null;
        ImmutableArray<TenantTestStep> steps = [new(SignIn, "")];
        if (siteUrl is null)
        {
            return new(steps, [], Features(mayFind, null, null));
        }

        Site? site = null;
        if (await TryAsync(async () => site = await new SiteDirectory(calls).FindAsync(siteUrl, cancellationToken)) is { } refused)
        {
            return new([.. steps, new(Find, WayOut(refused, TenantFeatures.Reading))], [], Features(mayFind, refused.Error == SyncError.SharePointAccessDenied ? false : null, null));
        }

        return site is null
            ? new([.. steps, new(Find, $"There is no such site, or the app may not see it. Look at the address; if it is right: {TenantFeatures.Reading}")], [], Features(mayFind, null, null))
            : await TestSiteAsync(calls, site.Id, [.. steps, new(Find, "")], mayFind, cancellationToken);
    }

    private static async Task<TenantTest> TestSiteAsync(SetupCalls calls, string siteGraphId, ImmutableArray<TenantTestStep> before, bool? mayFind, CancellationToken cancellationToken)
    {
        if (await TryAsync(() => new ListDirectory(calls).ListAsync(siteGraphId, cancellationToken)) is { } refused)
        {
            return new([.. before, new(Read, WayOut(refused, TenantFeatures.Reading))], [], Features(mayFind, IsDenied(refused), null));
        }

        var facts = ImmutableArray<FactResult>.Empty;
        if (await TryAsync(async () => facts = await new ConnectionProbe(calls).RunAsync(siteGraphId, cancellationToken)) is { } denied)
        {
            return new([.. before, new(Read, ""), new(Manage, WayOut(denied, TenantFeatures.Writing))], [], Features(mayFind, true, IsDenied(denied)));
        }

        return new(
            [.. before, new(Read, ""), new(Manage, "")], [.. facts.Select(fact => new TenantFact(fact.Fact.Id, fact.Fact.Fact, fact.Holds, fact.Seen))], Features(mayFind, true, true));
    }

    private static ImmutableArray<TenantFeature> Features(bool? mayFind, bool? mayRead, bool? mayManage) => TenantFeatures.Of(mayFind, mayRead, mayManage);

    private static bool? IsDenied(SyncException exception) => exception.Error == SyncError.SharePointAccessDenied ? false : null;

    // A test signs in anew: a token from before says nothing of a secret that was put since.
    private async Task<(ConnectedClient? Client, SyncException? Problem)> TryOpenAsync(Guid connectionId, CancellationToken cancellationToken)
    {
        ConnectedClient? client = null;
        var problem = await TryAsync(async () => client = await connections.OpenAsync(connectionId, cancellationToken));
        return (client, problem);
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
