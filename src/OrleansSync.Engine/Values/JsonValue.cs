namespace OrleansSync.Engine.Values;

/// <summary>
/// A JSON document kept as the text of <see cref="JsonCanon"/>, which is equal for documents that jsonb holds equal: no white
/// space, members sorted, the last of equal names, numbers in one form. That text is what a list stores.
/// </summary>
[GenerateSerializer, Immutable, Alias("JsonValue")]
public sealed record JsonValue : Value
{
    private JsonValue(string text) => Text = text;

    /// <summary>The canonical text.</summary>
    [Id(0)]
    public string Text { get; private init; }

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Json;

    /// <summary>Reads a document in UTF-8.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out Value value, out ValueFailure failure)
    {
        value = Null;
        if (!JsonCanon.TryRewrite(utf8, out var text, out failure))
        {
            return false;
        }

        value = new JsonValue(text);
        return true;
    }

    private protected override int CompareSameKind(Value other) => CodePoints.Compare(Text, ((JsonValue)other).Text);
}
