using System.Collections.Immutable;
using OrleansSync.Engine.Budgets;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.Values.Lists;

namespace OrleansSync.SharePoint.Items;

/// <summary>Where a list of a definition is in Graph, and what of it the definition maps.</summary>
public sealed record ListBinding
{
    /// <summary>The site: <c>host,GUID,GUID</c>.</summary>
    public required string SiteId { get; init; }

    /// <summary>The list's GUID; never its title, which can change.</summary>
    public required Guid ListGuid { get; init; }

    /// <summary>Every mapped column, each name once.</summary>
    public required ImmutableArray<BoundField> Fields { get; init; }

    /// <summary>The mapped columns by direction, of the same names.</summary>
    public required MappedColumns Columns { get; init; }

    /// <summary>What the list does to values.</summary>
    public required ListRules Rules { get; init; }

    /// <summary>The internal name of the column of keys.</summary>
    public string KeyColumn { get; init; } = SyncKey.ColumnName;

    /// <summary>How keys are kept.</summary>
    public KeyMode KeyMode { get; init; }

    /// <summary>The internal name of the yes/no column that marks items of deleted rows; null when nothing is marked.</summary>
    public string? MarkColumn { get; init; }

    /// <summary>Whose turn the calls take.</summary>
    public BudgetPriority Priority { get; init; } = BudgetPriority.Edits;
}
