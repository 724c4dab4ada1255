using System.Buffers;
using System.Globalization;
using System.Text;
using OrleansSync.Emulator.Errors;
using OrleansSync.Emulator.Hosting;
using OrleansSync.Emulator.Lists;

namespace OrleansSync.Emulator.Values;

/// <summary>What the service makes of text (6.1 to 6.5), and of addresses (6.16).</summary>
internal static class TextValues
{
    private const string InvalidText = "Invalid text value. A text field contains invalid data. Please check the value and try again.";

    private static readonly SearchValues<char> Controls = SearchValues.Create("\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000B\u000C\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F\uFFFE\uFFFF");
    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%");

    /// <summary>A single line: at most <c>maxLength</c> UTF-16 units, no line breaks.</summary>
    public static string? Line(Column column, string text, EmulatorSwitches switches)
    {
        var clean = Clean(text, switches);
        if (clean is null)
        {
            return null;
        }

        return clean.Length > column.LengthMax || clean.AsSpan().IndexOfAny('\n', '\r') >= 0 ? throw Refusals.Invalid(InvalidText) : clean;
    }

    /// <summary>Several lines: CR LF becomes LF, a lone CR goes; rich text is wrapped.</summary>
    public static string? Note(Column column, string text, EmulatorSwitches switches)
    {
        var clean = Clean(text, switches)?.Replace("\r", "", StringComparison.Ordinal);
        return clean is null || Facets.Text(column.Facet, "textType") != "richText" || clean.StartsWith("<div class=\"ExternalClass", StringComparison.Ordinal)
            ? clean
            : $"<div class=\"ExternalClass{SeededIds.Make(7, (ulong)clean.Length).ToString("N").ToUpperInvariant()}\">{clean}</div>";
    }

    /// <summary>Text without what XML cannot hold; null when nothing is left.</summary>
    public static string? Clean(string text, EmulatorSwitches switches)
    {
        if (text.AsSpan().IndexOfAny(Controls) >= 0)
        {
            text = switches.StripControlCharacters ? string.Concat(text.Where(character => !Controls.Contains(character))) : throw Refusals.Invalid(InvalidText);
        }

        return text.Length == 0 || (switches.WhitespaceIsEmpty && string.IsNullOrWhiteSpace(text)) ? null : text;
    }

    /// <summary>6.16: what an address cannot hold is percent-encoded.</summary>
    public static string Address(string url)
    {
        if (url.AsSpan().IndexOfAnyExcept(Plain) < 0)
        {
            return url;
        }

        var encoded = new StringBuilder(url.Length + 16);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in url.EnumerateRunes())
        {
            if (rune.IsAscii && Plain.Contains((char)rune.Value))
            {
                encoded.Append((char)rune.Value);
                continue;
            }

            foreach (var unit in utf8[..rune.EncodeToUtf8(utf8)])
            {
                encoded.Append('%').Append(unit.ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        return encoded.ToString();
    }
}
