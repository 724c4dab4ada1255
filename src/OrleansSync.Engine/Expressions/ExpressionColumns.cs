using System.Collections.Immutable;
using OrleansSync.Engine.Expressions.Checking;

namespace OrleansSync.Engine.Expressions;

/// <summary>The columns that expressions may read, in the order in which a row's values are given.</summary>
public sealed class ExpressionColumns
{
    private readonly Dictionary<string, int> exact = new(StringComparer.Ordinal);
    private readonly ILookup<string, int> folded;

    /// <summary>The columns of a row.</summary>
    public ExpressionColumns(IEnumerable<ExpressionColumn> columns)
    {
        All = [.. columns];
        for (var ordinal = 0; ordinal < All.Length; ordinal++)
        {
            exact.TryAdd(All[ordinal].Name, ordinal);
        }

        folded = exact.Values.ToLookup(ordinal => All[ordinal].Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The columns.</summary>
    public ImmutableArray<ExpressionColumn> All { get; }

    /// <summary>The column of a name: a quoted one exactly, a bare one else without regard to case.</summary>
    /// <returns>Its ordinal and 1, or -1 and how many there are.</returns>
    internal (int Ordinal, int Count) Find(string name, bool quoted)
    {
        if (exact.TryGetValue(name, out var ordinal))
        {
            return (ordinal, 1);
        }

        var similar = quoted ? [] : folded[name].ToArray();
        return similar.Length == 1 ? (similar[0], 1) : (-1, similar.Length);
    }

    /// <summary>The name nearest to one that is not there; null when none is near.</summary>
    internal string? Nearest(string name) => Suggestions.Nearest(name, exact.Keys);
}
