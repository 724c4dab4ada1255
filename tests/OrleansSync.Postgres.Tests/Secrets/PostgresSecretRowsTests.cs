using OrleansSync.Engine.Secrets;
using OrleansSync.Postgres.Secrets;
using OrleansSync.Postgres.Tests.Fixtures;
using OrleansSync.Testing.Secrets;

namespace OrleansSync.Postgres.Tests.Secrets;

/// <summary>The contract on PostgreSQL.</summary>
public sealed class PostgresSecretRowsTests : SecretRowsContract
{
    private TestMetastore _metastore = null!; // Set before each test.

    public override async Task DisposeAsync() => await _metastore.DisposeAsync();

    protected override async Task<ISecretRows> OpenAsync()
    {
        _metastore = await TestMetastore.CreateAsync();
        return new PostgresSecretRows(_metastore.Metastore);
    }
}
