namespace OrleansSync.Engine.Values;

/// <summary>True or false; an unset boolean is <see cref="Value.Null"/>.</summary>
/// <param name="IsTrue">Which of the two.</param>
[GenerateSerializer, Immutable, Alias("BooleanValue")]
public sealed record BooleanValue([property: Id(0)] bool IsTrue) : Value
{
    /// <summary>The true one.</summary>
    public static BooleanValue True { get; } = new(true);

    /// <summary>The false one.</summary>
    public static BooleanValue False { get; } = new(false);

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Boolean;

    /// <summary>The one of the two that is meant.</summary>
    public static BooleanValue Of(bool isTrue) => isTrue ? True : False;

    private protected override int CompareSameKind(Value other) => IsTrue.CompareTo(((BooleanValue)other).IsTrue);
}
