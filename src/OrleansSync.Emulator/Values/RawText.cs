using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using OrleansSync.Emulator.Lists;

namespace OrleansSync.Emulator.Values;

/// <summary>Writes texts that need no escape as UTF-8, without a string between: every item has a dozen of them.</summary>
internal static class RawText
{
    private const int GuidLength = 36;

    /// <summary>How the emulator escapes: as little as JSON allows.</summary>
    public static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>An instant: UTC, whole seconds (5.4).</summary>
    public static void Instant(Utf8JsonWriter json, JsonEncodedText name, DateTime instant)
    {
        Span<byte> text = stackalloc byte[22];
        instant.TryFormat(text[1..], out _, "s", CultureInfo.InvariantCulture);
        text[0] = (byte)'"';
        text[20] = (byte)'Z';
        text[21] = (byte)'"';
        Write(json, name, text);
    }

    /// <summary>A whole number as text, between two texts that need no escape.</summary>
    public static void Number(Utf8JsonWriter json, JsonEncodedText name, int number, ReadOnlySpan<byte> before = default, ReadOnlySpan<byte> after = default)
    {
        Span<byte> text = before.Length + after.Length <= 242 ? stackalloc byte[256] : new byte[before.Length + after.Length + 14];
        text[0] = (byte)'"';
        before.CopyTo(text[1..]);
        var end = before.Length + 1;
        number.TryFormat(text[end..], out var digits, default, CultureInfo.InvariantCulture);
        end += digits;
        after.CopyTo(text[end..]);
        end += after.Length;
        text[end] = (byte)'"';
        Write(json, name, text[..(end + 1)]);
    }

    /// <summary>The eTag of an item (5.1); its quotes are escaped.</summary>
    /// <returns>How much of <paramref name="to"/>, which has at least 64 bytes, it takes.</returns>
    public static int ETag(SharePointList list, ListItem item, Span<byte> to)
    {
        "\"\\\""u8.CopyTo(to);
        list.UniqueId(item.Id).TryFormat(to[3..], out _);
        to[3 + GuidLength] = (byte)',';
        item.Version.TryFormat(to[(4 + GuidLength)..], out var digits, default, CultureInfo.InvariantCulture);
        var end = 4 + GuidLength + digits;
        "\\\"\""u8.CopyTo(to[end..]);
        return end + 3;
    }

    /// <summary>A value that is JSON already.</summary>
    public static void Write(Utf8JsonWriter json, JsonEncodedText name, ReadOnlySpan<byte> value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(value, skipInputValidation: true);
    }
}
