using OrleansSync.PowerShell.Definitions;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Lists;

/// <summary>A list that was made for a table, or that would be made, and the mappings that belong to it.</summary>
[View("ListName", "Made", "Columns", "ListId")]
public sealed record OSyncProvisionedList
{
    /// <summary>The declared list's id; empty when nothing was done.</summary>
    public string ListId => Declared?.Id ?? "";

    /// <summary>Its display name.</summary>
    public string ListName { get; init; } = "";

    /// <summary>The declared list; null when nothing was done.</summary>
    public OSyncList? Declared { get; init; }

    /// <summary>What became of each column of the table.</summary>
    public IReadOnlyList<OSyncProvisionedColumn> Columns { get; init; } = [];

    /// <summary>For New-OSyncDefinition, which takes them from the pipeline, too.</summary>
    public IReadOnlyList<OSyncFieldMapping> FieldMappings { get; init; } = [];

    /// <summary>What was made by this call, by name; empty when everything was there.</summary>
    public IReadOnlyList<string> Made { get; init; } = [];

    /// <summary>The definition with the list; null when none was asked for.</summary>
    public OSyncDefinition? Definition { get; init; }

    internal static OSyncProvisionedList From(V1.ProvisionSharePointListResponse message, string name) => new()
    {
        ListName = name,
        Declared = message.SharepointList is { } list ? OSyncList.From(list) : null,
        Columns = [.. message.Columns.Select(OSyncProvisionedColumn.From)],
        FieldMappings = [.. message.FieldMappings.Select(OSyncFieldMapping.From)],
        Made = [.. message.Made],
        Definition = message.SyncDefinition is { } definition ? OSyncDefinition.From(definition) : null,
    };
}
