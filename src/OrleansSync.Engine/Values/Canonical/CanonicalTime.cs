using OrleansSync.Engine.Values.Lists;

namespace OrleansSync.Engine.Values.Canonical;

/// <summary>
/// sharepoint-graph.md 6.9: fractions of a second are cut, which <see cref="InstantValue"/> does itself, and a list has a
/// first and a last year. The site's midnight of a date-only column (6.6) is <see cref="SiteMidnight"/>'s.
/// </summary>
public static class CanonicalTime
{
    /// <summary>6.9: the year is one that a list holds. Out of range is the mapping's mistake, never worth a retry.</summary>
    public static bool IsHeld(int year, ListRules rules) => year >= rules.YearMin && year <= rules.YearMax;

    internal static bool TryApply(InstantValue value, ListRules rules, out Value canonical, out ValueFailure failure)
    {
        var held = IsHeld(value.ToDateTimeOffset().Year, rules);
        (canonical, failure) = held ? (value, default(ValueFailure)) : (Value.Null, new ValueFailure(ValueRule.InstantOutsideList));
        return held;
    }

    internal static bool TryApply(DateValue value, ListRules rules, out Value canonical, out ValueFailure failure)
    {
        (canonical, failure) = (Value.Null, new ValueFailure(ValueRule.DateOutsideList));
        // Asked here and not only when writing, so that a day which the site's zone never had is refused before it is hashed.
        if (!IsHeld(value.Date.Year, rules) || !SiteMidnight.TryToInstant(value.Date, rules.SiteZone, out _, out failure))
        {
            return false;
        }

        canonical = value;
        return true;
    }
}
