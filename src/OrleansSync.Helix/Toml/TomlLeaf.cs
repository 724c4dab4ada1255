namespace OrleansSync.Helix.Toml;

/// <summary>A key with its value: a line, or an entry of an inline table.</summary>
/// <param name="Path">The whole key, from the document's root.</param>
/// <param name="OwnFrom">How many parts come from the header or the inline tables around it.</param>
/// <param name="Line">From 1.</param>
/// <param name="ValueStart">The value's first character.</param>
/// <param name="ValueEnd">Behind the value.</param>
/// <param name="RemoveStart">What goes with the key when it is removed: its line, or the entry with one comma.</param>
/// <param name="RemoveEnd">The end of that.</param>
internal sealed record TomlLeaf(IReadOnlyList<TomlPart> Path, int OwnFrom, int Line, int ValueStart, int ValueEnd, int RemoveStart, int RemoveEnd)
{
    /// <summary>For an inline table: where another entry is inserted; -1 for every other value.</summary>
    public int InsertAt { get; init; } = -1;

    /// <summary>True for an inline table without entries.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>True for an entry of an inline table.</summary>
    public bool IsInline { get; init; }

    /// <summary>True when it stands under a header <c>[[name]]</c>, which no dotted key can name.</summary>
    public bool IsInArray { get; init; }
}
