using System.Globalization;
using System.Text;

namespace OrleansSync.Engine.Values.Postgres;

/// <summary>
/// Intervals: the text form is PostgreSQL's own iso_8601 style (P1Y2M3DT4H5M6.7S), which no session setting changes. Months,
/// days and microseconds are kept apart, as PostgreSQL keeps them.
/// </summary>
/// <param name="Months">Months.</param>
/// <param name="Days">Days.</param>
/// <param name="Microseconds">Microseconds.</param>
internal readonly record struct PostgresInterval(int Months, int Days, long Microseconds)
{
    private const long MicrosecondsPerMinute = 60 * PostgresTimes.MicrosecondsPerSecond;
    private const long MicrosecondsPerHour = 60 * MicrosecondsPerMinute;
    private const int DigitsMax = 15;

    /// <summary>The text form.</summary>
    public string Form()
    {
        var text = new StringBuilder("P");
        Part(text, Months / 12, 'Y');
        Part(text, Months % 12, 'M');
        Part(text, Days, 'D');
        if (Microseconds != 0)
        {
            text.Append('T');
            Part(text, Microseconds / MicrosecondsPerHour, 'H');
            Part(text, Microseconds / MicrosecondsPerMinute % 60, 'M');
            var rest = Microseconds % MicrosecondsPerMinute;
            if (rest != 0)
            {
                text.Append(rest < 0 ? "-" : "").Append(CultureInfo.InvariantCulture, $"{Math.Abs(rest / PostgresTimes.MicrosecondsPerSecond)}");
                PostgresTimes.AppendFraction(text, Math.Abs(rest % PostgresTimes.MicrosecondsPerSecond));
                text.Append('S');
            }
        }

        return text.Length == 1 ? "PT0S" : text.ToString();
    }

    /// <summary>Reads the styles postgres (1 year 2 mons -3 days +04:05:06.7) and iso_8601.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out PostgresInterval interval, out int position)
    {
        var scanner = new AsciiScanner(text);
        var parts = default(Parts);
        var formed = scanner.Skip((byte)'P') ? TryIso(ref scanner, ref parts) : TryWords(ref scanner, ref parts);
        position = scanner.Position;
        interval = formed && parts.Fit ? new((int)parts.Months, (int)parts.Days, (long)parts.Microseconds) : default;
        return formed && parts.Fit && !text.IsEmpty;
    }

    private static void Part(StringBuilder text, long count, char unit)
    {
        if (count != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{count}").Append(unit);
        }
    }

    private static bool TryIso(ref AsciiScanner scanner, ref Parts parts)
    {
        var clock = false;
        var any = false;
        while (!scanner.AtEnd)
        {
            if (!clock && scanner.Skip((byte)'T'))
            {
                clock = true;
                continue;
            }

            var sign = Sign(ref scanner);
            if (!scanner.TryDigits(1, DigitsMax, out var whole) || !scanner.TryFraction(out var fraction))
            {
                return false;
            }

            var unit = scanner.Next;
            var known = (clock, unit) switch
            {
                (true, (byte)'S') => parts.Add(0, 0, sign * (((Int128)whole * PostgresTimes.MicrosecondsPerSecond) + fraction)),
                _ when fraction != 0 => false,
                (true, (byte)'M') => parts.Add(0, 0, (Int128)sign * whole * MicrosecondsPerMinute),
                (true, (byte)'H') => parts.Add(0, 0, (Int128)sign * whole * MicrosecondsPerHour),
                (false, (byte)'D') => parts.Add(0, sign * whole, 0),
                (false, (byte)'M') => parts.Add(sign * whole, 0, 0),
                (false, (byte)'Y') => parts.Add(sign * whole * 12, 0, 0),
                _ => false,
            };
            if (!known)
            {
                return false;
            }

            scanner.Skip(unit);
            any = true;
        }

        return any;
    }

    private static bool TryWords(ref AsciiScanner scanner, ref Parts parts)
    {
        while (!scanner.AtEnd)
        {
            var sign = Sign(ref scanner);
            if (!scanner.TryDigits(1, DigitsMax, out var count))
            {
                return false;
            }

            if (scanner.Skip((byte)':'))
            {
                return TryClock(ref scanner, ref parts, sign, count);
            }

            var known = (scanner.Skip(" years"u8) || scanner.Skip(" year"u8)) ? parts.Add(sign * count * 12, 0, 0)
                : (scanner.Skip(" mons"u8) || scanner.Skip(" mon"u8)) ? parts.Add(sign * count, 0, 0)
                : (scanner.Skip(" days"u8) || scanner.Skip(" day"u8)) && parts.Add(0, sign * count, 0);
            if (!known || (!scanner.AtEnd && !scanner.Skip((byte)' ')))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryClock(ref AsciiScanner scanner, ref Parts parts, int sign, long hours)
    {
        if (!scanner.TryDigits(2, 2, out var minutes) || !scanner.Skip((byte)':') || !scanner.TryDigits(2, 2, out var seconds) || !scanner.TryFraction(out var fraction))
        {
            return false;
        }

        var microseconds = ((Int128)hours * MicrosecondsPerHour) + (minutes * MicrosecondsPerMinute) + (seconds * PostgresTimes.MicrosecondsPerSecond) + fraction;
        return parts.Add(0, 0, sign * microseconds) && scanner.AtEnd;
    }

    private static int Sign(ref AsciiScanner scanner)
    {
        if (scanner.Skip((byte)'-'))
        {
            return -1;
        }

        scanner.Skip((byte)'+');
        return 1;
    }

    /// <summary>Sums of parts that may exceed what an interval holds until all are there.</summary>
    private struct Parts
    {
        public Int128 Months;
        public Int128 Days;
        public Int128 Microseconds;

        public readonly bool Fit => Months >= int.MinValue && Months <= int.MaxValue && Days >= int.MinValue && Days <= int.MaxValue
            && Microseconds >= long.MinValue && Microseconds <= long.MaxValue;

        public bool Add(Int128 months, Int128 days, Int128 microseconds)
        {
            Months += months;
            Days += days;
            Microseconds += microseconds;
            return true;
        }
    }
}
