using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Secrets;
using OrleansSync.Server.Hosting;
using OrleansSync.Server.Secrets;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Server.Tests.Secrets;

/// <summary>Secrets of ours in a whole server on a real metastore.</summary>
public sealed class StoredSecretsTests
{
    private const string Secret = "pa55word-of-the-test";
    private static readonly SecretOwner Owner = new("instance", new Guid("0190a5b0-0000-7000-8000-000000000001"), "password");
    private static readonly SecretReference Reference = new SecretReference.Stored(Owner);

    [Fact]
    public async Task Put_ReadElsewhere_NothingOfItIsInTheMetastoreOrTheLog()
    {
        await using var database = await (await PostgresServer.GetSharedAsync()).CreateDatabaseAsync();
        await using var server = await TestServer.StartOnAsync(database.ConnectionString, owned: null);
        await Store(server).PutAsync(Owner, new SecretValue(Secret), null, default);

        Assert.Equal(Secret, (await Secrets(server).GetAsync(Reference, default)).Reveal());

        var dump = await database.DumpAsync();
        Assert.Contains("secret_keys", dump, StringComparison.Ordinal);
        var masterKey = (await File.ReadAllTextAsync(server.PathOf("secrets.key"))).Trim();
        foreach (var hidden in new[] { Secret, Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)), Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Secret)), masterKey, "<masterKey", "<value>" })
        {
            Assert.DoesNotContain(hidden, dump, StringComparison.Ordinal);
            Assert.DoesNotContain(hidden, string.Join('\n', server.Logs.Lines), StringComparison.Ordinal);
        }

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(server.PathOf("secrets.key")));
        }
    }

    [Fact]
    public async Task Put_Rotation_GivesTheNewValueAtOnceAndBothUntilTheOldIsRemoved()
    {
        await using var server = await TestServer.StartAsync();
        var older = await Store(server).PutAsync(Owner, new SecretValue("old"), null, default);
        Assert.Equal("old", (await Secrets(server).GetAsync(Reference, default)).Reveal());

        await Store(server).PutAsync(Owner, new SecretValue("new"), null, default);
        Assert.Equal(["new", "old"], (await Secrets(server).GetAllAsync(Reference, default)).Select(value => value.Reveal()));

        await Store(server).RemoveAsync(Owner, older.Id, default);
        Assert.Equal(["new"], (await Secrets(server).GetAllAsync(Reference, default)).Select(value => value.Reveal()));
    }

    [Fact]
    public async Task Start_TwoServersWithOneKey_ReadEachOthersSecrets()
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        await using var database = await (await PostgresServer.GetSharedAsync()).CreateDatabaseAsync();
        await using var first = await TestServer.StartOnAsync(database.ConnectionString, owned: null, "--Secrets:Key", key);
        // The stand-in runs one silo in a cluster; what is tested here is the metastore that the two share.
        await using var second = await TestServer.StartOnAsync(database.ConnectionString, owned: null, "--Secrets:Key", key, "--Silo:ClusterId", "second");
        var other = Owner with { Name = "token" };
        await Store(first).PutAsync(Owner, new SecretValue("of first"), null, default);
        // As if each had made a key before it saw the other's.
        await ExecuteAsync(database, "create table hidden as select * from orleanssync.secret_keys; delete from orleanssync.secret_keys");
        await Store(second).PutAsync(other, new SecretValue("of second"), null, default);
        await ExecuteAsync(database, "insert into orleanssync.secret_keys select * from hidden");

        Assert.Equal("of first", (await Secrets(second).GetAsync(Reference, default)).Reveal());
        Assert.Equal("of second", (await Secrets(first).GetAsync(new SecretReference.Stored(other), default)).Reveal());
        Assert.False(File.Exists(first.PathOf("secrets.key")));
    }

    [Fact]
    public async Task Start_AnotherKeyOrNone_IsRefusedOnceSecretsAreStored()
    {
        await using var database = await (await PostgresServer.GetSharedAsync()).CreateDatabaseAsync();
        await using (var first = await TestServer.StartOnAsync(database.ConnectionString, owned: null))
        {
            await Store(first).PutAsync(Owner, new SecretValue(Secret), null, default);
        }

        var none = await Assert.ThrowsAsync<ServerSetupException>(() => TestServer.StartOnAsync(database.ConnectionString, owned: null));
        var another = await Assert.ThrowsAsync<ServerSetupException>(() =>
            TestServer.StartOnAsync(database.ConnectionString, owned: null, "--Secrets:Key", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))));
        var broken = await Assert.ThrowsAsync<ServerSetupException>(() => TestServer.StartOnAsync(database.ConnectionString, owned: null, "--Secrets:Key", "hunter2"));

        Assert.All([none, another, broken], refused => Assert.Contains("Secrets:Key", refused.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("hunter2", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_RowChanged_IsRefused()
    {
        await using var database = await (await PostgresServer.GetSharedAsync()).CreateDatabaseAsync();
        await using var server = await TestServer.StartOnAsync(database.ConnectionString, owned: null);
        await Store(server).PutAsync(Owner, new SecretValue(Secret), null, default);
        await ExecuteAsync(database, "update orleanssync.secrets set name = 'token'");

        var refused = await Assert.ThrowsAsync<SyncException>(() => Secrets(server).GetAsync(new SecretReference.Stored(Owner with { Name = "token" }), default).AsTask());

        Assert.Equal(SyncError.SecretRefused, refused.Error);
    }

    [Fact]
    public async Task Look_SecretEndsSoon_IsLoggedAndMakesHealthDegraded()
    {
        await using var server = await TestServer.StartAsync();
        var watch = server.Services.GetRequiredService<SecretExpiryWatch>();
        await Store(server).PutAsync(Owner, new SecretValue(Secret), TimeProvider.System.GetUtcNow().AddDays(3.5), default);

        await watch.LookAsync(default);

        Assert.Contains(server.Logs.Lines, line => line.Contains($"The secret {Owner} ends in 3 days", StringComparison.Ordinal));
        var health = await new SecretHealthCheck(watch).CheckHealthAsync(new(), default);
        Assert.Equal(Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Degraded, health.Status);
    }

    private static ISecretStore Store(TestServer server) => server.Services.GetRequiredService<ISecretStore>();

    private static ISecrets Secrets(TestServer server) => server.Services.GetRequiredService<ISecrets>();

    private static async Task ExecuteAsync(TestDatabase database, string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    // Every value of every table as text; bytea comes as hex.
}
