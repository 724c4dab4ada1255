namespace OrleansSync.Engine.Keys;

/// <summary>
/// The types of key columns that are told apart. The numbers are the tags of <see cref="RowKey.Form"/>: they are added to,
/// never changed. All integer types are one kind, so that widening a column keeps every key.
/// </summary>
public enum KeyPartKind : byte
{
    /// <summary>A text, exactly as the table has it; of character(n), without blanks at the end.</summary>
    Text = 1,

    /// <summary>A whole number or a numeric, without trailing zeros.</summary>
    Number = 2,

    /// <summary>A boolean.</summary>
    Boolean = 3,

    /// <summary>A UUID.</summary>
    Uuid = 4,

    /// <summary>A date.</summary>
    Date = 5,

    /// <summary>A timestamp, with or without time zone, in microseconds.</summary>
    Timestamp = 6,

    /// <summary>Bytes.</summary>
    Bytes = 7,
}
