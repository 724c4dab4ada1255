using OrleansSync.Engine.Values.Lists;

namespace OrleansSync.Engine.Values.Canonical;

/// <summary>
/// sharepoint-graph.md 6.10 and 6.11: a list keeps an IEEE double, for a currency and a percentage too. A number that would
/// come back changed is refused rather than rounded. A negative zero and trailing zeros are gone in every
/// <see cref="NumberValue"/> already.
/// </summary>
public static class CanonicalNumber
{
    private const int DigitsOfDouble = 17;

    /// <summary>6.10: the number comes back as it was written.</summary>
    public static bool SurvivesAsDouble(decimal number, int digitsMax) =>
        Numbers.SurvivesAsDouble(number) && (digitsMax >= DigitsOfDouble || Numbers.SignificantDigits(number) <= digitsMax);

    internal static bool TryApply(NumberValue value, ListRules rules, out Value canonical, out ValueFailure failure)
    {
        var survives = SurvivesAsDouble(value.Number, rules.NumberDigitsMax);
        (canonical, failure) = survives ? (value, default(ValueFailure)) : (Value.Null, new ValueFailure(ValueRule.NumberNotADouble));
        return survives;
    }
}
