using OrleansSync.Testing.Postgres;

namespace OrleansSync.Server.Tests.Auth;

public sealed class FirstAdminKeyTests
{
    [Fact]
    public async Task Start_FreshMetastore_WritesAKeyThatOnlyItsOwnerCanRead()
    {
        await using var server = await TestServer.StartAsync();

        Assert.Equal(V1.ApiKeyRole.Admin, (await server.Keys.GetCurrentApiKeyAsync(new V1.GetCurrentApiKeyRequest())).Role);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(server.PathOf("admin.key")));
        }
    }

    [Fact]
    public async Task Start_AgainOnTheSameMetastore_MakesNoOtherKey()
    {
        await using var database = await (await PostgresServer.GetSharedAsync()).CreateDatabaseAsync();
        string key;
        await using (var first = await TestServer.StartOnAsync(database.ConnectionString, owned: null))
        {
            key = first.AdminKey;
        }

        await using var second = await TestServer.StartOnAsync(database.ConnectionString, owned: null);

        Assert.Equal("", second.AdminKey);
        Assert.Single((await new V1.ApiKeys.ApiKeysClient(second.With(key)).ListApiKeysAsync(new V1.ListApiKeysRequest())).ApiKeys);
    }
}
