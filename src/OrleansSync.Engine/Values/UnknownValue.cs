namespace OrleansSync.Engine.Values;

/// <summary>
/// A value that exists but was not sent, as change capture does with an unchanged TOAST value; see <see cref="Value.Unknown"/>.
/// Whoever hashes or writes it gets an <see cref="UnknownValueException"/>: it must be read from the table first, or left out.
/// </summary>
[GenerateSerializer, Immutable, Alias("UnknownValue")]
public sealed record UnknownValue : Value
{
    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Unknown;

    private protected override int CompareSameKind(Value other) => 0;
}
