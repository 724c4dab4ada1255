using OrleansSync.Engine.Values.Lists;

namespace OrleansSync.Engine.Provisioning;

/// <summary>What a person decides of one column of the table.</summary>
/// <param name="Column">The table's column.</param>
/// <param name="DisplayName">What people are to see; empty for a name made from the column's.</param>
/// <param name="Kind">The kind of the list's column; null for the one that fits the type best.</param>
/// <param name="IsSkipped">True when the list is not to have it.</param>
public sealed record ColumnChoice(string Column, string DisplayName, ListColumnKind? Kind, bool IsSkipped)
{
    /// <summary>True to index the list's column, so that people's filters and views work beyond 5,000 items.</summary>
    public bool IsIndexed { get; init; }

    /// <summary>The definition whose items a lookup is to point to; null for the one that the foreign key says.</summary>
    public Guid? ParentId { get; init; }
}
