using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using OrleansSync.Emulator.Graph;
using OrleansSync.Emulator.Lists;

namespace OrleansSync.Emulator.Values;

/// <summary>Writes values as UTF-8, without a string between: every item has a dozen of them.</summary>
internal static class RawText
{
    private const int GuidLength = 36;
    private const int NumberMax = 32;

    /// <summary>How the emulator escapes: as little as JSON allows.</summary>
    public static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>How it writes JSON that it makes step by step.</summary>
    public static readonly JsonWriterOptions Writing = new() { Encoder = Encoder, SkipValidation = true };

    /// <summary>An instant: UTC, whole seconds (5.4).</summary>
    public static void Instant(ReplyBuffer to, DateTime instant)
    {
        instant.TryFormat(to.GetSpan(NumberMax), out var length, "s", CultureInfo.InvariantCulture);
        to.Advance(length);
        to.Write("Z"u8);
    }

    /// <summary>A whole number.</summary>
    public static void Number(ReplyBuffer to, int number)
    {
        number.TryFormat(to.GetSpan(NumberMax), out var length, default, CultureInfo.InvariantCulture);
        to.Advance(length);
    }

    /// <summary>A number; 6.10: 1, not 1.0.</summary>
    public static void Number(ReplyBuffer to, double number)
    {
        var span = to.GetSpan(NumberMax);
        _ = number == Math.Floor(number) && Math.Abs(number) < 1e15
            ? Utf8Formatter.TryFormat((long)number, span, out var length)
            : Utf8Formatter.TryFormat(number, span, out length);
        to.Advance(length);
    }

    /// <summary>A UUID.</summary>
    public static void Guid(ReplyBuffer to, Guid id)
    {
        id.TryFormat(to.GetSpan(GuidLength), out var length);
        to.Advance(length);
    }

    /// <summary>A text in quotes, with what JSON cannot hold escaped.</summary>
    public static void Text(ReplyBuffer to, string text)
    {
        var span = to.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length) + 2);
        var length = Encoding.UTF8.GetBytes(text, span[1..]);
        if (Encoder.FindFirstCharacterToEncodeUtf8(span.Slice(1, length)) < 0)
        {
            (span[0], span[length + 1]) = ((byte)'"', (byte)'"');
            to.Advance(length + 2);
            return;
        }

        to.Write("\""u8);
        to.Write(JsonEncodedText.Encode(text, Encoder).EncodedUtf8Bytes);
        to.Write("\""u8);
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
}
