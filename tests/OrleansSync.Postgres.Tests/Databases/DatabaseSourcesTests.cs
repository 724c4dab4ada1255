using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using OrleansSync.Engine.Databases;
using OrleansSync.Engine.Errors;
using OrleansSync.Postgres.Databases;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Postgres.Tests.Databases;

public sealed class DatabaseSourcesTests : IDatabaseEndpoints
{
    private DatabaseLocation? location;

    [PostgresFact]
    public async Task GetPrimary_PrimaryMoved_LeadsToTheNewOne()
    {
        await using var pools = new EndpointPools(new FixedSecrets("unused"), Options.Create(new DatabaseOptions()), TimeProvider.System, NullLoggerFactory.Instance);
        var sources = new DatabaseSources(this, pools);
        await using var first = await TestDatabase.CreateAsync();
        await using var second = await TestDatabase.CreateAsync();

        Assert.Equal(first.Name, await NameAsync(sources, first));
        Assert.Equal(second.Name, await NameAsync(sources, second));
        Assert.Equal(first.Name, await NameAsync(sources, first));
    }

    [Fact]
    public async Task GetPrimary_NoneActive_IsRefusedWithTheWayOut()
    {
        await using var pools = new EndpointPools(new FixedSecrets("unused"), Options.Create(new DatabaseOptions()), TimeProvider.System, NullLoggerFactory.Instance);

        var refused = await Assert.ThrowsAsync<SyncException>(() => new DatabaseSources(this, pools).GetPrimaryAsync(Guid.Empty, default));

        Assert.Equal(SyncError.TableRefused, refused.Error);
        Assert.Contains("no active primary", refused.Message, StringComparison.Ordinal);
    }

    public ValueTask<DatabaseLocation?> FindPrimaryAsync(Guid databaseId, CancellationToken cancellationToken) => ValueTask.FromResult(location);

    private async Task<object?> NameAsync(DatabaseSources sources, TestDatabase database)
    {
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        location = new(new DatabaseEndpoint(settings.Host!, settings.Port, database.Name, settings.Username!, TlsMode.Prefer, "", TimeSpan.FromSeconds(10)), null); // The fixture gives them.
        await using var command = (await sources.GetPrimaryAsync(Guid.Empty, default)).CreateCommand("select current_database()");
        return await command.ExecuteScalarAsync();
    }
}
