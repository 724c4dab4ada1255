using System.Globalization;
using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Expressions.Syntax;

/// <summary>The one form of dates and timestamps in expressions.</summary>
internal static class Moments
{
    private static readonly string[] InstantForms = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd HH:mm:ss'Z'"];

    public static DateValue? Date(string text) =>
        IsAscii(text) && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? new DateValue(date) : null;

    public static InstantValue? Instant(string text) =>
        IsAscii(text) && DateTimeOffset.TryParseExact(text, InstantForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            ? InstantValue.Of(instant)
            : null;

    public static string Text(DateValue value) => value.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Text(InstantValue value) => value.ToDateTimeOffset().ToString(InstantForms[0], CultureInfo.InvariantCulture);

    private static bool IsAscii(string text) => System.Text.Ascii.IsValid(text);
}
