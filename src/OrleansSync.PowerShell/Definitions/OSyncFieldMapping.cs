using Google.Protobuf;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Definitions;

/// <summary>A column of the table and a field of the list that belong together.</summary>
[View("Column", "Field", "Direction", "Transform", "IsKey", "ValuesFit")]
public sealed record OSyncFieldMapping : IContractValue
{
    /// <summary>The column of the table, exactly.</summary>
    public string Column { get; init; } = "";

    /// <summary>The internal name of the list's column.</summary>
    public string Field { get; init; } = "";

    /// <summary>Which way the field goes.</summary>
    public OSyncMappingDirection Direction { get; init; }

    /// <summary>An expression over columns, as in docs/expressions.md; empty for the column as it is.</summary>
    public string Transform { get; init; } = "";

    /// <summary>True when people tell items apart by this field.</summary>
    public bool IsKey { get; init; }

    /// <summary>True for what the list itself keeps, such as Created; pull only.</summary>
    public bool IsSystemField { get; init; }

    /// <summary>True when you declare that the values fit where only some could be lost; a row whose value does not fit is then parked.</summary>
    public bool ValuesFit { get; init; }

    /// <summary>For a foreign key and a lookup: the definition of the table that the key points to; empty otherwise.</summary>
    public string LookupDefinitionId { get; init; } = "";

    internal static OSyncFieldMapping From(V1.FieldMapping message) => new()
    {
        Column = message.Column,
        Field = message.Field,
        Direction = (OSyncMappingDirection)message.Direction,
        Transform = message.Transform,
        IsKey = message.IsKey,
        IsSystemField = message.IsSystemField,
        ValuesFit = message.ValuesFit,
        LookupDefinitionId = message.LookupDefinitionId,
    };

    IMessage IContractValue.ToMessage() => new V1.FieldMapping
    {
        Column = Column,
        Field = Field,
        Direction = (V1.MappingDirection)Direction,
        Transform = Transform,
        IsKey = IsKey,
        IsSystemField = IsSystemField,
        ValuesFit = ValuesFit,
        LookupDefinitionId = LookupDefinitionId,
    };
}
