using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Secrets;

/// <summary>One version of a secret that the server keeps, without the secret.</summary>
[View("CreateTime", "ExpireTime", "Id")]
public sealed record OSyncSecretVersion
{
    /// <summary>Its id, a UUID; later versions have greater ones.</summary>
    public string Id { get; init; } = "";

    /// <summary>The database instance whose password it is; empty for a secret of a connection.</summary>
    public string InstanceId { get; init; } = "";

    /// <summary>The connection whose secret it is; empty for a password.</summary>
    public string ConnectionId { get; init; } = "";

    /// <summary>When it was put.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>When the other side stops taking it; null when nobody knows.</summary>
    public DateTimeOffset? ExpireTime { get; init; }

    internal static OSyncSecretVersion From(V1.SecretVersion message) => new()
    {
        Id = message.Id,
        CreateTime = message.CreateTime?.ToDateTimeOffset(),
        ExpireTime = message.ExpireTime?.ToDateTimeOffset(),
    };
}
