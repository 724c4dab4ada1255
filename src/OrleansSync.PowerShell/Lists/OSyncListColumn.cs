using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Lists;

/// <summary>A column of a list.</summary>
[View("Name", "DisplayName", "Kind", "IsReadOnly", "IsIndexed", "IsUnique")]
public sealed record OSyncListColumn
{
    /// <summary>Its internal name, by which mappings name it.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its display name.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>For instance Text, Number, DateTime, Lookup.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Its is read only.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Its is indexed.</summary>
    public bool IsIndexed { get; init; }

    /// <summary>Its is unique.</summary>
    public bool IsUnique { get; init; }

    /// <summary>Its is hidden.</summary>
    public bool IsHidden { get; init; }

    internal static OSyncListColumn From(V1.SharePointColumn message) => new()
    {
        Name = message.Name,
        DisplayName = message.DisplayName,
        Kind = message.Kind,
        IsReadOnly = message.IsReadOnly,
        IsIndexed = message.IsIndexed,
        IsUnique = message.IsUnique,
        IsHidden = message.IsHidden,
    };
}
