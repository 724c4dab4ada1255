using System.Text;

namespace OrleansSync.Engine.Text;

/// <summary>What a text that people type may hold. Lengths are in characters (code points), so that scripts are treated alike.</summary>
public static class TextRules
{
    /// <summary>Says what is wrong with a text of one line, or null: 1 to <paramref name="most"/> characters, no control characters, no white space at either end.</summary>
    public static string? CheckLine(string text, int most)
    {
        if (text.Length == 0)
        {
            return "is required.";
        }

        return CheckCharacters(text, most, lineBreaks: false)
            ?? (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]) ? "begins or ends with white space; remove it." : null);
    }

    /// <summary>Says what is wrong with a text that may be empty and may have several lines, or null.</summary>
    public static string? CheckText(string text, int most) => CheckCharacters(text, most, lineBreaks: true);

    /// <summary>Says what is wrong with the name of a PostgreSQL object, or null: 1 to 63 bytes in UTF-8, no control characters.</summary>
    public static string? CheckSqlName(string name)
    {
        if (name.Length == 0)
        {
            return "is required.";
        }

        return Encoding.UTF8.GetByteCount(name) > 63
            ? "has more than 63 bytes in UTF-8; PostgreSQL has no longer names."
            : CheckCharacters(name, 63, lineBreaks: false);
    }

    private static string? CheckCharacters(string text, int most, bool lineBreaks)
    {
        // No text of this many chars can be short enough, so a huge one is refused without being read.
        if (text.Length > most * 2)
        {
            return $"has more than {most} characters.";
        }

        var count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            count++;
            // Decoders put U+FFFD where bytes were not UTF-8; storing it would lose what the caller meant.
            if (rune == Rune.ReplacementChar)
            {
                return $"has a character that was not valid UTF-8 (character {count}).";
            }

            if (Rune.IsControl(rune) && !(lineBreaks && rune.Value is '\n' or '\r' or '\t'))
            {
                return $"has a control character (character {count}).";
            }
        }

        return count > most ? $"has more than {most} characters." : null;
    }
}
