using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Definitions;

/// <summary>A mapping that might be meant, or a column or a field that has no counterpart.</summary>
[View("Column", "Field", "Confidence", "Reason")]
public sealed record OSyncMappingProposal
{
    /// <summary>The column of the table; empty for a field without counterpart.</summary>
    public string Column { get; init; } = "";

    /// <summary>The field of the list; empty for a column without counterpart.</summary>
    public string Field { get; init; } = "";

    /// <summary>0 to 100.</summary>
    public int Confidence { get; init; }

    /// <summary>Why, for people.</summary>
    public string Reason { get; init; } = "";

    /// <summary>For -FieldMapping of New-OSyncDefinition; null when there is no counterpart.</summary>
    public OSyncFieldMapping? FieldMapping { get; init; }

    internal static OSyncMappingProposal From(V1.ProposedMapping message) => new()
    {
        Column = message.FieldMapping.Column,
        Field = message.FieldMapping.Field,
        Confidence = message.Confidence,
        Reason = message.Reason,
        FieldMapping = OSyncFieldMapping.From(message.FieldMapping),
    };
}
