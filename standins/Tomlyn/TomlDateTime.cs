using System.Globalization;

namespace Tomlyn;

/// <summary>
/// A date or time. What has no offset is kept with offset zero, a local time on the first of January of the year 1.
/// </summary>
/// <param name="DateTime">The value.</param>
/// <param name="SecondPrecision">Digits of the fraction of a second, 0 to 7.</param>
/// <param name="Kind">Which parts were written.</param>
public record struct TomlDateTime(DateTimeOffset DateTime, int SecondPrecision, TomlDateTimeKind Kind)
{
    /// <summary>The value in TOML.</summary>
    public override readonly string ToString()
    {
        var fraction = SecondPrecision == 0 ? "" : "." + new string('f', SecondPrecision);
        return Kind switch
        {
            TomlDateTimeKind.LocalDate => Format("yyyy-MM-dd"),
            TomlDateTimeKind.LocalTime => Format($"HH:mm:ss{fraction}"),
            TomlDateTimeKind.LocalDateTime => Format($"yyyy-MM-dd'T'HH:mm:ss{fraction}"),
            TomlDateTimeKind.OffsetDateTimeByNumber => Format($"yyyy-MM-dd'T'HH:mm:ss{fraction}zzz"),
            _ => Format($"yyyy-MM-dd'T'HH:mm:ss{fraction}'Z'"),
        };
    }

    private readonly string Format(string pattern) => DateTime.ToString(pattern, CultureInfo.InvariantCulture);
}
