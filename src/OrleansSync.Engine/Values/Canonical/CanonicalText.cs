using System.Buffers;
using System.Text;
using OrleansSync.Engine.Values.Lists;

namespace OrleansSync.Engine.Values.Canonical;

/// <summary>
/// The rules of sharepoint-graph.md 6 about texts, each a method that gives its input back when there is nothing to do.
/// Unicode is kept as it came: no normalisation form is applied (6.18).
/// </summary>
public static class CanonicalText
{
    private static readonly SearchValues<char> Suspicious = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Where(unit => unit is not ('\t' or '\n')).Concat(Enumerable.Range(0xD800, 0x800)).Append(0xFFFE).Append(0xFFFF).Select(unit => (char)unit)]);

    /// <summary>6.1: null, empty and absent are one.</summary>
    public static bool EmptyIsNull(string text) => text.Length == 0;

    /// <summary>6.2: a text of white space only is stored as empty.</summary>
    public static bool BlankIsNull(string text) => string.IsNullOrWhiteSpace(text);

    /// <summary>6.5: CRLF and a lone CR become LF.</summary>
    public static string LineBreaksAreLf(string text) =>
        text.Contains('\r', StringComparison.Ordinal) ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n') : text;

    /// <summary>6.5: characters that XML 1.0 does not know, and halves of surrogate pairs, are dropped.</summary>
    public static string IllegalCharactersAreDropped(string text)
    {
        if (text.AsSpan().IndexOfAny(Suspicious) < 0)
        {
            return text;
        }

        var kept = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            var unit = text[index];
            if (char.IsHighSurrogate(unit) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
            {
                kept.Append(unit).Append(text[++index]);
            }
            else if (!char.IsSurrogate(unit) && (unit == '\r' || !Suspicious.Contains(unit)))
            {
                kept.Append(unit);
            }
        }

        return kept.ToString();
    }

    /// <summary>6.18: a surrogate pair counts as two toward the longest text.</summary>
    public static bool Fits(string text, int lengthMax) => text.Length <= lengthMax;

    /// <summary>6.5: a single line of text holds no line breaks.</summary>
    public static bool IsSingleLine(string text) => text.AsSpan().IndexOfAny('\n', '\r') < 0;

    /// <summary>False when the text has half a surrogate pair, which has no UTF-8.</summary>
    public static bool IsWellFormed(string text)
    {
        var rest = text.AsSpan();
        for (var index = rest.IndexOfAnyInRange('\uD800', '\uDFFF'); index >= 0; index = rest.IndexOfAnyInRange('\uD800', '\uDFFF'))
        {
            if (index + 1 == rest.Length || !char.IsSurrogatePair(rest[index], rest[index + 1]))
            {
                return false;
            }

            rest = rest[(index + 2)..];
        }

        return true;
    }

    /// <summary>All of them, in the order in which one makes work for the next.</summary>
    internal static bool TryApply(TextValue value, ListColumn column, ListRules rules, out Value canonical, out ValueFailure failure)
    {
        var text = Clean(value.Text, rules, rules.TextIsTrimmed);
        var several = column.Kind == ListColumnKind.Note;
        if (!several && rules.LineBreaksInTextBecomeBlanks)
        {
            text = text.Replace('\n', ' ').Replace('\r', ' ');
        }

        (canonical, failure) = (Value.Null, default);
        if (EmptyIsNull(text) || (rules.BlankTextIsNull && BlankIsNull(text)))
        {
            return true;
        }

        if (!several && !IsSingleLine(text))
        {
            failure = new(ValueRule.LineBreakInText, text.AsSpan().IndexOfAny('\n', '\r'));
            return false;
        }

        var lengthMax = column.LengthMax ?? (several ? rules.NoteLengthMax : rules.TextLengthMax);
        if (!Fits(text, lengthMax))
        {
            failure = new(ValueRule.TextTooLong, lengthMax);
            return false;
        }

        canonical = ReferenceEquals(text, value.Text) ? value : new TextValue(text);
        return true;
    }

    internal static string Clean(string text, ListRules rules, bool trim)
    {
        text = rules.IllegalCharactersAreDropped ? IllegalCharactersAreDropped(text) : text;
        text = rules.LineBreaksAreLf ? LineBreaksAreLf(text) : text;
        return trim ? text.Trim() : text;
    }
}
