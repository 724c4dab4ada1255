using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Expressions.Running;

/// <summary>Functions of dates and timestamps, in UTC and in the Gregorian calendar.</summary>
internal static class TimeFunctions
{
    /// <summary>The units, largest first, that parts and truncation know; a date has the first three.</summary>
    public static readonly string[] Units = ["year", "month", "day", "hour", "minute", "second"];

    public static FunctionBody Part(string unit) => (ReadOnlySpan<Value> arguments, out Value result) =>
    {
        var moment = Moment(arguments[0]);
        result = new NumberValue(unit switch
        {
            "year" => moment.Year,
            "month" => moment.Month,
            "day" => moment.Day,
            "hour" => moment.Hour,
            "minute" => moment.Minute,
            _ => moment.Second,
        });
        return EvaluationRule.None;
    };

    public static FunctionBody Truncate(string unit) => (ReadOnlySpan<Value> arguments, out Value result) =>
    {
        var moment = Moment(arguments[0]);
        var cut = unit switch
        {
            "year" => new DateTime(moment.Year, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            "month" => new DateTime(moment.Year, moment.Month, 1, 0, 0, 0, DateTimeKind.Utc),
            "day" => moment.Date,
            "hour" => moment.Date.AddHours(moment.Hour),
            "minute" => moment.Date.AddHours(moment.Hour).AddMinutes(moment.Minute),
            _ => moment,
        };
        result = arguments[0] is DateValue ? new DateValue(DateOnly.FromDateTime(cut)) : InstantValue.Of(new DateTimeOffset(cut, TimeSpan.Zero));
        return EvaluationRule.None;
    };

    private static DateTime Moment(Value value) => value is DateValue date
        ? date.Date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)
        : ((InstantValue)value).ToDateTimeOffset().UtcDateTime;
}
