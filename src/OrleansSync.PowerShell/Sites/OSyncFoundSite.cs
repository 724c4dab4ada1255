using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Sites;

/// <summary>A site that was found.</summary>
[View("DisplayName", "SiteUrl")]
public sealed record OSyncFoundSite
{
    /// <summary>Its site url.</summary>
    public string SiteUrl { get; init; } = "";

    /// <summary>Its display name.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>The id of the graph.</summary>
    public string GraphId { get; init; } = "";

    internal static OSyncFoundSite From(V1.FoundSite message) => new()
    {
        SiteUrl = message.SiteUrl,
        DisplayName = message.DisplayName,
        GraphId = message.GraphId,
    };
}
