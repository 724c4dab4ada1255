using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Sites;

/// <summary>Something that the product does in a tenant, and whether the app may.</summary>
[View("Name", "IsAllowed", "Permission")]
public sealed record OSyncFeature
{
    /// <summary>What it is.</summary>
    public string Name { get; init; } = "";

    /// <summary>The least that the app needs for it.</summary>
    public string Permission { get; init; } = "";

    /// <summary>Whether the app may; null when the test did not come so far.</summary>
    public bool? IsAllowed { get; init; }

    internal static OSyncFeature From(V1.SharePointFeature message) => new()
    {
        Name = message.Name,
        Permission = message.Permission,
        IsAllowed = message.HasAllowed ? message.Allowed : null,
    };
}
