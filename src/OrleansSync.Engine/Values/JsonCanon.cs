using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OrleansSync.Engine.Values;

/// <summary>
/// Rewrites JSON so that documents which jsonb holds equal have one text: no white space, members sorted by code point, the
/// last of equal names, numbers without needless zeros, and only the escapes that JSON or a list needs.
/// </summary>
internal static class JsonCanon
{
    /// <summary>Deepest nesting that is read.</summary>
    public const int DepthMax = 128;

    // A number longer than this in plain form keeps its exponent: 1e400 must not become 401 characters.
    private const int PlainExponentMax = 40;

    public static bool TryRewrite(ReadOnlySpan<byte> utf8, out string text, out ValueFailure failure)
    {
        text = "";
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = DepthMax });
        try
        {
            using var document = JsonDocument.ParseValue(ref reader);
            while (reader.Read())
            {
                // Read throws at anything but white space behind the document.
            }

            var output = new StringBuilder(utf8.Length);
            Write(document.RootElement, output);
            text = output.ToString();
            failure = default;
            return true;
        }
        catch (JsonException)
        {
            failure = new(ValueRule.JsonForm, (int)reader.BytesConsumed);
            return false;
        }
        catch (InvalidOperationException)
        {
            // An escape that is half of a surrogate pair: syntax to JSON, but no text.
            failure = new(ValueRule.JsonForm);
            return false;
        }
    }

    private static void Write(JsonElement element, StringBuilder output)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(element, output);
                break;
            case JsonValueKind.Array:
                WriteArray(element, output);
                break;
            case JsonValueKind.String:
                WriteText(element.GetString() ?? "", output);
                break;
            case JsonValueKind.Number:
                WriteNumber(element.GetRawText(), output);
                break;
            default:
                output.Append(element.GetRawText());
                break;
        }
    }

    private static void WriteObject(JsonElement element, StringBuilder output)
    {
        var members = new SortedDictionary<string, JsonElement>(Comparer<string>.Create(CodePoints.Compare));
        foreach (var member in element.EnumerateObject())
        {
            members[member.Name] = member.Value;
        }

        output.Append('{');
        foreach (var (name, value) in members)
        {
            if (output[^1] != '{')
            {
                output.Append(',');
            }

            WriteText(name, output);
            output.Append(':');
            Write(value, output);
        }

        output.Append('}');
    }

    private static void WriteArray(JsonElement element, StringBuilder output)
    {
        output.Append('[');
        var first = true;
        foreach (var item in element.EnumerateArray())
        {
            if (!first)
            {
                output.Append(',');
            }

            first = false;
            Write(item, output);
        }

        output.Append(']');
    }

    private static void WriteNumber(string raw, StringBuilder output)
    {
        var ascii = Encoding.ASCII.GetBytes(raw);
        if (!NumberText.TryScan(ascii, out var number, out _) || number.DigitCount == 0)
        {
            output.Append('0');
            return;
        }

        var digits = new string([.. raw.TakeWhile(unit => unit is not ('e' or 'E')).Where(char.IsAsciiDigit)]).Trim('0');
        output.Append(number.Negative ? "-" : "");
        var pointAt = digits.Length + number.Exponent;
        if (Math.Abs(pointAt) > PlainExponentMax || digits.Length > PlainExponentMax)
        {
            output.Append(digits[0]).Append(digits.Length > 1 ? "." : "").Append(digits.AsSpan(1)).Append('e').Append(CultureInfo.InvariantCulture, $"{pointAt - 1}");
        }
        else if (pointAt <= 0)
        {
            output.Append("0.").Append('0', (int)-pointAt).Append(digits);
        }
        else if (pointAt >= digits.Length)
        {
            output.Append(digits).Append('0', (int)pointAt - digits.Length);
        }
        else
        {
            output.Append(digits.AsSpan(0, (int)pointAt)).Append('.').Append(digits.AsSpan((int)pointAt));
        }
    }

    private static void WriteText(string text, StringBuilder output)
    {
        output.Append('"');
        foreach (var unit in text)
        {
            // U+FFFE and U+FFFF are no characters of XML 1.0: a list would drop them.
            if (unit is '"' or '\\')
            {
                output.Append('\\').Append(unit);
            }
            else if (unit < ' ' || unit is '\uFFFE' or '\uFFFF')
            {
                output.Append("\\u").Append(CultureInfo.InvariantCulture, $"{(int)unit:x4}");
            }
            else
            {
                output.Append(unit);
            }
        }

        output.Append('"');
    }
}
