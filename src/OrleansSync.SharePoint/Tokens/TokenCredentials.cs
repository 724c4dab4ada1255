using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using OrleansSync.Engine.Errors;

namespace OrleansSync.SharePoint.Tokens;

/// <summary>Makes the credential of the identity library, or, for an emulator on this machine without https, ours.</summary>
internal static class TokenCredentials
{
    /// <summary>A credential with an empty cache of its own.</summary>
    /// <param name="endpoints">Where.</param>
    /// <param name="credential">Who.</param>
    /// <param name="http">Sends the requests; must trust the authority's certificate.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="SyncException">The authority has no https and is not on this machine.</exception>
    public static TokenCredential Make(GraphEndpoints endpoints, AppCredential credential, HttpClient http, TimeProvider time)
    {
        if (endpoints.Authority.Scheme != Uri.UriSchemeHttps)
        {
            return credential is AppCredential.Secret loopback
                ? new LoopbackCredential(endpoints.Authority, loopback, http, time)
                : throw SyncException.Invalid("credential", "An authority without https takes a secret only; it is meant for an emulator on this machine.");
        }

        // The identity library asks Microsoft about authorities that it does not know; an emulator's is known to nobody.
        var isOwn = !endpoints.Authority.Host.EndsWith(".microsoftonline.com", StringComparison.OrdinalIgnoreCase)
            && !endpoints.Authority.Host.EndsWith(".microsoftonline.us", StringComparison.OrdinalIgnoreCase)
            && !endpoints.Authority.Host.EndsWith(".chinacloudapi.cn", StringComparison.OrdinalIgnoreCase);
        return credential switch
        {
            AppCredential.Secret app => new ClientSecretCredential(app.Tenant, app.ClientId, app.Value, Fill(new ClientSecretCredentialOptions { DisableInstanceDiscovery = isOwn }, endpoints, http)),
            AppCredential.Certificate app => new ClientCertificateCredential(app.Tenant, app.ClientId, app.Value, Fill(new ClientCertificateCredentialOptions { DisableInstanceDiscovery = isOwn }, endpoints, http)),
            AppCredential.WorkloadIdentity app => new WorkloadIdentityCredential(Fill(
                new WorkloadIdentityCredentialOptions { TenantId = app.Tenant, ClientId = app.ClientId, TokenFilePath = app.TokenFile, DisableInstanceDiscovery = isOwn }, endpoints, http)),
            AppCredential.ManagedIdentity app => new ManagedIdentityCredential(new ManagedIdentityCredentialOptions(
                app.ClientId is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(app.ClientId))),
            _ => throw new ArgumentOutOfRangeException(nameof(credential), "There is no such kind of credential."),
        };
    }

    private static T Fill<T>(T options, GraphEndpoints endpoints, HttpClient http)
        where T : TokenCredentialOptions
    {
        options.AuthorityHost = endpoints.Authority;
        options.Transport = new HttpClientTransport(http);
        return options;
    }
}
