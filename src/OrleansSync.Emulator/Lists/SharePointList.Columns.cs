using System.Runtime.InteropServices;
using OrleansSync.Emulator.Errors;

namespace OrleansSync.Emulator.Lists;

/// <summary>Its columns, and the indexes of unique values.</summary>
internal sealed partial class SharePointList
{
    /// <summary>4.10: indexes of a list.</summary>
    private const int IndexesMax = 20;

    /// <summary>4.10: items above which an index can no longer be added.</summary>
    private const int IndexableItemsMax = 20_000;

    private readonly List<Column> columns = [];
    private readonly Dictionary<string, Column> byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Column> byLookupIdName = new(StringComparer.Ordinal);
    private readonly Dictionary<Column, UniqueIndex> uniques = [];

    /// <summary>All columns, hidden ones too, in the order in which they were made.</summary>
    public ReadOnlySpan<Column> Columns => CollectionsMarshal.AsSpan(columns);

    /// <summary>How many slots items have.</summary>
    public int SlotCount { get; private set; }

    /// <summary>The column with an internal name, or null; letters count as they are.</summary>
    public Column? FindColumn(string name) => byName.GetValueOrDefault(name);

    /// <inheritdoc cref="FindColumn(string)"/>
    public Column? FindColumn(ReadOnlySpan<char> name) => byName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var column) ? column : null;

    /// <summary>The lookup or person column whose ids stand under a name, or null.</summary>
    public Column? FindByLookupIdName(ReadOnlySpan<char> name) => byLookupIdName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var column) ? column : null;

    /// <summary>The column with an id or a name, or a refusal.</summary>
    public Column GetColumn(string idOrName) =>
        (Guid.TryParse(idOrName, out var id) ? columns.Find(column => column.Id == id) : FindColumn(idOrName)) ?? throw Refusals.NotFound("column");

    /// <summary>True when an internal name is taken; letters of either case are the same.</summary>
    public bool IsNameTaken(string name) => columns.Exists(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The next free slot for a new column.</summary>
    public int NextSlot() => SlotCount;

    /// <summary>Adds a column; values of its kind are the caller's business.</summary>
    public void Add(Column column)
    {
        CheckLimits(column);
        columns.Add(column);
        byName[column.Name] = column;
        if (column.IsLookup)
        {
            byLookupIdName[column.LookupIdName] = column;
        }

        SlotCount = Math.Max(SlotCount, column.Slot + 1);
        if (column.Unique)
        {
            uniques[column] = BuildIndex(column);
        }
    }

    /// <summary>Removes a column; its values are gone.</summary>
    public void Remove(Column column)
    {
        columns.Remove(column);
        byName.Remove(column.Name);
        byLookupIdName.Remove(column.LookupIdName);
        uniques.Remove(column);
        foreach (var hidden in columns.Where(candidate => candidate.Partner == column).ToList())
        {
            Remove(hidden);
        }
    }

    /// <summary>Sets whether a column is indexed and its values unique (4.10).</summary>
    /// <exception cref="GraphException">The list has 20 indexes, or too many items, or two of them share a value.</exception>
    public void SetIndex(Column column, bool indexed, bool unique)
    {
        CheckIndex(column, indexed, unique);
        if (unique && !column.Unique)
        {
            uniques[column] = BuildIndex(column);
        }
        else if (!unique)
        {
            uniques.Remove(column);
        }

        (column.Indexed, column.Unique) = (indexed, unique);
    }

    /// <summary>Refuses an index that the list cannot have.</summary>
    public void CheckIndex(Column column, bool indexed, bool unique)
    {
        if (unique && (!indexed || column.IsMultiple || column.Kind is ColumnKind.Note or ColumnKind.Boolean or ColumnKind.Calculated or ColumnKind.Hyperlink or ColumnKind.Term or ColumnKind.TermNote))
        {
            throw Refusals.Invalid($"The column '{column.Name}' cannot enforce unique values: it has to be indexed and of a type that holds a single value.");
        }

        if (indexed && !column.Indexed)
        {
            if (column.Kind is ColumnKind.Note or ColumnKind.MultiChoice or ColumnKind.Calculated or ColumnKind.Hyperlink or ColumnKind.TermNote)
            {
                throw Refusals.Invalid($"The column '{column.Name}' is of a type that cannot be indexed.");
            }

            if (Count > IndexableItemsMax || columns.Count(candidate => candidate.Indexed && candidate.Slot >= 0) >= IndexesMax)
            {
                throw Refusals.Invalid($"The column '{column.Name}' cannot be indexed: a list has at most {IndexesMax} indexes, and gets none above {IndexableItemsMax} items.");
            }
        }
    }

    /// <summary>The item that has a value in a column of unique values; 0 when none has.</summary>
    public int FindUnique(Column column, object value) => uniques.TryGetValue(column, out var index) ? index.GetValueOrDefault(value) : 0;

    private void CheckUnique(List<FieldWrite> writes, int itemId)
    {
        if (uniques.Count == 0)
        {
            return;
        }

        foreach (var (column, value) in writes)
        {
            if (column.Unique && value is not null && FindUnique(column, value) is var holder && holder != 0 && holder != itemId)
            {
                throw Refusals.NotUnique();
            }
        }
    }

    private void Index(ListItem item, bool add)
    {
        foreach (var (column, index) in uniques)
        {
            if (item.Value(column.Slot) is { } value)
            {
                if (add)
                {
                    index[value] = item.Id;
                }
                else
                {
                    index.Remove(value);
                }
            }
        }
    }

    private UniqueIndex BuildIndex(Column column)
    {
        var index = new UniqueIndex();
        foreach (var item in After(0))
        {
            if (item.Value(column.Slot) is { } value && !index.TryAdd(value, item.Id))
            {
                throw Refusals.NotUnique();
            }
        }

        return index;
    }

    // 4.13: ceilings of the classic schema.
    private void CheckLimits(Column column)
    {
        if (column.BuiltIn)
        {
            return;
        }

        var max = column.Kind switch
        {
            ColumnKind.Text or ColumnKind.Choice => 276,
            ColumnKind.Note or ColumnKind.TermNote or ColumnKind.MultiChoice => 192,
            ColumnKind.Number or ColumnKind.Currency => 72,
            ColumnKind.DateTime or ColumnKind.DateOnly or ColumnKind.Calculated => 48,
            ColumnKind.Hyperlink => 138,
            _ => 96,
        };
        if (columns.Count(candidate => candidate.Kind == column.Kind && !candidate.BuiltIn) >= max)
        {
            throw Refusals.Invalid($"The column '{column.Name}' cannot be added because the total size of the columns in this list exceeds the limit.");
        }
    }
}
