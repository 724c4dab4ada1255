namespace OrleansSync.Engine.Values;

/// <summary>A day of the calendar. Which instant a list shows for it depends on the site's time zone; the day does not.</summary>
/// <param name="Date">The day.</param>
[GenerateSerializer, Immutable, Alias("DateValue")]
public sealed record DateValue([property: Id(0)] DateOnly Date) : Value
{
    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Date;

    private protected override int CompareSameKind(Value other) => Date.CompareTo(((DateValue)other).Date);
}
