using OrleansSync.PowerShell.Resources;
using OrleansSync.PowerShell.Secrets;

namespace OrleansSync.PowerShell.Connections;

/// <summary>An app registration in a tenant.</summary>
[View("Name", "TenantId", "CredentialKind", "Hostname", "Tier", "Status", "Id")]
public sealed record OSyncConnection
{
    /// <summary>Its id, a UUID.</summary>
    public string Id { get; init; } = "";

    /// <summary>The same as Id, under the name that other cmdlets take it by.</summary>
    public string ConnectionId => Id;

    /// <summary>Its version; changes with every change.</summary>
    public string Etag { get; init; } = "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>When it was changed last.</summary>
    public DateTimeOffset? UpdateTime { get; init; }

    /// <summary>1 to 200 characters, unique without regard to case.</summary>
    public string Name { get; init; } = "";

    /// <summary>The tenant: a UUID, or a domain such as contoso.onmicrosoft.com. Needed unless the credential is a managed identity.</summary>
    public string TenantId { get; init; } = "";

    /// <summary>The app registration's client id, a UUID. For a managed identity: of a user-assigned one, else empty.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>Its credential kind.</summary>
    public OSyncCredentialKind CredentialKind { get; init; }

    /// <summary>Where it is kept instead; as password_reference of a database instance.</summary>
    public string SecretReference { get; init; } = "";

    /// <summary>True when a secret is kept here.</summary>
    public bool HasSecret { get; init; }

    /// <summary>0 means GLOBAL.</summary>
    public OSyncCloud Cloud { get; init; }

    /// <summary>The tenant's SharePoint host, for instance contoso.sharepoint.com.</summary>
    public string Hostname { get; init; } = "";

    /// <summary>The size of the tenant, which says what budget Microsoft gives it; 0 means UP_TO_1000_LICENSES.</summary>
    public OSyncTenantTier Tier { get; init; }

    /// <summary>0 means ACTIVE.</summary>
    public OSyncStatus Status { get; init; }

    /// <summary>Where Graph and the token service answer, when they are neither of a cloud: an emulator, for instance http://127.0.0.1:5080. Plain http on loopback only. Empty for the cloud's.</summary>
    public string Endpoint { get; init; } = "";

    /// <summary>The share of the tier's budget that may be used, in per cent, 1 to 100; 0 means 90.</summary>
    public int BudgetPercent { get; init; }

    /// <summary>With an endpoint of its own: its resource units a minute, 1 to 10,000,000, instead of the tier's; 0 for the tier's.</summary>
    public int UnitsPerMinute { get; init; }

    /// <summary>What may be told of the secret that the server keeps; null without one.</summary>
    public OSyncSecretSummary? SecretSummary { get; init; }

    internal static OSyncConnection From(V1.SharePointConnection message) => new()
    {
        Id = message.Id,
        Etag = message.Etag,
        CreateTime = message.CreateTime?.ToDateTimeOffset(),
        UpdateTime = message.UpdateTime?.ToDateTimeOffset(),
        Name = message.Name,
        TenantId = message.TenantId,
        ClientId = message.ClientId,
        CredentialKind = (OSyncCredentialKind)message.CredentialKind,
        SecretReference = message.SecretReference,
        HasSecret = message.HasSecret,
        Cloud = (OSyncCloud)message.Cloud,
        Hostname = message.Hostname,
        Tier = (OSyncTenantTier)message.Tier,
        Status = (OSyncStatus)message.Status,
        Endpoint = message.Endpoint,
        BudgetPercent = message.BudgetPercent,
        UnitsPerMinute = message.UnitsPerMinute,
        SecretSummary = message.SecretSummary is { } summary ? OSyncSecretSummary.From(summary) : null,
    };
}
