using System.Collections.Immutable;
using OrleansSync.Engine.Introspection;

namespace OrleansSync.Engine.Databases;

/// <summary>What the role may do with a table that a sync needs.</summary>
/// <param name="Table">Which.</param>
/// <param name="Exists">False when there is no such table or view.</param>
/// <param name="Missing">The rights that it lacks.</param>
/// <param name="LacksSchema">True when it may not use the schema.</param>
/// <param name="LockedSequences">The table's sequences from which it may not draw, where it must insert.</param>
/// <param name="HidesRows">True when row-level security hides rows from it: they would look deleted.</param>
public sealed record TableAccess(
    RelationName Table, bool Exists, TableRights Missing, bool LacksSchema, ImmutableArray<RelationName> LockedSequences, bool HidesRows)
{
    /// <summary>True when nothing is missing.</summary>
    public bool IsSufficient => Exists && Missing == TableRights.None && !LacksSchema && LockedSequences.IsEmpty && !HidesRows;
}
