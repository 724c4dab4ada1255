using System.Collections.Immutable;

namespace OrleansSync.Engine.Runs;

/// <summary>What a caller asks of a run.</summary>
/// <param name="ComparesAll">Compares the whole table and looks for deletes, as if that were due.</param>
/// <param name="MatchesItems">Matches items that are nobody's with rows without a pair, as before the first push.</param>
/// <param name="ListId">The declared list that every row goes to; null for the routing's.</param>
/// <param name="Fields">The fields of a backfill; none for an ordinary run.</param>
[GenerateSerializer, Immutable, Alias("RunRequest")]
public sealed record RunRequest(
    [property: Id(0)] bool ComparesAll, [property: Id(1)] bool MatchesItems, [property: Id(2)] Guid? ListId, [property: Id(3)] ImmutableArray<string> Fields)
{
    /// <summary>A run as its definition says.</summary>
    public static readonly RunRequest Ordinary = new(false, false, null, []);
}
