using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Values.Postgres;

namespace OrleansSync.Engine.SyncDefinitions.Compilation;

/// <summary>Where the items are to which a foreign key leads.</summary>
/// <param name="Definition">The definition of the table that the key points to.</param>
/// <param name="List">The list that the lookup points to.</param>
/// <param name="Type">The type of the foreign key.</param>
public sealed record CompiledLookup(SyncDefinitionId Definition, ListId List, PostgresType Type);
