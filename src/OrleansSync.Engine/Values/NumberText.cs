namespace OrleansSync.Engine.Values;

/// <summary>The parts of a number written in ASCII: where its significant digits are and what power of ten they stand for.</summary>
internal readonly ref struct NumberText
{
    // Beyond this an exponent only says "far too large" or "far too small", and its arithmetic stays within an int.
    private const int ExponentMax = 100_000_000;

    public required bool Negative { get; init; }

    /// <summary>From the first digit that is not zero to the last one; both 0 for zero.</summary>
    public required int DigitCount { get; init; }

    public required long Exponent { get; init; }

    private int Start { get; init; }

    public static bool IsNotFinite(ReadOnlySpan<byte> text) =>
        text is [(byte)'N', (byte)'a', (byte)'N'] || text.EndsWith("Infinity"u8) || text.EndsWith("\u221e"u8);

    public static bool TryScan(ReadOnlySpan<byte> text, out NumberText scanned, out int position)
    {
        scanned = default;
        position = text is [(byte)'-' or (byte)'+', ..] ? 1 : 0;
        var (first, last, point, any) = (-1, -1, -1, false);
        for (; position < text.Length; position++)
        {
            var unit = text[position];
            if (unit == (byte)'.' && point < 0)
            {
                point = position;
                continue;
            }

            if (unit is < (byte)'0' or > (byte)'9')
            {
                break;
            }

            any = true;
            if (unit != (byte)'0')
            {
                first = first < 0 ? position : first;
                last = position;
            }
        }

        var end = position;
        if (!any || !TryScanExponent(text, ref position, out var exponent) || position != text.Length)
        {
            return false;
        }

        // The power of ten of the last significant digit: digits before the point count up, digits after it down.
        var unitPosition = point < 0 ? end : point;
        scanned = new NumberText
        {
            Negative = text[0] == (byte)'-',
            Start = first < 0 ? 0 : first,
            DigitCount = first < 0 ? 0 : last - first + 1 - (point > first && point < last ? 1 : 0),
            Exponent = first < 0 ? 0 : exponent + (last < unitPosition ? unitPosition - last - 1 : unitPosition - last),
        };
        return true;
    }

    public UInt128 Mantissa(ReadOnlySpan<byte> text)
    {
        UInt128 mantissa = 0;
        ulong small = 0;
        var (count, index) = (0, Start);
        for (; count < DigitCount && count < 18; index++)
        {
            if (text[index] != (byte)'.')
            {
                small = (small * 10) + (uint)(text[index] - '0');
                count++;
            }
        }

        for (mantissa = small; count < DigitCount; index++)
        {
            if (text[index] != (byte)'.')
            {
                mantissa = (mantissa * 10) + (uint)(text[index] - '0');
                count++;
            }
        }

        return mantissa;
    }

    private static bool TryScanExponent(ReadOnlySpan<byte> text, ref int position, out long exponent)
    {
        exponent = 0;
        if (position == text.Length || text[position] is not ((byte)'e' or (byte)'E'))
        {
            return true;
        }

        position++;
        var negative = position < text.Length && text[position] == (byte)'-';
        if (position < text.Length && text[position] is ((byte)'-' or (byte)'+'))
        {
            position++;
        }

        var start = position;
        for (; position < text.Length && text[position] is >= (byte)'0' and <= (byte)'9'; position++)
        {
            exponent = Math.Min((exponent * 10) + (text[position] - '0'), ExponentMax);
        }

        exponent = negative ? -exponent : exponent;
        return position > start;
    }
}
