using OrleansSync.Engine.Conflicts;
using OrleansSync.Engine.Deletes;
using OrleansSync.Engine.Rows;

namespace OrleansSync.Engine.SyncDefinitions;

/// <summary>What a definition says to a planner.</summary>
/// <param name="Direction">Push, pull or two-way.</param>
/// <param name="Columns">The mapped columns.</param>
/// <param name="Conflict">Used by two-way only: in a one-way definition the direction itself decides. A person's verdict on one parked row is planned with <see cref="ConflictPolicy.SourceWins"/> or <see cref="ConflictPolicy.TargetWins"/> here.</param>
/// <param name="PushDeletes">What the delete of a row means for its item.</param>
/// <param name="PullDeletes">What the delete of an item means for its row.</param>
/// <param name="ForeignEdits">Used by one-way push only.</param>
public sealed record SyncRules(
    SyncDirection Direction,
    MappedColumns Columns,
    ConflictPolicy Conflict,
    DeletePolicy PushDeletes,
    DeletePolicy PullDeletes,
    ForeignEdits ForeignEdits = ForeignEdits.Keep)
{
    /// <summary>True when changes flow both ways.</summary>
    public bool IsTwoWay => Direction == SyncDirection.TwoWay;

    /// <summary>True when rows are written to the list.</summary>
    public bool Pushes => Direction is SyncDirection.Push or SyncDirection.TwoWay;

    /// <summary>True when a row must be found from its item, so that the ledger keeps keys in full; they cost space.</summary>
    public bool KeepsRowKeys => Pulls || ForeignEdits == ForeignEdits.Restore;

    /// <summary>True when items are written to the table.</summary>
    public bool Pulls => Direction is SyncDirection.Pull or SyncDirection.TwoWay;
}
