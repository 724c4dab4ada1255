using System.Management.Automation;
using System.Security;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Connections;

/// <summary>Changes the given fields of a connection; all others stay.</summary>
/// <example>
/// <code>Set-OSyncConnection Contoso -Secret (Read-Host -AsSecureString)</code>
/// <para>Rotates the client's secret.</para>
/// </example>
/// <example>
/// <code>Set-OSyncConnection Contoso -BudgetPercent 50</code>
/// <para>Leaves half of the tenant's budget to others.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "OSyncConnection", SupportsShouldProcess = true)]
[OutputType(typeof(OSyncConnection))]
public sealed class SetOSyncConnectionCommand : SetCommand<V1.SharePointConnection, OSyncConnection>
{
    /// <summary>What is changed, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("ConnectionId", "Id")]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public string Connection { get; set; } = "";

    /// <summary>1 to 200 characters, unique without regard to case.</summary>
    [Parameter]
    [Alias("NewName")]
    [Field("name")]
    public string? Name { get; set; }

    /// <summary>The tenant: a UUID, or a domain such as contoso.onmicrosoft.com. Needed unless the credential is a managed identity.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("tenant_id")]
    public string? TenantId { get; set; }

    /// <summary>The app registration's client id, a UUID. For a managed identity: of a user-assigned one, else empty.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("client_id")]
    public string? ClientId { get; set; }

    /// <summary>How the app proves that it is the app.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
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
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("hostname")]
    public string? Hostname { get; set; }

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

    internal override string Wanted => Connection;
}
