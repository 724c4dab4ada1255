using OrleansSync.Engine.Applications;
using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Databases;
using OrleansSync.Postgres.Catalog;
using OrleansSync.Postgres.Requests;
using OrleansSync.Postgres.Tests.Fixtures;
using OrleansSync.Testing.Catalog;

namespace OrleansSync.Postgres.Tests.Catalog;

/// <summary>The contract on PostgreSQL.</summary>
public sealed class PostgresResourcesTests : ResourcesContract
{
    private TestMetastore _metastore = null!; // Set before each test.

    public override async Task DisposeAsync() => await _metastore.DisposeAsync();

    protected override async Task<(IResources<ApplicationSpec> Applications, IResources<DatabaseSpec> Databases)> OpenAsync()
    {
        _metastore = await TestMetastore.CreateAsync(options => options.PoolSizeMax = 20);
        var requests = new RequestLog(Clock);
        return (new PostgresResources<ApplicationSpec>(_metastore.Metastore, requests, ResourceKinds.Application), new PostgresResources<DatabaseSpec>(_metastore.Metastore, requests, ResourceKinds.Database));
    }
}
