using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Secrets;

/// <summary>What may be told of a secret that the server keeps.</summary>
[View("CreateTime", "ExpireTime", "VersionCount", "Warning")]
public sealed record OSyncSecretSummary
{
    /// <summary>When the newest version was put.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>When the newest version ends; null when nobody knows.</summary>
    public DateTimeOffset? ExpireTime { get; init; }

    /// <summary>2 during a rotation, else 1.</summary>
    public int VersionCount { get; init; }

    /// <summary>What to do soon; empty when nothing is.</summary>
    public string Warning { get; init; } = "";

    internal static OSyncSecretSummary From(V1.SecretSummary message) => new()
    {
        CreateTime = message.CreateTime?.ToDateTimeOffset(),
        ExpireTime = message.ExpireTime?.ToDateTimeOffset(),
        VersionCount = message.VersionCount,
        Warning = message.Warning,
    };
}
