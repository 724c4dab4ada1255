using System.Collections.Immutable;
using OrleansSync.Engine.Values.Canonical;

namespace OrleansSync.SharePoint.Items;

/// <summary>A mapped column of a list: the name that rows have for it, the pair of columns, and what the list checks beside its kind.</summary>
/// <param name="Name">The name in rows.</param>
/// <param name="Pair">The columns and the kind of value.</param>
public sealed record BoundField(string Name, ColumnPair Pair)
{
    /// <summary>The choices that are taken; null for any (the API does not check them, people's forms do).</summary>
    public ImmutableHashSet<string>? Choices { get; init; }

    /// <summary>The smallest number that is taken; null for none.</summary>
    public decimal? Minimum { get; init; }

    /// <summary>The largest number that is taken; null for none.</summary>
    public decimal? Maximum { get; init; }
}
