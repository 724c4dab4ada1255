using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Clusters;

/// <summary>A new key of a cluster.</summary>
[View("Key", "Warning")]
public sealed record HelixKey
{
    /// <summary>The key in full; it is stored nowhere.</summary>
    public string Key { get; init; } = "";

    /// <summary>What the caller should know; may be empty.</summary>
    public string Warning { get; init; } = "";

    /// <summary>The cluster.</summary>
    public string ClusterId { get; init; } = "";

    internal static HelixKey From(V1.RotateClusterKeyResponse message) => new()
    {
        Key = message.Key,
        Warning = message.Warning,
    };
}
