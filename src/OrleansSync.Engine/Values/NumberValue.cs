namespace OrleansSync.Engine.Values;

/// <summary>A decimal number, kept without trailing zeros and without a negative zero, so that 1.10 and 1.1 are one value.</summary>
[GenerateSerializer, Immutable, Alias("NumberValue")]
public sealed record NumberValue : Value
{
    /// <summary>Keeps the number in its shortest form.</summary>
    public NumberValue(decimal number) => Number = Numbers.Shorten(number);

    /// <summary>The number.</summary>
    [Id(0)]
    public decimal Number { get; private init; }

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Number;

    private protected override int CompareSameKind(Value other) => Number.CompareTo(((NumberValue)other).Number);
}
