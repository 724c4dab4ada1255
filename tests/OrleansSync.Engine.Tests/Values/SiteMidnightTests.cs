using System.Globalization;
using FsCheck.Fluent;
using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Lists;

namespace OrleansSync.Engine.Tests.Values;

/// <summary>sharepoint-graph.md 6.6: days and the instants that stand for them.</summary>
public sealed class SiteMidnightTests
{
    private static readonly TimeSpan Tolerance = new ListRules(TimeZoneInfo.Utc).MidnightTolerance;

    [Theory]
    [InlineData("UTC", "2025-03-24", "2025-03-24T00:00:00Z")]
    [InlineData("America/Los_Angeles", "2025-03-24", "2025-03-24T07:00:00Z")]
    [InlineData("America/Los_Angeles", "2025-01-24", "2025-01-24T08:00:00Z")]
    [InlineData("Europe/Berlin", "2025-07-01", "2025-06-30T22:00:00Z")]
    [InlineData("Asia/Kolkata", "2025-07-01", "2025-06-30T18:30:00Z")]
    [InlineData("Pacific/Kiritimati", "2025-07-01", "2025-06-30T10:00:00Z")]
    [InlineData("Pacific/Pago_Pago", "2025-07-01", "2025-07-01T11:00:00Z")]
    [InlineData("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z")]   // midnight is skipped: the first moment is 01:00
    [InlineData("America/Havana", "2024-11-03", "2024-11-03T04:00:00Z")]      // the day of the change back at 01:00: midnight comes twice
    [InlineData("Asia/Beirut", "2022-03-27", "2022-03-26T22:00:00Z")]         // midnight is skipped east of UTC
    [InlineData("Asia/Amman", "2021-10-29", "2021-10-28T21:00:00Z")]
    public void TryToInstant_Day_IsItsFirstMomentInTheZone(string zone, string day, string instant)
    {
        Assert.True(SiteMidnight.TryToInstant(Day(day), Zones.Get(zone), out var seconds, out _));
        Assert.Equal(instant, DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        Assert.True(SiteMidnight.TryToDate(seconds, Zones.Get(zone), Tolerance, out var back, out _));
        Assert.Equal(Day(day), back);
    }

    [Fact]
    public void TryToInstant_DayThatTheZoneSkipped_IsRefused()
    {
        Assert.False(SiteMidnight.TryToInstant(Day("2011-12-30"), Zones.Get("Pacific/Apia"), out _, out var failure));
        Assert.Equal(ValueRule.DateNotInZone, failure.Rule);
    }

    [Fact]
    public void TryToDate_MidnightOfAnotherZone_IsRefusedAsAWrongDeclaration()
    {
        Assert.True(SiteMidnight.TryToInstant(Day("2025-03-24"), Zones.Get("America/Los_Angeles"), out var seconds, out _));
        Assert.False(SiteMidnight.TryToDate(seconds, Zones.Get("Europe/Berlin"), Tolerance, out _, out var failure));
        Assert.Equal(ValueRule.DateNotAtMidnight, failure.Rule);
    }

    [Theory]
    [InlineData(3600)]
    [InlineData(-3600)]
    public void TryToDate_ServerWithAnotherHistoryOfTheZone_IsStillTheDay(int shift)
    {
        var zone = Zones.Get("America/New_York");
        Assert.True(SiteMidnight.TryToInstant(Day("2004-03-20"), zone, out var seconds, out _));
        Assert.True(SiteMidnight.TryToDate(seconds + shift, zone, Tolerance, out var day, out _));
        Assert.Equal(Day("2004-03-20"), day);
    }

    [Fact]
    public void TryToInstant_AnyDayInAnyZone_ComesBack() =>
        Properties.ForAll(
            from date in Gen.Choose(693_595, 3_250_000).Select(DateOnly.FromDayNumber)
            from zone in Gen.Elements("America/Havana", "America/Sao_Paulo", "Asia/Beirut", "Asia/Tehran", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Pacific/Apia", "Australia/Lord_Howe", "Europe/London", "Africa/Cairo").Select(Zones.Get)
            select (date, zone),
            given =>
            {
                if (SiteMidnight.TryToInstant(given.date, given.zone, out var seconds, out var failure))
                {
                    Assert.True(SiteMidnight.TryToDate(seconds, given.zone, Tolerance, out var back, out failure), $"{given.date} in {given.zone.Id}: {failure}");
                    Assert.Equal(given.date, back);
                }
                else
                {
                    Assert.Equal(ValueRule.DateNotInZone, failure.Rule);
                }
            },
            10_000);

    [Fact]
    public void Find_UnknownName_SaysWhatIsExpected()
    {
        Assert.Null(SiteZones.Find("W. Europe Standard Time").Zone);
        Assert.Contains("Europe/Berlin", SiteZones.Find("Nowhere").Problem, StringComparison.Ordinal);
        Assert.Same(TimeZoneInfo.Utc, SiteZones.Find("UTC").Zone);
    }

    private static DateOnly Day(string day) => DateOnly.Parse(day, CultureInfo.InvariantCulture);
}
