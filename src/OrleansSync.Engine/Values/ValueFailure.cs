namespace OrleansSync.Engine.Values;

/// <summary>Why one value was refused, without the value.</summary>
/// <param name="Rule">The rule that refused it.</param>
/// <param name="Position">Where in the input, counted from 0 in its own units (bytes, or UTF-16 units of a text).</param>
[GenerateSerializer, Immutable, Alias("ValueFailure")]
public readonly record struct ValueFailure([property: Id(0)] ValueRule Rule, [property: Id(1)] int Position = 0)
{
    /// <summary>The rule and the position, as they are kept with a parked row.</summary>
    public override string ToString() => $"{Rule} at {Position}";
}
