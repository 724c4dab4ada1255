namespace OrleansSync.Engine.Values;

/// <summary>
/// An instant in UTC in whole seconds, of the years 1 to 9999. SharePoint keeps no fractions of a second, so the model has
/// none; fractions are cut, not rounded (toward the past, before 1970 too).
/// </summary>
[GenerateSerializer, Immutable, Alias("InstantValue")]
public sealed record InstantValue : Value
{
    /// <summary>0001-01-01T00:00:00Z.</summary>
    public const long UnixSecondsMin = -62_135_596_800;

    /// <summary>9999-12-31T23:59:59Z.</summary>
    public const long UnixSecondsMax = 253_402_300_799;

    /// <summary>An instant by its seconds since 1970.</summary>
    public InstantValue(long unixSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(unixSeconds, UnixSecondsMin);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(unixSeconds, UnixSecondsMax);
        UnixSeconds = unixSeconds;
    }

    /// <summary>Seconds since 1970-01-01T00:00:00Z.</summary>
    [Id(0)]
    public long UnixSeconds { get; private init; }

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Instant;

    /// <summary>The same instant with an offset of zero.</summary>
    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.FromUnixTimeSeconds(UnixSeconds);

    /// <summary>The instant, cut to whole seconds.</summary>
    public static InstantValue Of(DateTimeOffset instant) =>
        new((instant.UtcTicks / TimeSpan.TicksPerSecond) + UnixSecondsMin);

    private protected override int CompareSameKind(Value other) => UnixSeconds.CompareTo(((InstantValue)other).UnixSeconds);
}
