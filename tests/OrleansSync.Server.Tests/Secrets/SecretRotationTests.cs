using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using OrleansSync.Server.Secrets;
using OrleansSync.Server.Tests.Catalog;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Server.Tests.Secrets;

/// <summary>The rotation of secrets as its operator sees it.</summary>
public sealed class SecretRotationTests : IAsyncLifetime
{
    private CatalogWorld world = null!; // Set before each test.

    private V1.SecretOwner OfConnection => new() { SharepointConnectionId = world.Connection.Id };

    public async Task InitializeAsync() => world = await CatalogWorld.OpenAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [PostgresFact]
    public async Task Retire_NewSecretThatTheTenantDoesNotTake_TheOldOneWorksAndIsLeft()
    {
        var only = Assert.Single(await ListAsync(OfConnection));
        await PutAsync("a wrong one", end: null);
        var both = await ListAsync(OfConnection);
        world.Tenant.ExpireAccessTokens();
        await SearchAsync();

        var left = await world.Secrets.RetireSecretVersionAsync(new V1.RetireSecretVersionRequest { Owner = OfConnection, VersionId = both[0].Id });

        Assert.Equal((2, only), (both.Count, both[1]));
        Assert.Equal(only, Assert.Single(left.Versions));
        Assert.Contains(world.Server.Logs.Lines, line => line.Contains("does not take the app's newest secret yet", StringComparison.Ordinal));
        world.Tenant.ExpireAccessTokens();
        await SearchAsync();
    }

    [PostgresFact]
    public async Task Retire_OldSecretBeforeTheTenantTakesTheNewOne_EndsTheSignIn()
    {
        await PutAsync("the second secret", end: null);
        var both = await ListAsync(OfConnection);

        await world.Secrets.RetireSecretVersionAsync(new V1.RetireSecretVersionRequest { Owner = OfConnection, VersionId = both[1].Id });
        world.Tenant.ExpireAccessTokens();
        var refusal = await Refusal.OfAsync(SearchAsync);
        world.Tenant.Options.ClientSecret = "the second secret";

        Assert.Equal("SHARE_POINT_SIGN_IN_FAILED", refusal.Reason);
        await SearchAsync();
    }

    [PostgresFact]
    public async Task Retire_TheOnlyVersionOrAnUnknownOne_IsRefused()
    {
        var only = Assert.Single(await ListAsync(OfConnection));

        var last = await Refusal.OfAsync(async () => await world.Secrets.RetireSecretVersionAsync(new V1.RetireSecretVersionRequest { Owner = OfConnection, VersionId = only.Id }));
        var unknown = await Refusal.OfAsync(async () => await world.Secrets.RetireSecretVersionAsync(new V1.RetireSecretVersionRequest { Owner = OfConnection, VersionId = world.Site.Id }));
        var nobody = await Refusal.OfAsync(async () => await world.Secrets.ListSecretVersionsAsync(new V1.ListSecretVersionsRequest()));
        var stranger = await Refusal.OfAsync(async () => await world.Secrets.ListSecretVersionsAsync(new V1.ListSecretVersionsRequest { Owner = new V1.SecretOwner { DatabaseInstanceId = world.Site.Id } }));

        Assert.Equal((StatusCode.InvalidArgument, "version_id"), (last.Code, Assert.Single(last.Fields).Field));
        Assert.Equal(StatusCode.NotFound, unknown.Code);
        Assert.Equal("owner", Assert.Single(nobody.Fields).Field);
        Assert.Equal(StatusCode.NotFound, stranger.Code);
        Assert.Single(await ListAsync(OfConnection));
    }

    [PostgresFact]
    public async Task Retire_ByAViewer_IsRefused()
    {
        var viewer = new V1.Secrets.SecretsClient(world.Server.With(await world.Server.CreateKeyAsync(V1.ApiKeyRole.Viewer)));
        var version = Assert.Single(viewer.ListSecretVersions(new V1.ListSecretVersionsRequest { Owner = OfConnection }).Versions);

        var refusal = await Refusal.OfAsync(async () => await viewer.RetireSecretVersionAsync(new V1.RetireSecretVersionRequest { Owner = OfConnection, VersionId = version.Id }));

        Assert.Equal(StatusCode.PermissionDenied, refusal.Code);
    }

    [PostgresFact]
    public async Task Put_SecretThatEndsSoon_IsWarnedOfInTheResourceAndTheLog()
    {
        var end = TimeProvider.System.GetUtcNow().AddDays(3.5);
        Assert.Equal((1, "", null), (world.Connection.SecretSummary.VersionCount, world.Connection.SecretSummary.Warning, world.Connection.SecretSummary.ExpireTime));

        var rotated = await PutAsync(CatalogWorld.Secret, end);
        await world.Server.Services.GetRequiredService<SecretExpiryWatch>().LookAsync(default);

        var listed = Assert.Single((await world.Connections.ListSharePointConnectionsAsync(new V1.ListSharePointConnectionsRequest())).SharepointConnections);
        Assert.Equal(rotated.SecretSummary, listed.SecretSummary);
        Assert.Equal((2, end.ToUnixTimeSeconds()), (listed.SecretSummary.VersionCount, listed.SecretSummary.ExpireTime.Seconds));
        Assert.Contains("ends in 3 days", listed.SecretSummary.Warning, StringComparison.Ordinal);
        Assert.Null(listed.SecretExpireTime);
        Assert.Contains(world.Server.Logs.Lines, line => line.Contains($"The secret connection/{world.Connection.Id}/secret ends in 3 days", StringComparison.Ordinal));
        Assert.DoesNotContain(world.Server.Logs.Lines, line => line.Contains(CatalogWorld.Secret, StringComparison.Ordinal));
    }

    [PostgresFact]
    public async Task Put_EndWithoutASecretOrInThePast_IsRefused()
    {
        var now = TimeProvider.System.GetUtcNow();

        var lonely = await Refusal.OfAsync(() => PutAsync("", now.AddDays(1)));
        var past = await Refusal.OfAsync(() => PutAsync("x", now.AddDays(-1)));
        var instance = await Refusal.OfAsync(async () => await world.Instances.UpdateDatabaseInstanceAsync(new V1.UpdateDatabaseInstanceRequest
        {
            DatabaseInstance = new V1.DatabaseInstance { Id = world.Instance.Id, PasswordExpireTime = Timestamp.FromDateTimeOffset(now.AddDays(1)) },
        }));

        Assert.All([lonely, past], refusal => Assert.Equal("sharepoint_connection.secret_expire_time", Assert.Single(refusal.Fields).Field));
        Assert.Equal("database_instance.password_expire_time", Assert.Single(instance.Fields).Field);
        Assert.Single(await ListAsync(OfConnection));
    }

    [PostgresFact]
    public async Task Put_PasswordOfAnInstance_HasVersionsOfItsOwn()
    {
        const string First = "the first pa55word of an instance";
        var instance = world.NewInstance("standby");
        (instance.Role, instance.Password) = (V1.InstanceRole.Standby, First);
        var created = await world.Instances.CreateDatabaseInstanceAsync(new V1.CreateDatabaseInstanceRequest { DatabaseInstance = instance });
        await world.Instances.UpdateDatabaseInstanceAsync(new V1.UpdateDatabaseInstanceRequest { DatabaseInstance = new V1.DatabaseInstance { Id = created.Id, Password = "the second" } });
        var owner = new V1.SecretOwner { DatabaseInstanceId = created.Id };
        var versions = await ListAsync(owner);

        await world.Secrets.RetireSecretVersionAsync(new V1.RetireSecretVersionRequest { Owner = owner, VersionId = versions[1].Id });

        var found = await world.Instances.GetDatabaseInstanceAsync(new V1.GetDatabaseInstanceRequest { Id = created.Id });
        Assert.Equal((2, 1), (versions.Count, found.PasswordSummary.VersionCount));
        Assert.Equal(versions[0], Assert.Single(await ListAsync(owner)));
        Assert.Single(await ListAsync(OfConnection));
        Assert.DoesNotContain(First, found.ToString() + string.Join('\n', world.Server.Logs.Lines) + await world.Server.Database.DumpAsync(), StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Put_Certificate_EndsWhenItSaysAndIsRefusedWhenItIsNone()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=app", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(70));
        var connection = world.NewConnection("Certified");
        (connection.CredentialKind, connection.Secret) = (V1.CredentialKind.Certificate, "-----BEGIN CERTIFICATE-----");

        var none = await Refusal.OfAsync(async () => await world.Connections.CreateSharePointConnectionAsync(new V1.CreateSharePointConnectionRequest { SharepointConnection = connection }));
        connection.Secret = $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}";
        var created = await world.Connections.CreateSharePointConnectionAsync(new V1.CreateSharePointConnectionRequest { SharepointConnection = connection });

        Assert.Equal("sharepoint_connection.secret", Assert.Single(none.Fields).Field);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddYears(70), created.SecretSummary.ExpireTime.ToDateTimeOffset());
    }

    private async Task<V1.SharePointConnection> PutAsync(string secret, DateTimeOffset? end) => await world.Connections.UpdateSharePointConnectionAsync(new V1.UpdateSharePointConnectionRequest
    {
        SharepointConnection = new V1.SharePointConnection { Id = world.Connection.Id, Secret = secret, SecretExpireTime = end is { } given ? Timestamp.FromDateTimeOffset(given) : null },
    });

    private async Task<IReadOnlyList<V1.SecretVersion>> ListAsync(V1.SecretOwner owner) => (await world.Secrets.ListSecretVersionsAsync(new V1.ListSecretVersionsRequest { Owner = owner })).Versions;

    private async Task SearchAsync() => await world.Sites.SearchSharePointSitesAsync(new V1.SearchSharePointSitesRequest { ConnectionId = world.Connection.Id, Text = "Team" });
}
