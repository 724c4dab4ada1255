using OrleansSync.Postgres.Clusters;
using OrleansSync.Postgres.Deployments;
using OrleansSync.Postgres.Keys;
using OrleansSync.Postgres.Logs;
using OrleansSync.Postgres.Projects;
using OrleansSync.Postgres.Requests;
using OrleansSync.Postgres.Tests.Fixtures;
using OrleansSync.Postgres.Users;
using OrleansSync.Postgres.Workspaces;
using OrleansSync.Testing.Helix;

namespace OrleansSync.Postgres.Tests.Helix;

/// <summary>The contract on PostgreSQL.</summary>
public sealed class PostgresHelixTests : HelixStoreContract
{
    private TestMetastore _metastore = null!; // Set before each test.

    public override async Task DisposeAsync() => await _metastore.DisposeAsync();

    protected override async Task<HelixStores> OpenAsync()
    {
        _metastore = await TestMetastore.CreateAsync();
        var database = _metastore.Metastore;
        var creation = new Creation(database, new RequestLog(Clock));
        return new HelixStores(
            new PostgresUsers(database),
            new PostgresWorkspaces(database, creation),
            new PostgresProjects(database, creation),
            new PostgresClusters(database, creation),
            new PostgresKeys(database),
            new PostgresDeployments(database, creation),
            new PostgresClusterLogs(database));
    }
}
