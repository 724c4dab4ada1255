namespace OrleansSync.Emulator.Lists;

/// <summary>One item, kept small: a million of them fit in a gigabyte.</summary>
internal sealed class ListItem(int id, object?[] values, Actor createdBy, DateTime created)
{
    public int Id { get; } = id;

    /// <summary>The number in the eTag; each accepted write raises it (5.1).</summary>
    public int Version { get; set; } = 1;

    /// <summary>Its place in the list's log of changes.</summary>
    public long Change { get; set; }

    /// <summary>Values by <see cref="Column.Slot"/>; shorter than the list has columns when those came later.</summary>
    public object?[] Values { get; set; } = values;

    public DateTime Created { get; } = created;

    public DateTime Modified { get; set; } = created;

    public Actor CreatedBy { get; } = createdBy;

    public Actor ModifiedBy { get; set; } = createdBy;

    /// <summary>In the recycle bin.</summary>
    public bool IsDeleted { get; set; }

    /// <summary>The value in a slot; null when there is none.</summary>
    public object? Value(int slot) => slot < Values.Length ? Values[slot] : null;
}
