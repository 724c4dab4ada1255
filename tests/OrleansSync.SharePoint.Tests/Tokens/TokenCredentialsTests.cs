using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Azure.Core;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansSync.Engine.Errors;
using OrleansSync.SharePoint.Graph;
using OrleansSync.SharePoint.Tokens;

namespace OrleansSync.SharePoint.Tests.Tokens;

public sealed class TokenCredentialsTests
{
    private static readonly string[] Both = ["http://127.0.0.1:0", "https://127.0.0.1:0"];

    [Fact]
    public async Task Secret_OverHttps_IsGoodForGraph()
    {
        await using var tenant = await EmulatedTenant.StartAsync(options => options.Urls = Both);
        var options = tenant.Host.Options;

        Assert.Equal(200, await CallAsync(tenant, new AppCredential.Secret(options.Tenant, options.ClientId, options.ClientSecret)));
    }

    [Fact]
    public async Task Certificate_OverHttps_IsGoodForGraph()
    {
        using var certificate = MakeCertificate();
        await using var tenant = await StartWithAsync(certificate);

        Assert.Equal(200, await CallAsync(tenant, new AppCredential.Certificate(tenant.Host.Options.Tenant, tenant.Host.Options.ClientId, certificate)));
    }

    [Fact]
    public async Task WorkloadIdentity_OverHttps_SendsTheTokenOfTheFile()
    {
        using var certificate = MakeCertificate();
        await using var tenant = await StartWithAsync(certificate);
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, Assertion(tenant, certificate));
            Assert.Equal(200, await CallAsync(tenant, new AppCredential.WorkloadIdentity(tenant.Host.Options.Tenant, tenant.Host.Options.ClientId, file)));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("99999999-8888-4777-8666-555555555555")]
    public async Task ManagedIdentity_OfAnAppService_IsAskedForGraphAndGoodForIt(string? clientId)
    {
        await using var tenant = await EmulatedTenant.StartAsync(options => options.Urls = Both);
        using var http = GraphHttp.MakeClient(GraphHttp.MakeHandler(tenant.Options));
        using var app = tenant.Tokens(http);
        await using var identity = await IdentityEndpoint.StartAsync(await app.GetAsync(null, default));

        Assert.Equal(200, await CallAsync(tenant, new AppCredential.ManagedIdentity(clientId)));

        Assert.Equal(("https://graph.microsoft.com", clientId, IdentityEndpoint.Secret), identity.Asked);
    }

    [Fact]
    public async Task Secret_Wrong_IsSaidWithoutIt()
    {
        await using var tenant = await EmulatedTenant.StartAsync(options => options.Urls = Both);
        var options = tenant.Host.Options;

        var refused = await Assert.ThrowsAsync<SyncException>(() => CallAsync(tenant, new AppCredential.Secret(options.Tenant, options.ClientId, "not-the-secret")));

        Assert.Equal(SyncError.SharePointSignInFailed, refused.Error);
        Assert.DoesNotContain("not-the-secret", refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://contoso.example")]
    [InlineData("http://10.0.0.1:5080")]
    public void Make_NoHttpsAndNotThisMachine_IsRefused(string authority)
    {
        using var http = new HttpClient();
        var endpoints = GraphEndpoints.OfEmulator(new Uri(authority));

        Assert.Equal(SyncError.InvalidArgument, Assert.Throws<SyncException>(() => TokenCredentials.Make(endpoints, new AppCredential.Secret("t", "c", "s"), http, TimeProvider.System)).Error);
        Assert.Equal(SyncError.InvalidArgument, Assert.Throws<SyncException>(() => TokenCredentials.Make(endpoints, new AppCredential.ManagedIdentity(null), http, TimeProvider.System)).Error);
    }

    [Theory]
    [InlineData(GraphCloud.Global, "https://login.microsoftonline.com/", "https://graph.microsoft.com/v1.0", "https://graph.microsoft.com/.default")]
    [InlineData(GraphCloud.UsGovernment, "https://login.microsoftonline.us/", "https://graph.microsoft.us/v1.0", "https://graph.microsoft.us/.default")]
    [InlineData(GraphCloud.UsGovernmentDefense, "https://login.microsoftonline.us/", "https://dod-graph.microsoft.us/v1.0", "https://dod-graph.microsoft.us/.default")]
    [InlineData(GraphCloud.China, "https://login.chinacloudapi.cn/", "https://microsoftgraph.chinacloudapi.cn/v1.0", "https://microsoftgraph.chinacloudapi.cn/.default")]
    public void Of_EachCloud_HasItsOwnEndpoints(GraphCloud cloud, string authority, string root, string scope)
    {
        var endpoints = GraphEndpoints.Of(cloud);
        Assert.Equal((authority, root, scope), (endpoints.Authority.AbsoluteUri, endpoints.GraphRoot.AbsoluteUri, endpoints.Scope));
    }

    [Fact]
    public void ToString_OfCredentials_HoldsNoSecret() => Assert.Equal("Secret", new AppCredential.Secret("tenant", "client", "hidden").ToString());

    private static async Task<int> CallAsync(EmulatedTenant tenant, AppCredential credential)
    {
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, certificate, _, _) => certificate?.Thumbprint == tenant.Host.Certificate.Thumbprint };
        using var http = GraphHttp.MakeClient(handler);
        var endpoints = GraphEndpoints.OfEmulator(tenant.Host.Addresses.Single(address => address.Scheme == "https"));
        using var tokens = new GraphTokens(_ => ValueTask.FromResult<ImmutableArray<TokenCredential>>([TokenCredentials.Make(endpoints, credential, http, tenant.Time)]), endpoints.Scope, TimeSpan.Zero, tenant.Time, NullLogger<GraphTokens>.Instance);
        using var answer = await tenant.Client(tokens: tokens).SendAsync(new GraphRequest { Method = HttpMethod.Get, Path = "sites/root" }, default);
        return answer.Status;
    }

    private static async Task<EmulatedTenant> StartWithAsync(X509Certificate2 certificate)
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, certificate.ExportCertificatePem());
        try
        {
            // The identity library signs with the real time, so the service must live in it.
            return await EmulatedTenant.StartAsync(options => (options.Urls, options.CertificatePaths) = (Both, [path]), TimeProvider.System);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = RSA.Create(2048);
        return new CertificateRequest("CN=app", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
    }

    private static string Assertion(EmulatedTenant tenant, X509Certificate2 certificate)
    {
        var (now, id) = (tenant.Host.Clock.GetUtcNow().ToUnixTimeSeconds(), tenant.Host.Options.ClientId);
        var audience = $"{tenant.Host.Addresses.Single(address => address.Scheme == "https")}{tenant.Host.Options.Tenant}/oauth2/v2.0/token";
        var header = $$"""{"alg":"PS256","typ":"JWT","x5t#S256":"{{Base64Url.EncodeToString(certificate.GetCertHash(HashAlgorithmName.SHA256))}}"}""";
        var claims = $$"""{"aud":"{{audience}}","iss":"{{id}}","sub":"{{id}}","jti":"1","nbf":{{now}},"iat":{{now}},"exp":{{now + 600}}}""";
        var text = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}";
        using var key = certificate.GetRSAPrivateKey()!; // It was made with one.
        return $"{text}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pss))}";
    }
}
