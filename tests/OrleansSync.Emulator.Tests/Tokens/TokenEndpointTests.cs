using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using OrleansSync.Emulator.Hosting;
using OrleansSync.Testing.Identity;

namespace OrleansSync.Emulator.Tests.Tokens;

/// <summary>sharepoint-graph.md 1.</summary>
public sealed class TokenEndpointTests
{
    [Fact]
    public async Task Token_RightSecret_IsIssuedAndOpensGraph()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var answer = (await emulator.AskForTokenAsync([])).Ok();
        Assert.Equal("Bearer", answer.Json.GetProperty("token_type").GetString()); // 1.5
        Assert.Equal(3599, answer.Json.GetProperty("expires_in").GetInt32());
        Assert.False(answer.Json.TryGetProperty("refresh_token", out _));
        (await emulator.GetAsync("sites/root")).Ok();
    }

    [Theory] // 1.6
    [InlineData("client_secret", "wrong", 401, "invalid_client", 7000215)]
    [InlineData("client_secret", "", 401, "invalid_client", 7000218)]
    [InlineData("client_id", "99999999-9999-4999-8999-999999999999", 400, "unauthorized_client", 700016)]
    [InlineData("scope", "https://graph.microsoft.com/Sites.Read.All", 400, "invalid_scope", 70011)]
    [InlineData("scope", "https://graph.microsoft.com/.default https://other.example/.default", 400, "invalid_scope", 70011)]
    [InlineData("grant_type", "password", 400, "unsupported_grant_type", 70003)]
    public async Task Token_WrongField_IsRefused(string field, string value, int status, string error, int number)
    {
        await using var emulator = await TestEmulator.StartAsync();
        var answer = (await emulator.AskForTokenAsync(new() { [field] = value })).Ok(status);
        Assert.Equal(error, answer.Json.GetProperty("error").GetString());
        Assert.Equal(number, answer.Json.GetProperty("error_codes")[0].GetInt32());
        Assert.StartsWith($"AADSTS{number}:", answer.Json.GetProperty("error_description").GetString(), StringComparison.Ordinal);
        Assert.All(new[] { "timestamp", "trace_id", "correlation_id" }, name => Assert.NotEqual("", answer.Json.GetProperty(name).GetString()));
    }

    [Fact]
    public async Task Token_UnknownTenant_IsRefusedWith900021()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var answer = (await emulator.AskForTokenAsync([], "22222222-2222-4222-8222-222222222222")).Ok(400);
        Assert.Equal(900021, answer.Json.GetProperty("error_codes")[0].GetInt32());
    }

    [Theory] // 1.3
    [InlineData("PS256", null, 200)]
    [InlineData("RS256", null, 200)]
    [InlineData("PS256", "aud", 700023)]
    [InlineData("PS256", "iss", 700021)]
    [InlineData("PS256", "exp", 700024)]
    [InlineData("PS256", "key", 700027)]
    public async Task Token_Assertion_IsCheckedByClaimAndKey(string algorithm, string? wrong, int expected)
    {
        using var key = RSA.Create(2048);
        using var other = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=app", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, certificate.ExportCertificatePem());
        await using var emulator = await TestEmulator.StartAsync(options => options.CertificatePaths = [path]);
        File.Delete(path);

        var now = emulator.Host.Clock.GetUtcNow().ToUnixTimeSeconds();
        var id = emulator.Host.Options.ClientId;
        var audience = wrong == "aud" ? "https://other.example" : $"{emulator.Host.Address}{emulator.Host.Options.Tenant}/oauth2/v2.0/token";
        var header = $$"""{"alg":"{{algorithm}}","typ":"JWT","x5t#S256":"{{Base64Url.EncodeToString(certificate.GetCertHash(HashAlgorithmName.SHA256))}}"}""";
        var claims = $$"""{"aud":"{{audience}}","iss":"{{(wrong == "iss" ? "other" : id)}}","sub":"{{id}}","jti":"1","nbf":{{now}},"iat":{{now}},"exp":{{(wrong == "exp" ? now - 3600 : now + 600)}}}""";
        var text = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}";
        var signature = (wrong == "key" ? other : key).SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, algorithm == "PS256" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
        var answer = await emulator.AskForTokenAsync(new()
        {
            ["client_secret"] = "",
            ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ["client_assertion"] = $"{text}.{Base64Url.EncodeToString(signature)}",
        });
        Assert.Equal(expected, wrong is null ? answer.Status : answer.Json.GetProperty("error_codes")[0].GetInt32());
    }

    [Fact]
    public async Task Token_AzureIdentity_GetsOneOverHttps()
    {
        await using var emulator = await TestEmulator.StartAsync(options => options.Urls = ["http://127.0.0.1:0", "https://127.0.0.1:0"]);
        var https = emulator.Host.Addresses.Single(address => address.Scheme == "https");
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, certificate, _, _) => certificate?.Thumbprint == emulator.Host.Certificate.Thumbprint };
        using var transport = new HttpClientTransport(handler);
        var credential = new ClientSecretCredential(emulator.Host.Options.Tenant, emulator.Host.Options.ClientId, emulator.Host.Options.ClientSecret, new ClientSecretCredentialOptions { AuthorityHost = https, Transport = transport, DisableInstanceDiscovery = true });
        var token = await credential.GetTokenAsync(new TokenRequestContext(["https://graph.microsoft.com/.default"]), CancellationToken.None);
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token.Token);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri($"{emulator.Host.GraphRoot}/sites/root"))).StatusCode);
    }

    [Fact] // 1.8
    public async Task Graph_WithoutAValidToken_Answers401()
    {
        await using var emulator = await TestEmulator.StartAsync();
        emulator.Host.Clock.Advance(TimeSpan.FromSeconds(3599));
        var expired = (await emulator.GetAsync("sites/root")).Refused(401, "InvalidAuthenticationToken", "Lifetime validation failed, the token is expired.");
        Assert.All(new[] { "date", "request-id", "client-request-id" }, name => Assert.True(expired.Json.GetProperty("error").GetProperty("innerError").TryGetProperty(name, out _)));
        await emulator.SignInAsync();
        (await emulator.GetAsync("sites/root")).Ok();
        emulator.Host.ExpireAccessTokens();
        (await emulator.GetAsync("sites/root")).Refused(401, "InvalidAuthenticationToken");
        emulator.Client.DefaultRequestHeaders.Authorization = null;
        (await emulator.GetAsync("sites/root")).Refused(401, "InvalidAuthenticationToken");
    }

    [Fact] // 1.7, 1.11
    public async Task Graph_WithoutTheRole_Answers403()
    {
        await using var without = await TestEmulator.StartAsync(options => options.Roles = []);
        (await without.GetAsync("sites/root")).Refused(403, "accessDenied");
        await using var reader = await TestEmulator.StartAsync(options => options.Roles = ["Sites.Read.All"]);
        (await reader.GetAsync("sites/root")).Ok();
        (await reader.PostAsync($"{reader.Site}/lists", """{"displayName":"A"}""")).Refused(403, "accessDenied");
    }

    [Fact]
    public async Task Start_WrongOptions_AreRefusedByName()
    {
        var refused = await Assert.ThrowsAsync<EmulatorSetupException>(() => EmulatorHost.StartAsync(new EmulatorOptions { Tier = 9 }, new ManualClock(), CancellationToken.None));
        Assert.Contains("Tier", refused.Message, StringComparison.Ordinal);
    }
}
