using OrleansSync.Emulator.Errors;
using OrleansSync.Emulator.Lists;

namespace OrleansSync.Emulator.Queries;

/// <summary>A parsed <c>$filter</c>.</summary>
/// <param name="Matches">True for the items that it lets through.</param>
/// <param name="Fields">What it asks for, in order.</param>
/// <param name="First">The first predicate by an index among those that all have to hold, or null: the service narrows by it alone (5.2).</param>
/// <param name="Exact">When <paramref name="First"/> asks one value of a column of unique values: both.</param>
internal sealed record ItemFilter(Func<ListItem, bool> Matches, IReadOnlyList<QueryField> Fields, Func<ListItem, bool>? First, (Column Column, object Value)? Exact)
{
    /// <summary>5.2: what the service says to a filter that it cannot read.</summary>
    public static GraphException Invalid() => new(400, "BadRequest", "Invalid filter clause");
}
