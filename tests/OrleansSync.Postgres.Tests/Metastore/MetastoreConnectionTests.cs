using Npgsql;
using OrleansSync.Engine.Errors;
using OrleansSync.Postgres.Metastore;
using OrleansSync.Postgres.Tests.Fixtures;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Postgres.Tests.Metastore;

/// <summary>Connections that cannot be had.</summary>
public sealed class MetastoreConnectionTests
{
    private const string Password = "t0p-s3cret";

    [PostgresFact]
    public async Task Read_NobodyListens_UnavailableWithoutThePassword()
    {
        await using var metastore = TestMetastore.Connect($"Host=127.0.0.1;Port=1;Username=orla;Password={Password};Database=private", GiveUpSoon);

        var failure = await Assert.ThrowsAsync<SyncException>(() => ReadAsync(metastore));

        AssertUnavailable(failure);
        Assert.Equal(TimeSpan.FromMilliseconds(50), failure.RetryAfter);
    }

    [PostgresFact]
    public async Task Read_HostHasNoAddress_Unavailable()
    {
        await using var metastore = TestMetastore.Connect($"Host=no-such-host.invalid;Username=orla;Password={Password};Database=private", GiveUpSoon);

        AssertUnavailable(await Assert.ThrowsAsync<SyncException>(() => ReadAsync(metastore)));
    }

    [PostgresTheory]
    [InlineData("Database", "3D000", "does not exist; create it")]
    [InlineData("Username", "28000", "refused the server's role or password")]
    public async Task Read_ServerRefuses_UnavailableAtOnceWithTheWayOut(string part, string code, string advice)
    {
        var settings = new NpgsqlConnectionStringBuilder((await PostgresServer.GetSharedAsync()).ConnectionString) { [part] = "nobodys_own", Password = Password };
        await using var metastore = TestMetastore.Connect(settings.ConnectionString, options => options.RetryTotal = TimeSpan.FromMinutes(5));

        var failure = await Assert.ThrowsAsync<SyncException>(() => ReadAsync(metastore));

        AssertUnavailable(failure);
        Assert.Contains(code, failure.Message, StringComparison.Ordinal);
        Assert.Contains(advice, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("nobodys_own", failure.Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Read_TooManyConnections_WaitsForOneAndThenFails()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var role = await TestRole.CreateAsync(database, "connection limit 1");
        await using var first = new NpgsqlConnection(role.ConnectionString);
        await first.OpenAsync();
        await using var patient = TestMetastore.Connect(role.ConnectionString, options => options.RetryTotal = TimeSpan.FromSeconds(20));
        await using var hasty = TestMetastore.Connect(role.ConnectionString, options => options.RetryTotal = TimeSpan.Zero);

        var failure = await Assert.ThrowsAsync<SyncException>(() => ReadAsync(hasty));
        var waiting = ReadAsync(patient);
        await first.CloseAsync();

        AssertUnavailable(failure);
        Assert.Contains("53300", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, await waiting);
    }

    [PostgresFact]
    public async Task Read_PoolUsedUp_WaitsForAPlaceAndThenFails()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var metastore = TestMetastore.Connect(database.ConnectionString, options =>
        {
            options.PoolSizeMax = 2;
            options.ConnectTimeout = TimeSpan.FromSeconds(1);
            options.RetryTotal = TimeSpan.Zero;
        });
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var held = new CountdownEvent(2);
        var holding = Enumerable.Range(0, 2).Select(_ => metastore.ReadAsync(
            async (_, _) =>
            {
                held.Signal();
                await release.Task;
                return true;
            },
            default)).ToArray();
        await Task.Run(held.Wait);

        AssertUnavailable(await Assert.ThrowsAsync<SyncException>(() => ReadAsync(metastore)));

        var waiting = ReadAsync(metastore);
        release.SetResult();
        await Task.WhenAll(holding);
        Assert.Equal(1, await waiting);
    }

    [PostgresFact]
    public async Task Read_Cancelled_IsNotWrapped()
    {
        await using var metastore = TestMetastore.Connect("Host=127.0.0.1;Port=1", options => options.RetryTotal = TimeSpan.FromMinutes(5));
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ReadAsync(metastore, cancellation.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ReadAsync(metastore, new CancellationToken(canceled: true)));
    }

    private static void GiveUpSoon(MetastoreOptions options) => options.RetryTotal = TimeSpan.FromMilliseconds(100);

    private static void AssertUnavailable(SyncException failure)
    {
        Assert.Equal(SyncError.MetastoreUnavailable, failure.Error);
        Assert.NotNull(failure.RetryAfter);
        Assert.DoesNotContain(Password, failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Host=", failure.ToString(), StringComparison.Ordinal);
    }

    private static Task<int> ReadAsync(MetastoreDatabase metastore, CancellationToken cancellationToken = default) =>
        metastore.ReadAsync(
            async (connection, stop) =>
            {
                await using var command = new NpgsqlCommand("select 1", connection);
                return Assert.IsType<int>(await command.ExecuteScalarAsync(stop));
            },
            cancellationToken);
}
