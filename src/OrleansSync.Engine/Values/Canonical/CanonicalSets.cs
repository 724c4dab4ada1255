using OrleansSync.Engine.Values.Lists;

namespace OrleansSync.Engine.Values.Canonical;

/// <summary>
/// sharepoint-graph.md 6.14 and 6.15: choices are compared as a set of texts; lookups and people by their ids, never by what
/// is shown. An empty set is null.
/// </summary>
public static class CanonicalSets
{
    internal static bool TryApply(ChoicesValue value, ListRules rules, out Value canonical, out ValueFailure failure)
    {
        var choices = new List<string>(value.Choices.Length);
        (canonical, failure) = (Value.Null, default);
        foreach (var choice in value.Choices)
        {
            var text = CanonicalText.Clean(choice, rules, rules.ChoicesAreTrimmed);
            if (CanonicalText.EmptyIsNull(text) || (rules.BlankTextIsNull && CanonicalText.BlankIsNull(text)))
            {
                continue;
            }

            if (!CanonicalText.IsSingleLine(text) || !CanonicalText.Fits(text, rules.TextLengthMax))
            {
                failure = new(CanonicalText.IsSingleLine(text) ? ValueRule.TextTooLong : ValueRule.LineBreakInText);
                return false;
            }

            choices.Add(text);
        }

        canonical = choices.Count == 0 ? Value.Null : choices.SequenceEqual(value.Choices) ? value : new ChoicesValue(choices);
        return true;
    }

    internal static bool TryApplyIds(Value value, ReadOnlySpan<int> ids, ListColumn column, out Value canonical, out ValueFailure failure)
    {
        var rule = ids.Length > 0 && ids[0] <= 0 ? ValueRule.IdForm : ids.Length > 1 && !column.HoldsSeveral ? ValueRule.SeveralValues : ValueRule.None;
        canonical = rule != ValueRule.None || ids.IsEmpty ? Value.Null : value;
        failure = new(rule);
        return rule == ValueRule.None;
    }
}
