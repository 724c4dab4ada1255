namespace OrleansSync.Emulator.Values;

/// <summary>6.6: a date-only column keeps a day of the site's time zone and shows it as the instant of its midnight.</summary>
internal static class SiteDays
{
    /// <summary>The first midnight of a day; where midnight is skipped, the first moment after it.</summary>
    public static DateTime ToInstant(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        var offset = zone.IsInvalidTime(midnight) ? zone.GetUtcOffset(midnight.AddDays(-1))
            : zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max()
            : zone.GetUtcOffset(midnight);
        return DateTime.SpecifyKind(midnight - offset, DateTimeKind.Utc);
    }

    /// <summary>The site's day in which an instant lies.</summary>
    public static DateOnly ToDay(DateTime instant, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(instant, zone));
}
