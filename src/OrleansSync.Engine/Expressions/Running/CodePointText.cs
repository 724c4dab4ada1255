using System.Text;

namespace OrleansSync.Engine.Expressions.Running;

/// <summary>Texts by characters as PostgreSQL counts them: a pair of surrogates is one, and so is half of a pair.</summary>
internal static class CodePointText
{
    /// <summary>The character at a place, which moves behind it.</summary>
    public static int Next(string text, ref int at)
    {
        var unit = text[at++];
        return char.IsHighSurrogate(unit) && at < text.Length && char.IsLowSurrogate(text[at]) ? char.ConvertToUtf32(unit, text[at++]) : unit;
    }

    public static void Append(StringBuilder text, int unit)
    {
        if (unit > char.MaxValue)
        {
            text.Append(char.ConvertFromUtf32(unit));
        }
        else
        {
            text.Append((char)unit);
        }
    }

    public static int Length(string text)
    {
        var count = 0;
        for (var at = 0; at < text.Length; count++)
        {
            Next(text, ref at);
        }

        return count;
    }

    /// <summary>Some characters from the given one on, counted from 0; both are cut to what there is.</summary>
    public static string Slice(string text, long start, long count)
    {
        var at = 0;
        for (long skipped = 0; skipped < start && at < text.Length; skipped++)
        {
            Next(text, ref at);
        }

        var from = at;
        for (long taken = 0; taken < count && at < text.Length; taken++)
        {
            Next(text, ref at);
        }

        return text[from..at];
    }
}
