using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace OrleansSync.Engine.Values.Lists;

/// <summary>Reads the <c>fields</c> object of an item into values, in the order of the fields that were asked for.</summary>
public sealed class GraphFields
{
    private readonly ImmutableArray<(ListField Field, byte[] Name)> fields;
    private readonly ListRules rules;

    /// <summary>A reader of these fields; each must be of a kind that its column takes.</summary>
    public GraphFields(IEnumerable<ListField> fields, ListRules rules)
    {
        this.fields = [.. fields.Select(field => (field, Encoding.UTF8.GetBytes(field.Column.ReadName)))];
        this.rules = rules;
    }

    /// <summary>How many values are read.</summary>
    public int Count => fields.Length;

    /// <summary>
    /// Reads the object that the reader stands at the start of, and leaves it on the end. A field that is absent is null.
    /// </summary>
    /// <returns>True, or false with the first field that was refused; the others have their values.</returns>
    /// <exception cref="JsonException">The JSON is malformed.</exception>
    public bool TryRead(ref Utf8JsonReader reader, Span<Value> values, out int failed, out ValueFailure failure)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, fields.Length, nameof(values));
        values.Fill(Value.Null);
        (failed, failure) = (-1, default);
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            failure = new(ValueRule.FieldShape, (int)reader.TokenStartIndex);
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var index = IndexOf(ref reader);
            reader.Read();
            if (index < 0)
            {
                reader.Skip();
            }
            else if (!GraphJson.TryRead(ref reader, fields[index].Field, rules, out values[index], out var refused) && failure.Rule == ValueRule.None)
            {
                (failed, failure) = (index, refused);
            }
        }

        return failure.Rule == ValueRule.None;
    }

    /// <summary>Reads an object that fills the bytes.</summary>
    public bool TryRead(ReadOnlySpan<byte> utf8, Span<Value> values, out int failed, out ValueFailure failure)
    {
        var reader = new Utf8JsonReader(utf8);
        try
        {
            reader.Read();
            var read = TryRead(ref reader, values, out failed, out failure);
            reader.Read();
            return read;
        }
        catch (JsonException)
        {
            (failed, failure) = (-1, new(ValueRule.FieldShape, (int)reader.BytesConsumed));
            return false;
        }
    }

    private int IndexOf(ref Utf8JsonReader reader)
    {
        for (var index = 0; index < fields.Length; index++)
        {
            if (reader.ValueTextEquals(fields[index].Name))
            {
                return index;
            }
        }

        return -1;
    }
}
