using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using OrleansSync.Engine.Databases;
using OrleansSync.Engine.Secrets;
using OrleansSync.Postgres.Databases;
using OrleansSync.Testing.Identity;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Postgres.Tests.Databases;

/// <summary>A server that checks the password of its role, and the pools for it.</summary>
public sealed class EndpointPoolsTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly DatabaseOptions options = new();
    private readonly ManualClock clock = new();
    private readonly FixedSecrets secrets = new(SecuredServer.Password);
    private readonly EndpointPools sources;
    private SecuredServer server = null!; // Set before each test that can run.
    private DatabaseLocation location = null!; // As above.

    public EndpointPoolsTests() => sources = new EndpointPools(secrets, Options.Create(options), clock, NullLoggerFactory.Instance);

    public async Task InitializeAsync()
    {
        if (PostgresAvailability.FindObstacle(ownServer: true) is null)
        {
            server = await SecuredServer.StartAsync();
            var settings = new NpgsqlConnectionStringBuilder(server.Server.ConnectionString);
            location = new DatabaseLocation(
                new DatabaseEndpoint("127.0.0.1", settings.Port, "postgres", SecuredServer.Role, TlsMode.Require, "", TimeSpan.FromSeconds(10)), new SecretReference.Environment("X"));
        }
    }

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await sources.DisposeAsync();
        await (server?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [PostgresFact(OwnServer = true)]
    public async Task Get_NothingChanged_IsTheSamePool()
    {
        var pool = await sources.GetAsync(location, default);

        Assert.Equal(1, await UseAsync(pool));
        Assert.Same(pool, await sources.GetAsync(location, default));
        Assert.NotSame(pool, await sources.GetAsync(location with { Endpoint = location.Endpoint with { Database = "template1" } }, default));
    }

    [PostgresFact(OwnServer = true)]
    public async Task Get_Rotation_FollowsTheServerFromTheOldPasswordToTheNew()
    {
        var former = await sources.GetAsync(location, default);
        await using var begun = await former.OpenConnectionAsync();

        // Put beside the old one: the server still takes the old one.
        secrets.Values = ["n3w-s3cret", SecuredServer.Password];
        Assert.Same(former, await sources.GetAsync(location, default));

        // The server takes the new one: noticed at the next look.
        await server.ExecuteAsync($"alter role {SecuredServer.Role} password 'n3w-s3cret'");
        Assert.Same(former, await sources.GetAsync(location, default));
        clock.Advance(options.RotationPeriod);
        var newer = await sources.GetAsync(location, default);
        Assert.NotSame(former, newer);
        Assert.Equal(1, await UseAsync(newer));

        // The end of the rotation changes nothing.
        secrets.Values = ["n3w-s3cret"];
        Assert.Same(newer, await sources.GetAsync(location, default));

        // Who had begun ends in peace; then the former pool is closed.
        await using (var command = new NpgsqlCommand("select 1", begun))
        {
            Assert.Equal(1, await command.ExecuteScalarAsync());
        }

        clock.Advance(options.RetireAfter);
        await sources.GetAsync(location, default);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => UseAsync(former));
    }

    [PostgresFact(OwnServer = true)]
    public async Task Get_NeitherPasswordIsTaken_TheUseIsRefused()
    {
        secrets.Values = ["wr0ng", "wr0ng-too"];

        var refused = await Assert.ThrowsAsync<PostgresException>(async () => await UseAsync(await sources.GetAsync(location, default)));

        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
    }

    [PostgresFact(OwnServer = true)]
    public async Task Get_EndpointNotUsedForLong_IsClosed()
    {
        var unused = await sources.GetAsync(location, default);
        clock.Advance(options.ConnectionLifetime + TimeSpan.FromSeconds(1));

        await sources.GetAsync(location with { Endpoint = location.Endpoint with { Database = "template1" } }, default);

        await Assert.ThrowsAsync<ObjectDisposedException>(() => UseAsync(unused));
    }

    private static async Task<object?> UseAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("select 1");
        return await command.ExecuteScalarAsync();
    }
}
