namespace OrleansSync.Engine.SyncDefinitions;

/// <summary>A PostgreSQL table by its name, without quotes.</summary>
/// <param name="Schema">1 to 63 bytes in UTF-8.</param>
/// <param name="Table">1 to 63 bytes in UTF-8.</param>
[GenerateSerializer, Immutable, Alias("TableReference")]
public sealed record TableReference([property: Id(0)] string Schema, [property: Id(1)] string Table);
