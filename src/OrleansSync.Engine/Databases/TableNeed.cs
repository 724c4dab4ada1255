using OrleansSync.Engine.Introspection;

namespace OrleansSync.Engine.Databases;

/// <summary>What a sync does with a table.</summary>
/// <param name="Table">Which.</param>
/// <param name="Rights">What it does.</param>
public sealed record TableNeed(RelationName Table, TableRights Rights);
