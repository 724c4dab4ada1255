using System.Management.Automation;
using System.Security;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Connections;

/// <summary>Declares a new connection.</summary>
/// <example>
/// <code>New-OSyncConnection Contoso -TenantId contoso.onmicrosoft.com -ClientId 5f0c3c1e-6a53-4c4f-9a9e-1b6f0a4f7d11 -CredentialKind ClientSecret -Secret (Read-Host -AsSecureString) -Hostname contoso.sharepoint.com</code>
/// <para>Declares the app registration of a tenant.</para>
/// </example>
/// <example>
/// <code>New-OSyncConnection Contoso -CredentialKind ManagedIdentity -Hostname contoso.sharepoint.com</code>
/// <para>Uses the identity of the machine on which the server runs.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "OSyncConnection", SupportsShouldProcess = true)]
[OutputType(typeof(OSyncConnection))]
public sealed class NewOSyncConnectionCommand : NewCommand<V1.SharePointConnection, OSyncConnection>
{
    /// <summary>1 to 200 characters, unique without regard to case.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Field("name")]
    public string Name { get; set; } = "";

    /// <summary>The tenant: a UUID, or a domain such as contoso.onmicrosoft.com. Needed unless the credential is a managed identity.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("tenant_id")]
    public string? TenantId { get; set; }

    /// <summary>The app registration's client id, a UUID. For a managed identity: of a user-assigned one, else empty.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("client_id")]
    public string? ClientId { get; set; }

    /// <summary>How the app proves that it is the app.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Field("credential_kind")]
    public OSyncCredentialKind CredentialKind { get; set; }

    /// <summary>The client's secret, or the certificate with its private key (PEM). The server keeps it encrypted and never gives it back.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("secret")]
    public SecureString? Secret { get; set; }

    /// <summary>When the other side stops taking the secret that is given with it; the server warns before.</summary>
    [Parameter]
    [Field("secret_expire_time")]
    public DateTimeOffset? SecretExpireTime { get; set; }

    /// <summary>Where the secret is kept instead: env:NAME, file:PATH, vault:MOUNT/PATH#FIELD or keyvault:https://...; what is allowed is the server's setting.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("secret_reference")]
    public string? SecretReference { get; set; }

    /// <summary>Microsoft's cloud; Global by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("cloud")]
    public OSyncCloud Cloud { get; set; }

    /// <summary>The tenant's SharePoint host, for instance contoso.sharepoint.com.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Field("hostname")]
    public string Hostname { get; set; } = "";

    /// <summary>The size of the tenant, which says what budget Microsoft gives it; UpTo1000Licenses by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("tier")]
    public OSyncTenantTier Tier { get; set; }

    /// <summary>Where Graph and the token service answer, when they are neither of a cloud: an emulator, for instance http://127.0.0.1:5080. Plain http on loopback only. Empty for the cloud's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("endpoint")]
    public string? Endpoint { get; set; }

    /// <summary>The share of the tier's budget that may be used, in per cent, 1 to 100; 0 means 90.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("budget_percent")]
    public int BudgetPercent { get; set; }

    /// <summary>With an endpoint of its own: its resource units a minute, 1 to 10,000,000, instead of the tier's; 0 for the tier's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("units_per_minute")]
    public int UnitsPerMinute { get; set; }

    /// <summary>Whether it is in use.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("status")]
    public OSyncStatus Status { get; set; }

    internal override Resource<V1.SharePointConnection, OSyncConnection> Resource => KnownResources.Get<ConnectionResource>();
}
