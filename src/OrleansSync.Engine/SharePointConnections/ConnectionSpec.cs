using System.Collections.Immutable;
using OrleansSync.Engine.Budgets;
using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Databases;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Text;

namespace OrleansSync.Engine.SharePointConnections;

/// <summary>What a person declares of an app registration in a tenant.</summary>
/// <param name="Name">1 to 200 characters, unique without regard to case.</param>
/// <param name="TenantId">A UUID or a domain; empty for a managed identity.</param>
/// <param name="ClientId">A UUID; may be empty for a managed identity.</param>
/// <param name="Credential">How the app proves that it is itself.</param>
/// <param name="HasSecret">True when the secret is kept by the secret store.</param>
/// <param name="SecretReference">Where it is kept instead; empty for here, or for none.</param>
/// <param name="Cloud">Which cloud.</param>
/// <param name="Hostname">The tenant's SharePoint host.</param>
/// <param name="Tier">The tenant's size.</param>
/// <param name="Status">Whether it is used.</param>
/// <param name="Endpoint">Where Graph and the token service are when they are neither of a cloud; empty for the cloud's.</param>
/// <param name="BudgetPercent">The share of the tier's budget that may be used; 1 to 100.</param>
/// <param name="UnitsPerMinute">Resource units a minute of an endpoint of its own; 0 for the tier's.</param>
public sealed record ConnectionSpec(
    string Name,
    string TenantId,
    string ClientId,
    CredentialKind Credential,
    bool HasSecret,
    string SecretReference,
    SharePointCloud Cloud,
    string Hostname,
    TenantTier Tier,
    ResourceStatus Status,
    string Endpoint,
    int BudgetPercent,
    int UnitsPerMinute = 0) : ICatalogSpec
{
    /// <summary>Most resource units a minute that an endpoint of its own may be given.</summary>
    public const int UnitsPerMinuteMax = 10_000_000;

    private const int MinutesOfDay = 24 * 60;

    /// <summary>The share of the budget when none is given, in per cent.</summary>
    public const int BudgetPercentDefault = 90;

    private const int AddressLengthMax = 2_000;
    private const int HostLengthMax = 253;

    /// <inheritdoc/>
    public Guid? ParentId => null;

    /// <inheritdoc/>
    public string NameKey => Name.ToUpperInvariant();

    /// <summary>How much of the tenant's units may be used.</summary>
    public BudgetLimits Budget => UnitsPerMinute == 0
        ? BudgetLimits.Of(Tier, BudgetPercent / 100.0)
        : new BudgetLimits { UnitsPerMinute = Math.Max(1, (int)((long)UnitsPerMinute * BudgetPercent / 100)), UnitsPerDay = (int)Math.Min(int.MaxValue, Math.Max(1L, (long)UnitsPerMinute * BudgetPercent / 100) * MinutesOfDay) };

    private bool NeedsSecret => Credential is CredentialKind.ClientSecret or CredentialKind.Certificate;

    /// <summary>Everything that is wrong with it. Pure; field paths are those of the protocol.</summary>
    public ImmutableArray<FieldViolation> Validate() => new FieldProblems("sharepoint_connection")
        .Add("name", TextRules.CheckLine(Name, CatalogLimits.NameLengthMax))
        .Add("tenant_id", CheckTenant())
        .Add("client_id", CheckClient())
        .AddIf(Credential == CredentialKind.Unspecified || !Enum.IsDefined(Credential), "credential_kind", "is required: CLIENT_SECRET, CERTIFICATE, WORKLOAD_IDENTITY or MANAGED_IDENTITY.")
        .AddIf(NeedsSecret && !HasSecret && SecretReference.Length == 0, "secret", "is required for this kind of credential; give it, or say in secret_reference where it is kept.")
        .AddIf(!NeedsSecret && (HasSecret || SecretReference.Length > 0), "secret", "is of no use to this kind of credential; take it out.")
        .AddIf(!Enum.IsDefined(Cloud), "cloud", "is not a cloud that this server knows.")
        .Add("hostname", CheckHostname())
        .AddIf(!Enum.IsDefined(Tier), "tier", "is not a tier that this server knows.")
        .AddIf(!Enum.IsDefined(Status), "status", "is not a status that this server knows: ACTIVE or DISABLED.")
        .Add("endpoint", CheckEndpoint())
        .AddIf(BudgetPercent is < 1 or > 100, "budget_percent", "is out of range; give 1 to 100, or 0 for 90.")
        .AddIf(UnitsPerMinute is < 0 or > UnitsPerMinuteMax, "units_per_minute", "is out of range; give 1 to 10,000,000, or 0 for the tier's.")
        .AddIf(UnitsPerMinute > 0 && Endpoint.Length == 0, "units_per_minute", "is for an endpoint of its own; Microsoft's budget is that of the tier.")
        .ToImmutable();

    private string? CheckTenant()
    {
        if (TenantId.Length == 0)
        {
            return Credential == CredentialKind.ManagedIdentity ? null : "is required: the tenant's UUID, or a domain such as contoso.onmicrosoft.com.";
        }

        return Guid.TryParseExact(TenantId, "D", out _) || (TenantId.Length <= HostLengthMax && TenantId.Contains('.', StringComparison.Ordinal) && Uri.CheckHostName(TenantId) == UriHostNameType.Dns)
            ? null
            : "is neither a UUID nor a domain.";
    }

    private string? CheckClient() =>
        ClientId.Length == 0 && Credential == CredentialKind.ManagedIdentity ? null
        : Guid.TryParseExact(ClientId, "D", out _) ? null
        : "is not a UUID; it is the application (client) id of the app registration.";

    private string? CheckHostname() =>
        TextRules.CheckLine(Hostname, HostLengthMax) ?? (Uri.CheckHostName(Hostname) == UriHostNameType.Unknown ? "is not a host name; it looks like contoso.sharepoint.com." : null);

    private string? CheckEndpoint()
    {
        if (Endpoint.Length == 0)
        {
            return null;
        }

        if (Endpoint.Length > AddressLengthMax || !Uri.TryCreate(Endpoint, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
        {
            return "is not an address; it looks like http://127.0.0.1:5080.";
        }

        return address.Scheme == Uri.UriSchemeHttp && !InstanceSpec.IsLoopback(address.Host) ? "sends secrets unprotected; use https, or http on loopback."
            : address.AbsolutePath != "/" || address.Query.Length > 0 || address.UserInfo.Length > 0 ? "has more than scheme, host and port; take the rest out."
            : null;
    }
}
