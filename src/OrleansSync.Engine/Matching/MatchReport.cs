using System.Collections.Immutable;

namespace OrleansSync.Engine.Matching;

/// <summary>How the rows of a table and the items that were in its lists before the first push belong together. It holds no values but keys.</summary>
/// <param name="Fields">The fields by which they are matched; none when the definition names none.</param>
/// <param name="Matched">Rows with exactly one item, which is theirs alone.</param>
/// <param name="Ambiguous">Rows that share an item, or have several.</param>
/// <param name="New">Rows without an item.</param>
/// <param name="Unmatched">Items without a row; they are left alone.</param>
/// <param name="Samples">Some rows of each kind.</param>
/// <param name="IsConfirmed">True once a person allowed it.</param>
[GenerateSerializer, Immutable, Alias("MatchReport")]
public sealed record MatchReport(
    [property: Id(0)] ImmutableArray<string> Fields,
    [property: Id(1)] long Matched,
    [property: Id(2)] long Ambiguous,
    [property: Id(3)] long New,
    [property: Id(4)] long Unmatched,
    [property: Id(5)] ImmutableArray<MatchSample> Samples,
    [property: Id(6)] bool IsConfirmed = false)
{
    /// <summary>Most samples of each kind.</summary>
    public const int SamplesMax = 10;

    /// <summary>What a person is asked.</summary>
    public string Question => Fields.IsEmpty
        ? $"The list holds {Unmatched} items that are not of this definition, and no field tells which rows they belong to (match_fields, is_key, or mapped key columns). Confirm to make {New} items beside them, or cancel the run and name match_fields."
        : $"The list holds items that are not of this definition. By {string.Join(", ", Fields)}: {Matched} rows have an item that will be taken as theirs and made equal, {Ambiguous} are ambiguous and will be set aside, {New} get a new item, {Unmatched} items are left alone. Confirm or cancel the run.";

    /// <summary>True when everything is equal.</summary>
    public bool Equals(MatchReport? other) => other is not null
        && (Matched, Ambiguous, New, Unmatched, IsConfirmed) == (other.Matched, other.Ambiguous, other.New, other.Unmatched, other.IsConfirmed)
        && Fields.SequenceEqual(other.Fields, StringComparer.Ordinal)
        && Samples.SequenceEqual(other.Samples);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Matched, Ambiguous, New, Unmatched, IsConfirmed);
}
