namespace OrleansSync.Engine.Values;

/// <summary>No value; see <see cref="Value.Null"/>.</summary>
[GenerateSerializer, Immutable, Alias("NullValue")]
public sealed record NullValue : Value
{
    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Null;

    private protected override int CompareSameKind(Value other) => 0;
}
