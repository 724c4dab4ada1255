using System.Globalization;

namespace OrleansSync.Engine.Values;

/// <summary>
/// Exact arithmetic between digits, decimals and doubles. Nothing here rounds silently: a number that a decimal cannot hold
/// is refused by name.
/// </summary>
public static class Numbers
{
    private const int ScaleMax = 28;
    private const int DigitsMax = 38;
    private const ulong FifteenDigits = 1_000_000_000_000_000;
    private static readonly UInt128 MantissaMax = (UInt128.One << 96) - 1;

    /// <summary>The same number without trailing zeros after the point; a negative zero becomes zero (sharepoint-graph.md 6.10).</summary>
    public static decimal Shorten(decimal number)
    {
        if (number.Scale == 0)
        {
            return number == 0 ? 0 : number;
        }

        var mantissa = Mantissa(number);
        var exponent = -number.Scale;
        // An odd mantissa cannot end in a zero: most numbers leave here.
        return UInt128.IsOddInteger(mantissa) || !TryMake(decimal.IsNegative(number), mantissa, exponent, out var shorter, out _) ? number : shorter;
    }

    /// <summary>
    /// True when the number comes back unchanged from a list, which keeps IEEE doubles (sharepoint-graph.md 6.10): up to 15
    /// significant digits always, more only if the nearest double's shortest form is the same number.
    /// </summary>
    public static bool SurvivesAsDouble(decimal number)
    {
        if (Mantissa(number) < FifteenDigits)
        {
            return true;
        }

        // The conversion operator is not correctly rounded; the parser is.
        Span<byte> text = stackalloc byte[40];
        number.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        var nearest = double.Parse(text[..length], NumberStyles.Float, CultureInfo.InvariantCulture);
        return TryOfDouble(nearest, out var back, out _) && back == number;
    }

    /// <summary>How many significant digits the number has.</summary>
    public static int SignificantDigits(decimal number)
    {
        var mantissa = Mantissa(Shorten(number));
        while (mantissa != 0 && mantissa % 10 == 0)
        {
            mantissa /= 10;
        }

        var digits = 0;
        for (; mantissa != 0; mantissa /= 10)
        {
            digits++;
        }

        return digits;
    }

    /// <summary>The number that the double's shortest form says.</summary>
    public static bool TryOfDouble(double value, out decimal number, out ValueRule rule)
    {
        if (Math.Abs(value) < FifteenDigits && Math.Floor(value) == value)
        {
            (number, rule) = ((long)value, ValueRule.None);
            return true;
        }

        Span<byte> text = stackalloc byte[32];
        value.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
        return TryOfShortest(text[..length], double.IsFinite(value), out number, out rule);
    }

    /// <summary>The number that the single's shortest form says: 0.1 and not 0.10000000149011612.</summary>
    public static bool TryOfSingle(float value, out decimal number, out ValueRule rule)
    {
        Span<byte> text = stackalloc byte[32];
        value.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
        return TryOfShortest(text[..length], float.IsFinite(value), out number, out rule);
    }

    /// <summary>Reads digits with an optional sign, point and exponent, exactly.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out decimal number, out ValueFailure failure)
    {
        number = 0;
        if (!NumberText.TryScan(text, out var scanned, out var position))
        {
            failure = new(NumberText.IsNotFinite(text) ? ValueRule.NumberNotFinite : ValueRule.NumberForm, position);
            return false;
        }

        var made = scanned.DigitCount <= DigitsMax
            ? TryMake(scanned.Negative, scanned.Mantissa(text), scanned.Exponent, out number, out var rule)
            : Refuse(scanned.Exponent < 0 ? ValueRule.NumberTooFine : ValueRule.NumberTooLarge, out rule);
        failure = new(rule);
        return made;
    }

    /// <summary>The number mantissa * 10^exponent, if a decimal holds it exactly.</summary>
    public static bool TryMake(bool negative, UInt128 mantissa, long exponent, out decimal number, out ValueRule rule)
    {
        number = 0;
        if (mantissa == 0)
        {
            rule = ValueRule.None;
            return true;
        }

        while (exponent < 0 && mantissa % 10 == 0)
        {
            (mantissa, exponent) = (mantissa / 10, exponent + 1);
        }

        if (exponent < -ScaleMax || (exponent < 0 && mantissa > MantissaMax))
        {
            return Refuse(ValueRule.NumberTooFine, out rule);
        }

        for (; exponent > 0 && mantissa <= MantissaMax; exponent--)
        {
            mantissa *= 10;
        }

        if (mantissa > MantissaMax)
        {
            return Refuse(ValueRule.NumberTooLarge, out rule);
        }

        var (low, high) = ((ulong)mantissa, (uint)(mantissa >> 64));
        number = new decimal((int)(uint)low, (int)(uint)(low >> 32), (int)high, negative, (byte)-exponent);
        rule = ValueRule.None;
        return true;
    }

    /// <summary>The digits of the number, without sign and point.</summary>
    internal static UInt128 Mantissa(decimal number)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(number, bits);
        return new UInt128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
    }

    private static bool TryOfShortest(ReadOnlySpan<byte> text, bool finite, out decimal number, out ValueRule rule)
    {
        number = 0;
        if (!finite)
        {
            return Refuse(ValueRule.NumberNotFinite, out rule);
        }

        var parsed = TryParse(text, out number, out var failure);
        rule = failure.Rule;
        return parsed;
    }

    private static bool Refuse(ValueRule reason, out ValueRule rule)
    {
        rule = reason;
        return false;
    }
}
