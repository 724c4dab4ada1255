using System.Buffers.Binary;
using System.Text;

namespace OrleansSync.Engine.Values.Postgres;

/// <summary>
/// One-dimensional arrays in both formats, as sets: of texts, or of ids. Their order and duplicates have no place in a list's
/// column; a null among them, or a second dimension, is refused.
/// </summary>
internal static class PostgresArrays
{
    private const int HeaderSize = 12;

    public static bool TryReadText(PostgresType type, ValueKind kind, ReadOnlySpan<byte> text, out Value value, out ValueFailure failure)
    {
        var scanner = new AsciiScanner(text);
        // A lower bound other than 1 is written in front: [0:1]={a,b}.
        var bounds = text.StartsWith("["u8) ? text.IndexOf((byte)'=') : -1;
        if (bounds >= 0)
        {
            scanner.Skip(text[..(bounds + 1)]);
        }

        var elements = new List<Value>();
        if (!scanner.Skip((byte)'{'))
        {
            return PostgresShape.Refuse(ValueRule.ArrayForm, out value, out failure, scanner.Position);
        }

        var scratch = new List<byte>();
        for (var more = !scanner.Skip((byte)'}'); more; more = !scanner.Skip((byte)'}'))
        {
            if (elements.Count > 0 && !scanner.Skip((byte)','))
            {
                return PostgresShape.Refuse(ValueRule.ArrayForm, out value, out failure, scanner.Position);
            }

            var start = scanner.Position;
            var rule = ScanElement(ref scanner, scratch);
            if (rule != ValueRule.None)
            {
                return PostgresShape.Refuse(rule, out value, out failure, start);
            }

            if (!TryElement(type, kind, [.. scratch], binary: false, elements, out failure))
            {
                return PostgresShape.Refuse(failure.Rule, out value, out failure, start);
            }
        }

        return scanner.AtEnd ? Set(kind, elements, out value, out failure) : PostgresShape.Refuse(ValueRule.ArrayForm, out value, out failure, scanner.Position);
    }

    public static bool TryReadBinary(PostgresType type, ValueKind kind, ReadOnlySpan<byte> bytes, out Value value, out ValueFailure failure)
    {
        if (bytes.Length < HeaderSize)
        {
            return PostgresShape.Refuse(ValueRule.BinaryForm, out value, out failure);
        }

        var dimensions = BinaryPrimitives.ReadInt32BigEndian(bytes);
        if (dimensions is not (0 or 1))
        {
            return PostgresShape.Refuse(dimensions > 1 ? ValueRule.ArrayDimensions : ValueRule.BinaryForm, out value, out failure);
        }

        var elements = new List<Value>();
        var position = HeaderSize + (8 * dimensions);
        var count = dimensions == 0 || bytes.Length < position ? 0 : BinaryPrimitives.ReadInt32BigEndian(bytes[HeaderSize..]);
        while (elements.Count < count)
        {
            var left = bytes.Length - position;
            var length = left < 4 ? -2 : BinaryPrimitives.ReadInt32BigEndian(bytes[position..]);
            if (length < 0 || length > left - 4)
            {
                return PostgresShape.Refuse(length == -1 ? ValueRule.ArrayHoldsNull : ValueRule.BinaryForm, out value, out failure, position);
            }

            if (!TryElement(type, kind, bytes.Slice(position + 4, length), binary: true, elements, out failure))
            {
                return PostgresShape.Refuse(failure.Rule, out value, out failure, position);
            }

            position += 4 + length;
        }

        return position == bytes.Length ? Set(kind, elements, out value, out failure) : PostgresShape.Refuse(ValueRule.BinaryForm, out value, out failure, position);
    }

    public static bool TryWriteText(PostgresType type, Value value, out byte[] bytes, out ValueFailure failure)
    {
        bytes = [];
        var text = new StringBuilder("{");
        foreach (var element in Elements(value))
        {
            if (!PostgresText.TryRender(ElementOf(type), element, out var rendered, out failure))
            {
                return false;
            }

            var quoted = Encoding.UTF8.GetString(rendered).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
            text.Append(text.Length > 1 ? "," : "").Append('"').Append(quoted).Append('"');
        }

        bytes = Encoding.UTF8.GetBytes(text.Append('}').ToString());
        failure = default;
        return true;
    }

    public static bool TryWriteBinary(PostgresType type, Value value, out byte[] bytes, out ValueFailure failure)
    {
        bytes = [];
        var output = new MemoryStream();
        var elements = Elements(value);
        Span<byte> number = stackalloc byte[4];
        foreach (var part in elements.Count == 0 ? [0, 0, (int)ElementOf(type).Oid] : new[] { 1, 0, (int)ElementOf(type).Oid, elements.Count, 1 })
        {
            BinaryPrimitives.WriteInt32BigEndian(number, part);
            output.Write(number);
        }

        foreach (var element in elements)
        {
            if (!PostgresBinary.TryRender(ElementOf(type), element, out var rendered, out failure))
            {
                return false;
            }

            BinaryPrimitives.WriteInt32BigEndian(number, rendered.Length);
            output.Write(number);
            output.Write(rendered);
        }

        bytes = output.ToArray();
        failure = default;
        return true;
    }

    private static PostgresType ElementOf(PostgresType type) => type.Element ?? throw new InvalidOperationException($"The type {type.Name} is an array without an element type.");

    private static List<Value> Elements(Value value) => value switch
    {
        ChoicesValue choices => [.. choices.Choices.Select(choice => new TextValue(choice))],
        LookupsValue lookups => [.. lookups.Ids.Select(id => new NumberValue(id))],
        PersonsValue persons => [.. persons.Ids.Select(id => new NumberValue(id))],
        _ => [],
    };

    private static bool TryElement(PostgresType type, ValueKind kind, ReadOnlySpan<byte> content, bool binary, List<Value> elements, out ValueFailure failure)
    {
        var elementKind = kind == ValueKind.Choices ? ValueKind.Text : kind;
        var read = binary
            ? PostgresBinary.TryRead(ElementOf(type), elementKind, content, out var element, out failure)
            : PostgresText.TryRead(ElementOf(type), elementKind, content, out element, out failure);
        elements.Add(element);
        return read;
    }

    private static bool Set(ValueKind kind, List<Value> elements, out Value value, out ValueFailure failure) => kind switch
    {
        ValueKind.Choices => PostgresShape.Done(new ChoicesValue(elements.OfType<TextValue>().Select(element => element.Text)), out value, out failure),
        ValueKind.Lookups => PostgresShape.Done(new LookupsValue(elements.OfType<LookupsValue>().SelectMany(element => element.Ids)), out value, out failure),
        ValueKind.Persons => PostgresShape.Done(new PersonsValue(elements.OfType<PersonsValue>().SelectMany(element => element.Ids)), out value, out failure),
        _ => PostgresShape.Refuse(ValueRule.TypeNotSupported, out value, out failure),
    };

    /// <summary>Reads one element into <paramref name="element"/>, quoted or bare.</summary>
    private static ValueRule ScanElement(ref AsciiScanner scanner, List<byte> element)
    {
        element.Clear();
        if (scanner.Next == (byte)'{')
        {
            return ValueRule.ArrayDimensions;
        }

        var quoted = scanner.Skip((byte)'"');
        while (!scanner.AtEnd)
        {
            var unit = scanner.Next;
            if (quoted ? unit == (byte)'"' : unit is (byte)',' or (byte)'}')
            {
                break;
            }

            scanner.Skip(unit);
            if (unit == (byte)'\\')
            {
                unit = scanner.Next;
                if (!scanner.Skip(unit))
                {
                    return ValueRule.ArrayForm;
                }
            }

            element.Add(unit);
        }

        if (quoted)
        {
            return scanner.Skip((byte)'"') ? ValueRule.None : ValueRule.ArrayForm;
        }

        // Only the bare word is a null; the quoted one is a text.
        return element.Count == 0 ? ValueRule.ArrayForm
            : Encoding.UTF8.GetString([.. element]).Equals("NULL", StringComparison.OrdinalIgnoreCase) ? ValueRule.ArrayHoldsNull
            : ValueRule.None;
    }
}
