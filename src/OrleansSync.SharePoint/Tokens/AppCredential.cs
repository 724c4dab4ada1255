using System.Security.Cryptography.X509Certificates;

namespace OrleansSync.SharePoint.Tokens;

/// <summary>How the app proves that it is itself. Never printed.</summary>
public abstract record AppCredential
{
    private AppCredential()
    {
    }

    /// <summary>The kind only.</summary>
    public sealed override string ToString() => GetType().Name;

    /// <summary>A client secret.</summary>
    /// <param name="Tenant">The tenant's id.</param>
    /// <param name="ClientId">The app's client id.</param>
    /// <param name="Value">The secret.</param>
    public sealed record Secret(string Tenant, string ClientId, string Value) : AppCredential;

    /// <summary>A certificate with its private key.</summary>
    /// <param name="Tenant">The tenant's id.</param>
    /// <param name="ClientId">The app's client id.</param>
    /// <param name="Value">The certificate.</param>
    public sealed record Certificate(string Tenant, string ClientId, X509Certificate2 Value) : AppCredential;

    /// <summary>A token of another identity provider, as Kubernetes puts it into a file.</summary>
    /// <param name="Tenant">The tenant's id.</param>
    /// <param name="ClientId">The app's client id.</param>
    /// <param name="TokenFile">The file.</param>
    public sealed record WorkloadIdentity(string Tenant, string ClientId, string TokenFile) : AppCredential;

    /// <summary>The identity of the machine or the service that this runs on.</summary>
    /// <param name="ClientId">The client id of a user-assigned identity; null for the system-assigned one.</param>
    public sealed record ManagedIdentity(string? ClientId) : AppCredential;
}
