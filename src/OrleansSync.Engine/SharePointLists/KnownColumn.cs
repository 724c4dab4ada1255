using System.Collections.Immutable;
using OrleansSync.Engine.Values.Lists;

namespace OrleansSync.Engine.SharePointLists;

/// <summary>A column of a list when it was read last.</summary>
/// <param name="Column">Its internal name and kind.</param>
/// <param name="DisplayName">What people see.</param>
/// <param name="IsHidden">True when people do not see it.</param>
/// <param name="IsIndexed">True when filters may use it.</param>
/// <param name="IsUnique">True when no two items may have the same value.</param>
public sealed record KnownColumn(ListColumn Column, string DisplayName, bool IsHidden, bool IsIndexed, bool IsUnique)
{
    /// <summary>The choices that are taken; empty for none, or for any.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>The list that a lookup points to; null for another kind.</summary>
    public string? LookupList { get; init; }

    /// <summary>Equal when everything is, each choice among it.</summary>
    public bool Equals(KnownColumn? other) => other is not null
        && (Column, DisplayName, IsHidden, IsIndexed, IsUnique, LookupList) == (other.Column, other.DisplayName, other.IsHidden, other.IsIndexed, other.IsUnique, other.LookupList)
        && Choices.AsSpan().SequenceEqual(other.Choices.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Column, DisplayName, Choices.Length);
}
