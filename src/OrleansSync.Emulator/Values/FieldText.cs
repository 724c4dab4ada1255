using System.Globalization;

namespace OrleansSync.Emulator.Values;

/// <summary>Values as text.</summary>
internal static class FieldText
{
    /// <summary>How instants are written: UTC, whole seconds (5.4).</summary>
    public const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>A value as a lookup shows it.</summary>
    public static string Of(object value) => value switch
    {
        string text => text,
        DateTime instant => Of(instant),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>An instant.</summary>
    public static string Of(DateTime instant) => instant.ToString("s", CultureInfo.InvariantCulture) + "Z";

    /// <summary>A whole number.</summary>
    public static string Of(int number) => number.ToString(CultureInfo.InvariantCulture);
}
