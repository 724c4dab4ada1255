using System.Globalization;
using System.Text;

namespace OrleansSync.Engine.Values.Postgres;

/// <summary>
/// Dates, timestamps and times of day in PostgreSQL's ISO style, and their text forms (which are ISO 8601). Microseconds and
/// days here count from 1970; the binary format counts from 2000.
/// </summary>
internal static class PostgresTimes
{
    public const long MicrosecondsPerSecond = 1_000_000;
    public const long MicrosecondsPerDay = 86_400 * MicrosecondsPerSecond;
    public const int EpochDay = 719_162;
    private const int DayOf2000 = 10_957;
    private const int DigitsOfYearMax = 7;

    public static bool TryTimestamp(ReadOnlySpan<byte> text, bool zoned, out long microseconds, out ValueFailure failure)
    {
        microseconds = 0;
        if (IsInfinite(text))
        {
            failure = new(ValueRule.InstantNotFinite);
            return false;
        }

        var scanner = new AsciiScanner(text);
        var formed = TryScanDay(ref scanner, out var year, out var month, out var day)
            && (scanner.Skip((byte)' ') || scanner.Skip((byte)'T'))
            && TryScanClock(ref scanner, 23, out microseconds);
        var offset = 0L;
        formed = formed && (!zoned || TryScanOffset(ref scanner, out offset));
        var beforeChrist = formed && scanner.Skip(" BC"u8);
        if (!formed || !scanner.AtEnd)
        {
            failure = new(ValueRule.InstantForm, scanner.Position);
            return false;
        }

        if (!TryDays(year, month, day, beforeChrist, out var days, out var outside))
        {
            failure = new(outside ? ValueRule.InstantOutOfRange : ValueRule.InstantForm);
            return false;
        }

        return Keep((days * MicrosecondsPerDay) + microseconds - (offset * MicrosecondsPerSecond), out microseconds, out failure);
    }

    public static bool TryTimestampOf2000(long since2000, out long microseconds, out ValueFailure failure)
    {
        microseconds = 0;
        if (since2000 is long.MaxValue or long.MinValue)
        {
            failure = new(ValueRule.InstantNotFinite);
            return false;
        }

        // Far values would wrap round; half of the range is still far beyond year 9999.
        return Keep(Math.Clamp(since2000, long.MinValue / 2, long.MaxValue / 2) + (DayOf2000 * MicrosecondsPerDay), out microseconds, out failure);
    }

    public static long To2000(long microseconds) => microseconds - (DayOf2000 * MicrosecondsPerDay);

    public static bool TryDate(ReadOnlySpan<byte> text, out DateOnly date, out ValueFailure failure)
    {
        date = default;
        var scanner = new AsciiScanner(text);
        if (IsInfinite(text))
        {
            failure = new(ValueRule.DateNotFinite);
            return false;
        }

        var formed = TryScanDay(ref scanner, out var year, out var month, out var day);
        var beforeChrist = formed && scanner.Skip(" BC"u8);
        if (!formed || !scanner.AtEnd)
        {
            failure = new(ValueRule.DateForm, scanner.Position);
            return false;
        }

        var found = TryDays(year, month, day, beforeChrist, out var days, out var outside);
        date = found ? DateOnly.FromDayNumber(days + EpochDay) : default;
        failure = found ? default : new(outside ? ValueRule.DateOutOfRange : ValueRule.DateForm);
        return found;
    }

    public static bool TryDateOf2000(int since2000, out DateOnly date, out ValueFailure failure)
    {
        var day = (long)since2000 + DayOf2000 + EpochDay;
        var found = day >= 0 && day <= DateOnly.MaxValue.DayNumber;
        date = found ? DateOnly.FromDayNumber((int)day) : default;
        failure = found ? default : new(since2000 is int.MaxValue or int.MinValue ? ValueRule.DateNotFinite : ValueRule.DateOutOfRange);
        return found;
    }

    public static int To2000(DateOnly date) => date.DayNumber - EpochDay - DayOf2000;

    public static bool TryTime(ReadOnlySpan<byte> text, out long microseconds)
    {
        var scanner = new AsciiScanner(text);
        return TryScanClock(ref scanner, 24, out microseconds) && scanner.AtEnd && microseconds <= MicrosecondsPerDay;
    }

    public static string TimestampForm(long microseconds, bool zoned)
    {
        var second = Math.DivRem(microseconds, MicrosecondsPerSecond, out var fraction);
        (second, fraction) = fraction < 0 ? (second - 1, fraction + MicrosecondsPerSecond) : (second, fraction);
        var text = new StringBuilder(27).Append(DateTimeOffset.FromUnixTimeSeconds(second).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
        AppendFraction(text, fraction);
        return text.Append(zoned ? "Z" : "").ToString();
    }

    public static string DateForm(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string TimeForm(long microseconds)
    {
        var seconds = microseconds / MicrosecondsPerSecond;
        var text = new StringBuilder(15).Append(CultureInfo.InvariantCulture, $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}");
        AppendFraction(text, microseconds % MicrosecondsPerSecond);
        return text.ToString();
    }

    public static void AppendFraction(StringBuilder text, long microseconds)
    {
        if (microseconds != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $".{microseconds:000000}");
            text.Length -= text.ToString().Length - text.ToString().TrimEnd('0').Length;
        }
    }

    /// <summary>Reads hh:mm, hh:mm:ss or hh:mm:ss.ffffff.</summary>
    public static bool TryScanClock(ref AsciiScanner scanner, int hourMax, out long microseconds)
    {
        microseconds = 0;
        if (!scanner.TryDigits(2, 2, out var hour) || hour > hourMax || !scanner.Skip((byte)':') || !scanner.TryDigits(2, 2, out var minute) || minute > 59)
        {
            return false;
        }

        var (second, fraction) = (0L, 0L);
        if (scanner.Skip((byte)':') && (!scanner.TryDigits(2, 2, out second) || second > 59 || !scanner.TryFraction(out fraction)))
        {
            return false;
        }

        microseconds = (((hour * 3600) + (minute * 60) + second) * MicrosecondsPerSecond) + fraction;
        return true;
    }

    private static bool IsInfinite(ReadOnlySpan<byte> text) => text.SequenceEqual("infinity"u8) || text.SequenceEqual("-infinity"u8);

    private static bool TryScanDay(ref AsciiScanner scanner, out long year, out long month, out long day)
    {
        (month, day) = (0, 0);
        return scanner.TryDigits(4, DigitsOfYearMax, out year) && scanner.Skip((byte)'-') && scanner.TryDigits(2, 2, out month)
            && scanner.Skip((byte)'-') && scanner.TryDigits(2, 2, out day);
    }

    /// <summary>Reads Z, +hh, +hh:mm or +hh:mm:ss (the local mean times of the nineteenth century have seconds).</summary>
    private static bool TryScanOffset(ref AsciiScanner scanner, out long seconds)
    {
        seconds = 0;
        if (scanner.Skip((byte)'Z'))
        {
            return true;
        }

        var west = scanner.Skip((byte)'-');
        if ((!west && !scanner.Skip((byte)'+')) || !scanner.TryDigits(2, 2, out var hours))
        {
            return false;
        }

        var (minutes, rest) = (0L, 0L);
        if (scanner.Skip((byte)':') && (!scanner.TryDigits(2, 2, out minutes) || (scanner.Skip((byte)':') && !scanner.TryDigits(2, 2, out rest))))
        {
            return false;
        }

        seconds = ((hours * 3600) + (minutes * 60) + rest) * (west ? -1 : 1);
        return true;
    }

    private static bool TryDays(long year, long month, long day, bool beforeChrist, out int days, out bool outside)
    {
        days = 0;
        outside = beforeChrist || year is < 1 or > 9999;
        if (outside || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth((int)year, (int)month))
        {
            return false;
        }

        days = new DateOnly((int)year, (int)month, (int)day).DayNumber - EpochDay;
        return true;
    }

    private static bool Keep(long candidate, out long microseconds, out ValueFailure failure)
    {
        const long least = InstantValue.UnixSecondsMin * MicrosecondsPerSecond;
        const long most = (InstantValue.UnixSecondsMax * MicrosecondsPerSecond) + MicrosecondsPerSecond - 1;
        var inside = candidate is >= least and <= most;
        microseconds = inside ? candidate : 0;
        failure = inside ? default : new(ValueRule.InstantOutOfRange);
        return inside;
    }
}
