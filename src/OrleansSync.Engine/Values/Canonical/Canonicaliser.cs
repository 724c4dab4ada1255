using OrleansSync.Engine.Values.Lists;
using OrleansSync.Engine.Values.Postgres;

namespace OrleansSync.Engine.Values.Canonical;

/// <summary>
/// Makes of a value what both sides will read back once it was written: first what the table's column does to it, then what
/// the list does. The result is what is hashed, compared and written. Applying it twice changes nothing more. What either
/// side cannot hold is refused with a named rule, never rounded to fit. Unknown stays unknown.
/// </summary>
public static class Canonicaliser
{
    /// <summary>The canonical form of a value, whichever side it was read from.</summary>
    public static bool TryApply(ColumnPair pair, Value value, ListRules rules, out Value canonical, out ValueFailure failure)
    {
        (canonical, failure) = (value, default);
        if (value.IsNull)
        {
            canonical = rules.UnsetBooleanIsFalse && pair.Kind == ValueKind.Boolean ? BooleanValue.False : value;
            return true;
        }

        if (value.IsUnknown)
        {
            return true;
        }

        if (value.Kind != pair.Kind)
        {
            return PostgresShape.Refuse(ValueRule.KindMismatch, out canonical, out failure);
        }

        if (!PostgresLimits.TryApply(pair.Type, value, out var held, out failure))
        {
            return PostgresShape.Refuse(failure.Rule, out canonical, out failure, failure.Position);
        }

        return TryApplyList(pair, held, rules, out canonical, out failure) && Settle(pair, held, ref canonical, rules, out failure);
    }

    // What a list drops or cuts may leave something that the table's column would store differently: blanks at the end of
    // character(n) after a control character, for instance. The list's rules then hold for the table's answer as well.
    private static bool Settle(ColumnPair pair, Value held, ref Value canonical, ListRules rules, out ValueFailure failure)
    {
        failure = default;
        if (ReferenceEquals(held, canonical) || canonical.IsNull)
        {
            return true;
        }

        return PostgresLimits.TryApply(pair.Type, canonical, out held, out failure) && TryApplyList(pair, held, rules, out canonical, out failure);
    }

    private static bool TryApplyList(ColumnPair pair, Value value, ListRules rules, out Value canonical, out ValueFailure failure)
    {
        switch (value)
        {
            case TextValue text:
                return CanonicalText.TryApply(text, pair.Column, rules, out canonical, out failure);
            case NumberValue number:
                return CanonicalNumber.TryApply(number, rules, out canonical, out failure);
            case InstantValue instant:
                return CanonicalTime.TryApply(instant, rules, out canonical, out failure);
            case DateValue date:
                return CanonicalTime.TryApply(date, rules, out canonical, out failure);
            case ChoicesValue choices:
                return CanonicalSets.TryApply(choices, rules, out canonical, out failure);
            case LookupsValue lookups:
                return CanonicalSets.TryApplyIds(value, lookups.Ids.AsSpan(), pair.Column, out canonical, out failure);
            case PersonsValue persons:
                return CanonicalSets.TryApplyIds(value, persons.Ids.AsSpan(), pair.Column, out canonical, out failure);
            case LinkValue link:
                // A table's column holds the address only; another description would be a difference that nobody can settle.
                return CanonicalLink.TryApply(link, urlOnly: pair.Type.IsText, rules, out canonical, out failure);
            case JsonValue json:
                return TryLength(json, pair.Column, rules, out canonical, out failure);
            default:
                (canonical, failure) = (value, default);
                return true;
        }
    }

    private static bool TryLength(JsonValue json, ListColumn column, ListRules rules, out Value canonical, out ValueFailure failure)
    {
        var lengthMax = column.LengthMax ?? (column.Kind == ListColumnKind.Note ? rules.NoteLengthMax : rules.TextLengthMax);
        return CanonicalText.Fits(json.Text, lengthMax)
            ? PostgresShape.Done(json, out canonical, out failure)
            : PostgresShape.Refuse(ValueRule.TextTooLong, out canonical, out failure, lengthMax);
    }
}
