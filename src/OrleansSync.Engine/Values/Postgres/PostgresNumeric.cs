using System.Buffers.Binary;
using System.Text;

namespace OrleansSync.Engine.Values.Postgres;

/// <summary>
/// numeric in its binary format (groups of four digits with a weight) and as plain digits. The digits keep the scale that
/// the table shows (1.10), since a column of text shows it too.
/// </summary>
internal static class PostgresNumeric
{
    private const ushort Negative = 0x4000;
    private const int HeaderSize = 8;
    private const int GroupsOfDecimal = 8;

    /// <summary>Longest plain form that is made of a number; numeric itself allows 131,072 digits.</summary>
    public const int DigitsMax = 20_000;

    public static bool TryDecimal(ReadOnlySpan<byte> bytes, out decimal number, out ValueFailure failure)
    {
        number = 0;
        if (!TryHeader(bytes, out var header, out failure))
        {
            return false;
        }

        if (header.Groups > GroupsOfDecimal + 1)
        {
            // More than 32 significant digits: a decimal has 29 at most.
            failure = new(header.Weight > GroupsOfDecimal ? ValueRule.NumberTooLarge : ValueRule.NumberTooFine);
            return false;
        }

        UInt128 mantissa = 0;
        for (var group = 0; group < header.Groups; group++)
        {
            mantissa = (mantissa * 10_000) + BinaryPrimitives.ReadUInt16BigEndian(bytes[(HeaderSize + (group * 2))..]);
        }

        var made = Numbers.TryMake(header.IsNegative, mantissa, 4L * (header.Weight - header.Groups + 1), out number, out var rule);
        failure = new(rule);
        return made;
    }

    /// <summary>The plain digits with the table's scale.</summary>
    public static bool TryDigits(ReadOnlySpan<byte> bytes, out string digits, out ValueFailure failure)
    {
        digits = "";
        if (!TryHeader(bytes, out var header, out failure))
        {
            return false;
        }

        if (4 * (Math.Abs((long)header.Weight) + header.Groups) + header.Scale > DigitsMax)
        {
            failure = new(ValueRule.TextTooLong);
            return false;
        }

        var text = new StringBuilder();
        for (var group = 0; group <= header.Weight; group++)
        {
            text.Append(Group(bytes, header, group).ToString("0000", System.Globalization.CultureInfo.InvariantCulture));
        }

        var whole = text.ToString().TrimStart('0');
        text.Clear();
        for (var group = header.Weight + 1; text.Length < header.Scale; group++)
        {
            text.Append((group < 0 ? 0 : Group(bytes, header, group)).ToString("0000", System.Globalization.CultureInfo.InvariantCulture));
        }

        text.Length = header.Scale;
        digits = $"{(header.IsNegative ? "-" : "")}{(whole.Length == 0 ? "0" : whole)}{(header.Scale > 0 ? "." : "")}{text}";
        return true;
    }

    /// <summary>
    /// Plain digits as the column shows them: no plus sign, no needless zeros in front, as many digits behind the point as
    /// the column declares. More digits than that are refused, not rounded.
    /// </summary>
    public static bool TryForm(ReadOnlySpan<byte> text, int? scale, out string form, out ValueFailure failure)
    {
        form = "";
        if (!NumberText.TryScan(text, out var number, out var position) || text.IndexOfAny((byte)'e', (byte)'E') >= 0)
        {
            failure = new(NumberText.IsNotFinite(text) ? ValueRule.NumberNotFinite : ValueRule.NumberForm, position);
            return false;
        }

        if (text.Length > DigitsMax || (scale is not null && number.DigitCount > 0 && number.Exponent < -scale.Value))
        {
            failure = new(text.Length > DigitsMax ? ValueRule.TextTooLong : ValueRule.NumberTooFine);
            return false;
        }

        var plain = Encoding.ASCII.GetString(text).TrimStart('+', '-');
        var point = plain.IndexOf('.', StringComparison.Ordinal);
        var whole = (point < 0 ? plain : plain[..point]).TrimStart('0');
        var rest = point < 0 ? "" : plain[(point + 1)..];
        if (scale is not null)
        {
            var places = Math.Max(0, scale.Value);
            rest = rest.Length > places ? rest[..places] : rest.PadRight(places, '0');
        }

        form = $"{(number.Negative && number.DigitCount > 0 ? "-" : "")}{(whole.Length == 0 ? "0" : whole)}{(rest.Length > 0 ? "." : "")}{rest}";
        failure = default;
        return true;
    }

    /// <summary>The binary format of plain digits.</summary>
    public static byte[] Write(string digits)
    {
        var negative = digits.StartsWith('-');
        var plain = digits.TrimStart('-');
        var point = plain.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? plain : plain[..point];
        var rest = point < 0 ? "" : plain[(point + 1)..];
        var aligned = whole.PadLeft((whole.Length + 3) / 4 * 4, '0') + rest.PadRight((rest.Length + 3) / 4 * 4, '0');
        var groups = Enumerable.Range(0, aligned.Length / 4).Select(group => ushort.Parse(aligned.AsSpan(group * 4, 4), System.Globalization.CultureInfo.InvariantCulture)).ToList();
        var weight = ((whole.Length + 3) / 4) - 1;
        for (; groups.Count > 0 && groups[0] == 0; weight--)
        {
            groups.RemoveAt(0);
        }

        while (groups.Count > 0 && groups[^1] == 0)
        {
            groups.RemoveAt(groups.Count - 1);
        }

        var bytes = new byte[HeaderSize + (groups.Count * 2)];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)groups.Count);
        BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(2), (short)(groups.Count == 0 ? 0 : weight));
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(4), negative && groups.Count > 0 ? Negative : (ushort)0);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(6), (ushort)rest.Length);
        for (var group = 0; group < groups.Count; group++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(HeaderSize + (group * 2)), groups[group]);
        }

        return bytes;
    }

    private static ushort Group(ReadOnlySpan<byte> bytes, Header header, int group) =>
        group < header.Groups ? BinaryPrimitives.ReadUInt16BigEndian(bytes[(HeaderSize + (group * 2))..]) : (ushort)0;

    private static bool TryHeader(ReadOnlySpan<byte> bytes, out Header header, out ValueFailure failure)
    {
        header = default;
        failure = new(ValueRule.BinaryForm);
        if (bytes.Length < HeaderSize)
        {
            return false;
        }

        var sign = BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        header = new(
            BinaryPrimitives.ReadUInt16BigEndian(bytes), BinaryPrimitives.ReadInt16BigEndian(bytes[2..]), sign == Negative, BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]));
        // 0xC000 is NaN, 0xD000 and 0xF000 are the infinities.
        if (sign is 0xC000 or 0xD000 or 0xF000)
        {
            failure = new(ValueRule.NumberNotFinite, 4);
            return false;
        }

        if (sign is not (0 or Negative) || bytes.Length != HeaderSize + (header.Groups * 2))
        {
            return false;
        }

        for (var position = HeaderSize; position < bytes.Length; position += 2)
        {
            if (BinaryPrimitives.ReadUInt16BigEndian(bytes[position..]) > 9_999)
            {
                failure = new(ValueRule.BinaryForm, position);
                return false;
            }
        }

        failure = default;
        return true;
    }

    private readonly record struct Header(int Groups, int Weight, bool IsNegative, int Scale);
}
