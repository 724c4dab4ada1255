using OrleansSync.Engine.Applications;
using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Databases;
using OrleansSync.Testing.Catalog;

namespace OrleansSync.Postgres.Tests.Catalog;

/// <summary>The contract on the twin, behind what keeps things for a moment.</summary>
public sealed class InMemoryResourcesTests : ResourcesContract
{
    protected override Task<(IResources<ApplicationSpec> Applications, IResources<DatabaseSpec> Databases)> OpenAsync()
    {
        var catalog = new InMemoryCatalog(Clock);
        return Task.FromResult<(IResources<ApplicationSpec>, IResources<DatabaseSpec>)>((
            new RecentResources<ApplicationSpec>(new InMemoryResources<ApplicationSpec>(catalog, "application", "application.name"), Clock, TimeSpan.FromSeconds(5)),
            new InMemoryResources<DatabaseSpec>(catalog, "database", "database.name")));
    }
}
