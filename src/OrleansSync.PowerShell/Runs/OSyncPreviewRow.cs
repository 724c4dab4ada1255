using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Runs;

/// <summary>What a run would do about one row.</summary>
[View("Kind", "RowKey", "Fields", "Reason")]
public sealed record OSyncPreviewRow
{
    /// <summary>What would be done.</summary>
    public OSyncPreviewKind Kind { get; init; }

    /// <summary>The row's sync key, 32 hexadecimal digits.</summary>
    public string Key { get; init; } = "";

    /// <summary>The row's key columns as PostgreSQL writes them.</summary>
    public IReadOnlyList<string> RowKey { get; init; } = [];

    /// <summary>Its item in its present list; 0 for none.</summary>
    public int ItemId { get; init; }

    /// <summary>The list in which its item would be afterwards; empty for none.</summary>
    public string ListId { get; init; } = "";

    /// <summary>What would change in it.</summary>
    public IReadOnlyList<OSyncPreviewField> Fields { get; init; } = [];

    /// <summary>Why it is ignored or set aside; empty otherwise.</summary>
    public string Reason { get; init; } = "";

    internal static OSyncPreviewRow From(V1.PreviewedRow message) => new()
    {
        Kind = (OSyncPreviewKind)message.Kind,
        Key = message.Key,
        RowKey = [.. message.RowKey],
        ItemId = message.ItemId,
        ListId = message.SharepointListId,
        Fields = [.. message.Fields.Select(OSyncPreviewField.From)],
        Reason = message.Reason,
    };
}
