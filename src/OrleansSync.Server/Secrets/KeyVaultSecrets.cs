using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Options;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Secrets;

namespace OrleansSync.Server.Secrets;

/// <summary>
/// Reads <c>keyvault:</c> from Azure Key Vault: <c>GET IDENTIFIER?api-version=7.4</c> gives <c>{"value": ...}</c> (Key Vault's REST
/// reference, Get Secret). The server's identity is that of its machine, its workload, or the variables <c>AZURE_*</c>.
/// </summary>
internal sealed class KeyVaultSecrets(IOptions<KeyVaultOptions> options, SecretHttp http, TokenCredential identity) : ISecretSource
{
    private const string Version = "7.4";
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public bool Reads(SecretReference reference) => reference is SecretReference.KeyVault;

    /// <inheritdoc/>
    public async Task<ImmutableArray<SecretValue>> ReadAsync(SecretReference reference, CancellationToken cancellationToken)
    {
        var address = ((SecretReference.KeyVault)reference).Address;
        Check(reference, address);
        var token = await GetTokenAsync(ScopeOf(address), cancellationToken);
        var versioned = new Uri(address, $"{address.AbsolutePath}?api-version={Version}");
        return [await http.GetAsync(
            reference,
            () => new HttpRequestMessage(HttpMethod.Get, versioned) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } },
            answer => answer.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null,
            cancellationToken)];
    }

    private void Check(SecretReference reference, Uri address)
    {
        var isAllowed = options.Value.AllowedVaults.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Any(vault =>
            Uri.TryCreate(vault, UriKind.Absolute, out var allowed)
            && Uri.Compare(address, allowed, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0);
        if (!isAllowed)
        {
            throw new SyncException(SyncError.SecretRefused, $"The {reference} may not be read: KeyVault:AllowedVaults does not name its vault.");
        }

        // "/secrets/NAME", see SecretReferenceText.
        if (!address.Segments[2].StartsWith(options.Value.AllowedPrefix, StringComparison.Ordinal))
        {
            throw new SyncException(SyncError.SecretRefused, $"The {reference} may not be read: only names that begin with {options.Value.AllowedPrefix} may (KeyVault:AllowedPrefix).");
        }
    }

    // Each cloud has its own: orders.vault.azure.net takes tokens for vault.azure.net.
    private static string ScopeOf(Uri address) =>
        address.IsLoopback ? "https://vault.azure.net/.default" : $"https://{address.Host[(address.Host.IndexOf('.', StringComparison.Ordinal) + 1)..]}/.default";

    private async Task<string> GetTokenAsync(string scope, CancellationToken cancellationToken)
    {
        try
        {
            return (await identity.GetTokenAsync(new TokenRequestContext([scope]), cancellationToken)).Token;
        }
        catch (RequestFailedException exception) when (exception.Status is 0 or 429 or >= 500)
        {
            throw new SyncException(SyncError.SecretUnavailable, "The token service for Key Vault cannot be reached.", exception) { RetryAfter = RetryAfter };
        }
        catch (Exception exception) when (exception is AuthenticationFailedException or RequestFailedException)
        {
            throw new SyncException(
                SyncError.SecretRefused, "The server has no identity with which Key Vault could be asked: give it a managed identity, a workload identity, or the variables AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET.", exception);
        }
    }
}
