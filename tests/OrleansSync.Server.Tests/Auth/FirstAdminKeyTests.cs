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

    [Fact]
    public async Task Start_FreshMetastoreBesideAnOlderKeyFile_KeepsTheOlderKey()
    {
        var folder = Directory.CreateTempSubdirectory("orleanssync-keys-").FullName;
        try
        {
            await using (await TestServer.StartAsync("--Server:DataDirectory", folder))
            {
            }

            var older = await File.ReadAllTextAsync(Path.Combine(folder, "admin.key"));
            await using (await TestServer.StartAsync("--Server:DataDirectory", folder))
            {
            }

            var contents = await Task.WhenAll(Directory.GetFiles(folder, "admin.key*").Select(file => File.ReadAllTextAsync(file)));
            Assert.Equal(2, contents.Distinct().Count());
            Assert.Contains(older, contents);
            Assert.NotEqual(older, await File.ReadAllTextAsync(Path.Combine(folder, "admin.key")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
