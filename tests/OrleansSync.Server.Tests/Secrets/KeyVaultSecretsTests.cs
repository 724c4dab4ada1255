using Azure.Core;
using Azure.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Secrets;
using OrleansSync.Server.Secrets;

namespace OrleansSync.Server.Tests.Secrets;

public sealed class KeyVaultSecretsTests : IAsyncLifetime, IDisposable
{
    private readonly SecretHttp http = new(Options.Create(new SecretOptions { ReadRetryDelay = TimeSpan.FromMilliseconds(10) }), TimeProvider.System, NullLogger<SecretHttp>.Instance);
    private readonly Identity identity = new();
    private SecretService service = null!; // Set before each test.

    public async Task InitializeAsync() => service = await SecretService.StartAsync();

    public async Task DisposeAsync() => await service.DisposeAsync();

    public void Dispose() => http.Dispose();

    [Theory]
    [InlineData("secrets/orleanssync-orders", "/secrets/orleanssync-orders?api-version=7.4")]
    [InlineData("secrets/orleanssync-orders/0a1b", "/secrets/orleanssync-orders/0a1b?api-version=7.4")]
    public async Task Read_Found_GivesTheValueAndSendsTheToken(string path, string asked)
    {
        service.Answer = (context, _) => context.Response.WriteAsync("""{"value": "pa55word", "attributes": {"enabled": true}}""");

        Assert.Equal("pa55word", Assert.Single(await ReadAsync(path)).Reveal());
        Assert.Equal([asked], service.Asked);
        Assert.Equal("Bearer token-of-the-test", service.LastHeaders["Authorization"]);
        Assert.Equal(["https://vault.azure.net/.default"], identity.Scopes);
    }

    [Theory]
    [InlineData(401, SyncError.SecretRefused)]
    [InlineData(403, SyncError.SecretRefused)]
    [InlineData(404, SyncError.SecretRefused)]
    [InlineData(429, SyncError.SecretUnavailable)]
    [InlineData(503, SyncError.SecretUnavailable)]
    public async Task Read_Status_IsToldAsItIs(int status, SyncError error)
    {
        service.Answer = (context, _) =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync("""{"error": {"code": "X", "message": "pa55word"}}""");
        };

        var failure = await Assert.ThrowsAsync<SyncException>(() => ReadAsync("secrets/orleanssync-orders"));

        Assert.Equal(error, failure.Error);
        Assert.DoesNotContain("pa55word", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_NoIdentity_IsRefusedWithTheWayOut()
    {
        identity.Failure = new CredentialUnavailableException("none");

        var failure = await Assert.ThrowsAsync<SyncException>(() => ReadAsync("secrets/orleanssync-orders"));

        Assert.Equal(SyncError.SecretRefused, failure.Error);
        Assert.Contains("AZURE_TENANT_ID", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_NameOrVaultThatIsNotAllowed_IsRefusedWithoutAsking()
    {
        var byName = await Assert.ThrowsAsync<SyncException>(() => ReadAsync("secrets/others-orders"));
        var byVault = await Assert.ThrowsAsync<SyncException>(() =>
            Open().ReadAsync(SecretReferenceText.Parse("keyvault:https://evil.example/secrets/orleanssync-orders", "field"), default));

        Assert.Contains("KeyVault:AllowedPrefix", byName.Message, StringComparison.Ordinal);
        Assert.Contains("KeyVault:AllowedVaults", byVault.Message, StringComparison.Ordinal);
        Assert.Empty(service.Asked);
        Assert.Empty(identity.Scopes);
    }

    private KeyVaultSecrets Open() => new(Options.Create(new KeyVaultOptions { AllowedVaults = $"https://orders.vault.azure.net; {service.Address}" }), http, identity);

    private async Task<IEnumerable<SecretValue>> ReadAsync(string path) => await Open().ReadAsync(SecretReferenceText.Parse($"keyvault:{service.Address}{path}", "field"), default);

    private sealed class Identity : TokenCredential
    {
        public Exception? Failure { get; set; }

        public List<string> Scopes { get; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes.AddRange(requestContext.Scopes);
            return Failure is null ? ValueTask.FromResult(new AccessToken("token-of-the-test", DateTimeOffset.MaxValue)) : throw Failure;
        }
    }
}
