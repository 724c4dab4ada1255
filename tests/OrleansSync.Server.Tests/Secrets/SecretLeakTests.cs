using System.Text;
using Google.Protobuf;
using Grpc.Core;
using OrleansSync.Server.Tests.Catalog;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Server.Tests.Secrets;

/// <summary>Whatever goes well or wrong with a secret, it is in no answer, no error, no log line and no row.</summary>
public sealed class SecretLeakTests : IAsyncLifetime
{
    private const string Password = "pa55-of-the-leak-test";
    private const string Reference = "referenced-by-the-leak-test";
    private readonly List<string> said = [];
    private CatalogWorld world = null!; // Set before each test.

    public async Task InitializeAsync() => world = await CatalogWorld.OpenAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [PostgresFact]
    public async Task Secrets_UsedRotatedRefusedAndRetired_AreNowhere()
    {
        Environment.SetEnvironmentVariable("ORLEANSSYNC_SECRET_LEAK_TEST", Reference);
        var instance = world.NewInstance("leaky");
        (instance.Role, instance.Host, instance.Port, instance.Password) = (V1.InstanceRole.Standby, "127.0.0.1", 1, Password);
        var created = await SayAsync(world.Instances.CreateDatabaseInstanceAsync(new V1.CreateDatabaseInstanceRequest { DatabaseInstance = instance }));
        await SayAsync(world.Instances.CreateDatabaseInstanceAsync(new V1.CreateDatabaseInstanceRequest { DatabaseInstance = instance }));
        await SayAsync(world.Instances.CreateDatabaseInstanceAsync(new V1.CreateDatabaseInstanceRequest { DatabaseInstance = instance, ValidateOnly = true }));
        await SayAsync(world.Instances.TestDatabaseInstanceAsync(new V1.TestDatabaseInstanceRequest { DatabaseInstance = instance }));
        await SayAsync(world.Instances.TestDatabaseInstanceAsync(new V1.TestDatabaseInstanceRequest { Id = created?.Id ?? "" }));
        await SayAsync(world.Instances.UpdateDatabaseInstanceAsync(new V1.UpdateDatabaseInstanceRequest { DatabaseInstance = new V1.DatabaseInstance { Id = created?.Id ?? "", Password = Password + "\n" } }));
        await SayAsync(world.Instances.UpdateDatabaseInstanceAsync(new V1.UpdateDatabaseInstanceRequest { DatabaseInstance = new V1.DatabaseInstance { Id = created?.Id ?? "", Password = Password, PasswordReference = "env:NOT_ALLOWED" } }));
        await SayAsync(world.Instances.UpdateDatabaseInstanceAsync(new V1.UpdateDatabaseInstanceRequest { DatabaseInstance = new V1.DatabaseInstance { Id = created?.Id ?? "", Password = Password + "2" } }));
        instance.Password = "";
        instance.PasswordReference = "env:ORLEANSSYNC_SECRET_LEAK_TEST";
        await SayAsync(world.Instances.TestDatabaseInstanceAsync(new V1.TestDatabaseInstanceRequest { DatabaseInstance = instance }));
        var owner = new V1.SecretOwner { DatabaseInstanceId = created?.Id ?? "" };
        var versions = await SayAsync(world.Secrets.ListSecretVersionsAsync(new V1.ListSecretVersionsRequest { Owner = owner }));
        Assert.Equal(2, versions?.Versions.Count);
        await SayAsync(world.Secrets.RetireSecretVersionAsync(new V1.RetireSecretVersionRequest { Owner = owner, VersionId = versions?.Versions[1].Id ?? "" }));
        await SayAsync(world.Connections.UpdateSharePointConnectionAsync(new V1.UpdateSharePointConnectionRequest { SharepointConnection = new V1.SharePointConnection { Id = world.Connection.Id, Secret = Password } }));
        world.Tenant.ExpireAccessTokens();
        await SayAsync(world.Connections.TestSharePointConnectionAsync(new V1.TestSharePointConnectionRequest { Id = world.Connection.Id }));
        await SayAsync(world.Sites.SearchSharePointSitesAsync(new V1.SearchSharePointSitesRequest { ConnectionId = world.Connection.Id }));
        await SayAsync(world.Connections.GetSharePointConnectionAsync(new V1.GetSharePointConnectionRequest { Id = world.Connection.Id }));
        await SayAsync(world.Connections.ListSharePointConnectionsAsync(new V1.ListSharePointConnectionsRequest { Filter = $"secret : \"{Password}\"" }));

        var everything = string.Join('\n', said) + string.Join('\n', world.Server.Logs.Lines) + await world.Server.Database.DumpAsync();
        foreach (var secret in new[] { Password, Reference, CatalogWorld.Secret })
        {
            Assert.DoesNotContain(secret, everything, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))[..16], everything, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(secret)), everything, StringComparison.Ordinal);
        }
    }

    /// <summary>Notes what a call says, well or ill.</summary>
    private async Task<T?> SayAsync<T>(AsyncUnaryCall<T> call)
        where T : class, IMessage
    {
        try
        {
            var answer = await call;
            said.Add(answer.ToString() ?? "");
            return answer;
        }
        catch (RpcException exception)
        {
            said.Add($"{exception.Status.Detail} {string.Join(' ', exception.Trailers.Select(entry => entry.IsBinary ? Encoding.UTF8.GetString(entry.ValueBytes) : entry.Value))}");
            return null;
        }
    }
}
