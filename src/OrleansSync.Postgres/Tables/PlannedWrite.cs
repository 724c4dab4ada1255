using System.Collections.Immutable;
using OrleansSync.Engine.Keys;

namespace OrleansSync.Postgres.Tables;

/// <summary>A write that has to be sent.</summary>
/// <param name="Place">Its place in the batch.</param>
/// <param name="Kind">Which statement.</param>
/// <param name="Key">Which row.</param>
/// <param name="Columns">The quoted columns that are written, with the types that their texts are cast to.</param>
/// <param name="Texts">Their values.</param>
internal sealed record PlannedWrite(int Place, WriteKind Kind, RowKey Key, ImmutableArray<(string Column, string Type)> Columns, ImmutableArray<string?> Texts)
{
    /// <summary>Writes with equal shapes go in one statement.</summary>
    public string Shape => $"{(int)Kind}{string.Join(',', Columns)}";
}
