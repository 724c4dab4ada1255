namespace OrleansSync.Engine.Values;

/// <summary>A text. Compared by code point without regard to language; Unicode is kept as it came (no normalisation form).</summary>
/// <param name="Text">The text; canonical texts are never empty.</param>
[GenerateSerializer, Immutable, Alias("TextValue")]
public sealed record TextValue([property: Id(0)] string Text) : Value
{
    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Text;

    private protected override int CompareSameKind(Value other) => CodePoints.Compare(Text, ((TextValue)other).Text);
}
