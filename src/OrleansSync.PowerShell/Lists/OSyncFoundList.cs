using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Lists;

/// <summary>A list that was found.</summary>
[View("DisplayName", "ListGuid", "ListId")]
public sealed record OSyncFoundList
{
    /// <summary>Its list guid.</summary>
    public string ListGuid { get; init; } = "";

    /// <summary>Its display name.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>The declared list; empty when it is not declared.</summary>
    public string ListId { get; init; } = "";

    internal static OSyncFoundList From(V1.FoundList message) => new()
    {
        ListGuid = message.ListGuid,
        DisplayName = message.DisplayName,
        ListId = message.SharepointListId,
    };
}
