using System.Collections.Immutable;
using OrleansSync.Engine.Budgets;
using OrleansSync.Engine.Deletes;
using OrleansSync.Engine.Matching;

namespace OrleansSync.Engine.Previews;

/// <summary>What a run would do, in numbers.</summary>
/// <param name="Counts">Rows by what would be done; no zeros.</param>
/// <param name="Shown">How many of them were shown.</param>
/// <param name="Deletes">Deletes, marks and detachments, which the guard counts.</param>
/// <param name="Pairs">Pairs that live now.</param>
/// <param name="Guard">What the guard would say.</param>
/// <param name="Units">Resource units of the writes, and of the reads before them.</param>
/// <param name="Duration">How long those take at the budget, if nobody else uses it; what fits into a minute takes none.</param>
public sealed record PreviewSummary(
    ImmutableSortedDictionary<PreviewKind, long> Counts, long Shown, long Deletes, long Pairs, GuardVerdict Guard, long Units, TimeSpan Duration)
{
    /// <summary>What a person would be asked about items that are in the lists already; null when there are none.</summary>
    public MatchReport? Match { get; init; }

    /// <summary>How long resource units take at a budget, if nobody else uses it.</summary>
    public static TimeSpan DurationOf(long units, BudgetLimits budget)
    {
        // The first minute's and the first day's units are there at once.
        var minutes = Math.Max(0, units - budget.UnitsPerMinute) / (double)budget.UnitsPerMinute;
        var days = Math.Max(0, units - budget.UnitsPerDay) / (double)budget.UnitsPerDay;
        return TimeSpan.FromMinutes(Math.Max(minutes, days * TimeSpan.FromDays(1).TotalMinutes));
    }
}
