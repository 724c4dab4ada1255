using OrleansSync.Engine.Introspection;
using OrleansSync.Engine.Mapping;
using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Canonical;
using OrleansSync.Engine.Values.Lists;

namespace OrleansSync.Engine.SyncDefinitions.Compilation;

/// <summary>A column of the table and the field that it is mapped to.</summary>
/// <param name="Name">Its name in rows: that of the field.</param>
/// <param name="Column">The table's column.</param>
/// <param name="Mapping">What was declared.</param>
/// <param name="Pair">The two, and the kind of value in which they are compared.</param>
public sealed record CompiledColumn(string Name, ColumnInfo Column, FieldMapping Mapping, ColumnPair Pair)
{
    /// <summary>Where a foreign key leads; null for any other column.</summary>
    public CompiledLookup? Lookup { get; init; }

    /// <summary>True for mail addresses that become people of the site.</summary>
    public bool HoldsAddresses { get; init; }

    /// <summary>The pair in which the table's side is read: a foreign key comes as a text, and becomes an item's id later; an address a person's.</summary>
    public ColumnPair TablePair => (Lookup, HoldsAddresses) switch
    {
        (null, false) => Pair,
        (null, true) when Pair.Column.HoldsSeveral => new ColumnPair(Column.Type, new ListColumn(Pair.Column.Name, ListColumnKind.MultiChoice), ValueKind.Choices),
        _ => new ColumnPair(Column.Type, new ListColumn(Pair.Column.Name, ListColumnKind.Note), ValueKind.Text),
    };
}
