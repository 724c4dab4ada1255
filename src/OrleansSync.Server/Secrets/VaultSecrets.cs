using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Options;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Secrets;

namespace OrleansSync.Server.Secrets;

/// <summary>
/// Reads <c>vault:</c> from the key-value engine, version 2, of HashiCorp Vault: <c>GET /v1/MOUNT/data/PATH</c> gives
/// <c>{"data": {"data": {FIELD: ...}, "metadata": ...}}</c> (Vault's API documentation, KV secrets engine version 2).
/// </summary>
internal sealed class VaultSecrets(IOptions<VaultOptions> options, SecretHttp http) : ISecretSource
{
    /// <inheritdoc/>
    public bool Reads(SecretReference reference) => reference is SecretReference.Vault;

    /// <inheritdoc/>
    public async Task<ImmutableArray<SecretValue>> ReadAsync(SecretReference reference, CancellationToken cancellationToken)
    {
        var vault = (SecretReference.Vault)reference;
        var settings = options.Value;
        if (settings.Address.Length == 0)
        {
            throw new SyncException(SyncError.SecretRefused, "No Vault may be read: Vault:Address is not set.");
        }

        if (!$"{vault.Mount}/{vault.Path}".StartsWith(settings.AllowedPrefix, StringComparison.Ordinal))
        {
            throw new SyncException(SyncError.SecretRefused, $"The {reference} may not be read: only what begins with {settings.AllowedPrefix} may (Vault:AllowedPrefix).");
        }

        var token = await ReadTokenAsync(settings, cancellationToken);
        var path = string.Join('/', vault.Path.Split('/').Select(Uri.EscapeDataString));
        var address = new Uri($"{settings.Address.TrimEnd('/')}/v1/{Uri.EscapeDataString(vault.Mount)}/data/{path}");
        return [await http.GetAsync(reference, () => MakeRequest(address, token, settings.Namespace), answer => FieldOf(answer, vault.Field), cancellationToken)];
    }

    private static HttpRequestMessage MakeRequest(Uri address, string token, string @namespace)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("X-Vault-Token", token);
        request.Headers.Add("X-Vault-Request", "true");
        if (@namespace.Length > 0)
        {
            request.Headers.Add("X-Vault-Namespace", @namespace);
        }

        return request;
    }

    private static string? FieldOf(JsonElement answer, string field) =>
        answer.GetProperty("data").GetProperty("data") is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static async Task<string> ReadTokenAsync(VaultOptions settings, CancellationToken cancellationToken)
    {
        string? token;
        try
        {
            token = settings.TokenFile.Length > 0 ? await File.ReadAllTextAsync(settings.TokenFile, cancellationToken) : Environment.GetEnvironmentVariable(settings.TokenVariable);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SyncException(SyncError.SecretRefused, "The file of Vault:TokenFile cannot be read by the server's user.", exception);
        }

        return token?.Trim() is { Length: > 0 } trimmed && trimmed.All(char.IsAscii) && !trimmed.Any(char.IsControl)
            ? trimmed
            : throw new SyncException(SyncError.SecretRefused, "There is no token for Vault: set Vault:TokenFile, or the variable that Vault:TokenVariable names.");
    }
}
