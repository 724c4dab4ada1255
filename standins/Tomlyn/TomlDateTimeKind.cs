namespace Tomlyn;

/// <summary>The five forms of a date or time.</summary>
public enum TomlDateTimeKind
{
    OffsetDateTimeByZ,
    OffsetDateTimeByNumber,
    LocalDateTime,
    LocalDate,
    LocalTime,
}
