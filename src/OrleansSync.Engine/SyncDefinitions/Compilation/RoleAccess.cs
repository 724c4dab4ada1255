using System.Collections.Immutable;
using OrleansSync.Engine.Databases;

namespace OrleansSync.Engine.SyncDefinitions.Compilation;

/// <summary>What the role that reads a table may do.</summary>
/// <param name="IsInRecovery">True on a standby.</param>
/// <param name="SeesActivity">True when it sees which transactions of others are open.</param>
/// <param name="LacksSchema">True when it may not use the table's schema.</param>
/// <param name="Unreadable">The columns, of those asked for, that it may not read.</param>
/// <param name="Held">What it may do with the table, or with any of its columns.</param>
/// <param name="HidesRows">True when row-level security may hide rows from it: they would look deleted.</param>
public sealed record RoleAccess(bool IsInRecovery, bool SeesActivity, bool LacksSchema, ImmutableArray<string> Unreadable, TableRights Held, bool HidesRows);
