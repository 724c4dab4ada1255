namespace OrleansSync.Engine.Keys;

/// <summary>The types by which a table's changes can be followed. Any other type only pages a full scan.</summary>
public enum WatermarkKind
{
    /// <summary>A timestamp that the table sets at each change.</summary>
    Timestamp,

    /// <summary>A date that the table sets at each change.</summary>
    Date,

    /// <summary>A whole number or numeric that only grows.</summary>
    Number,

    /// <summary>A UUID of version 7, which begins with its time.</summary>
    UuidVersion7,
}
