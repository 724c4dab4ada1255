using Grpc.Core;
using Npgsql;

namespace OrleansSync.EndToEnd.Cluster;

/// <summary>Declares, through the public API, what pushing a table needs, and runs it.</summary>
internal sealed class DeclaredShop(CallInvoker calls)
{
    private string databaseId = "";

    /// <summary>The same things over other calls, of another server of the cluster for instance.</summary>
    public DeclaredShop Over(CallInvoker other) => new(other) { databaseId = databaseId };

    /// <summary>Declares the database of a connection string, with one instance.</summary>
    public async Task DeclareDatabaseAsync(string connectionString)
    {
        var address = new NpgsqlConnectionStringBuilder(connectionString);
        var application = await new V1.Applications.ApplicationsClient(calls).CreateApplicationAsync(new V1.CreateApplicationRequest { Application = new V1.Application { Name = "Shop" } });
        var database = await new V1.Databases.DatabasesClient(calls).CreateDatabaseAsync(
            new V1.CreateDatabaseRequest { Database = new V1.Database { ApplicationId = application.Id, Name = "Orders", Environment = V1.DatabaseEnvironment.Production, DatabaseName = address.Database } });
        await new V1.DatabaseInstances.DatabaseInstancesClient(calls).CreateDatabaseInstanceAsync(new V1.CreateDatabaseInstanceRequest
        {
            DatabaseInstance = new V1.DatabaseInstance { DatabaseId = database.Id, Name = "primary", Host = address.Host, Port = address.Port, User = address.Username, Password = address.Password ?? "", Role = V1.InstanceRole.Primary },
        });
        databaseId = database.Id;
    }

    /// <summary>Declares a tenant and its site.</summary>
    /// <param name="connection">Name, tenant, client, secret, endpoint and budget.</param>
    /// <returns>The site's id.</returns>
    public async Task<string> DeclareSiteAsync(V1.SharePointConnection connection)
    {
        connection.CredentialKind = V1.CredentialKind.ClientSecret;
        connection.Hostname = "contoso.sharepoint.com";
        var made = await new V1.SharePointConnections.SharePointConnectionsClient(calls).CreateSharePointConnectionAsync(new V1.CreateSharePointConnectionRequest { SharepointConnection = connection });
        var site = await new V1.SharePointSites.SharePointSitesClient(calls).CreateSharePointSiteAsync(new V1.CreateSharePointSiteRequest
        {
            SharepointSite = new V1.SharePointSite { ConnectionId = made.Id, SiteUrl = "https://contoso.sharepoint.com/sites/Team", TimeZone = "Europe/Berlin" },
        });
        return site.Id;
    }

    /// <summary>Makes a list of a table's name for it, and a definition that pushes it there by its column <c>changed_at</c>.</summary>
    /// <param name="siteId">The list's site.</param>
    /// <param name="table">The table, of the schema public.</param>
    /// <param name="skipped">Columns that are left out beside <c>changed_at</c>.</param>
    public async Task<V1.SyncDefinition> DefineAsync(string siteId, string table, params string[] skipped)
    {
        var list = await new V1.SharePointLists.SharePointListsClient(calls).ProvisionSharePointListAsync(new V1.ProvisionSharePointListRequest
        {
            SiteId = siteId,
            DisplayName = table,
            DatabaseId = databaseId,
            Table = new V1.TableReference { Schema = "public", Table = table },
            ColumnChoices = { skipped.Append("changed_at").Select(column => new V1.ColumnChoice { Column = column, IsSkipped = true }) },
        });
        return await new V1.SyncDefinitions.SyncDefinitionsClient(calls).CreateSyncDefinitionAsync(new V1.CreateSyncDefinitionRequest
        {
            SyncDefinition = new V1.SyncDefinition
            {
                Name = table,
                Direction = V1.SyncDirection.Push,
                DatabaseId = databaseId,
                Table = new V1.TableReference { Schema = "public", Table = table },
                List = new V1.ListReference { SharepointListId = list.SharepointList.Id },
                Cursor = new V1.SyncCursor { Column = "changed_at" },
                FieldMappings = { list.FieldMappings },
            },
        });
    }

    /// <summary>Starts a run.</summary>
    public async Task<V1.SyncRun> StartAsync(string definitionId, bool compareAll = false) =>
        await new V1.SyncRuns.SyncRunsClient(calls).StartSyncRunAsync(new V1.StartSyncRunRequest { SyncDefinitionId = definitionId, CompareAll = compareAll });

    /// <summary>A run as it is now.</summary>
    public async Task<V1.SyncRun> GetAsync(string runId, CancellationToken cancellationToken) =>
        await new V1.SyncRuns.SyncRunsClient(calls).GetSyncRunAsync(new V1.GetSyncRunRequest { Id = runId }, cancellationToken: cancellationToken);

    /// <summary>Watches a run until it ends, or until somebody has seen enough.</summary>
    public async Task<V1.SyncRun> WatchAsync(string runId, Func<V1.SyncRun, bool>? enough = null)
    {
        var last = new V1.SyncRun();
        using var watch = new V1.SyncRuns.SyncRunsClient(calls).WatchSyncRun(new V1.WatchSyncRunRequest { Id = runId });
        while (await watch.ResponseStream.MoveNext(CancellationToken.None))
        {
            last = watch.ResponseStream.Current;
            if (enough?.Invoke(last) is true)
            {
                break;
            }
        }

        return last;
    }
}
