using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Postgres;

namespace OrleansSync.Engine.Keys;

/// <summary>Reads one column of a key from either format of PostgreSQL, at full precision.</summary>
public static class KeyReading
{
    /// <summary>The kind of key column that a type makes, or null: floats have no exact equality, and other types no place in a key.</summary>
    public static KeyPartKind? KindOf(PostgresType type) => type.Kind switch
    {
        PostgresTypeKind.SmallInt or PostgresTypeKind.Int4 or PostgresTypeKind.BigInt or PostgresTypeKind.Numeric => KeyPartKind.Number,
        PostgresTypeKind.Text or PostgresTypeKind.Varchar or PostgresTypeKind.Bpchar or PostgresTypeKind.Name or PostgresTypeKind.Citext or PostgresTypeKind.Enum => KeyPartKind.Text,
        PostgresTypeKind.Uuid => KeyPartKind.Uuid,
        PostgresTypeKind.Boolean => KeyPartKind.Boolean,
        PostgresTypeKind.Date => KeyPartKind.Date,
        PostgresTypeKind.Timestamp or PostgresTypeKind.TimestampTz => KeyPartKind.Timestamp,
        PostgresTypeKind.Bytea => KeyPartKind.Bytes,
        _ => null,
    };

    /// <summary>Reads the text format.</summary>
    public static bool TryReadText(PostgresType type, ReadOnlySpan<byte> text, out KeyPart part, out ValueFailure failure) => TryRead(type, text, binary: false, out part, out failure);

    /// <summary>Reads the binary format.</summary>
    public static bool TryReadBinary(PostgresType type, ReadOnlySpan<byte> bytes, out KeyPart part, out ValueFailure failure) => TryRead(type, bytes, binary: true, out part, out failure);

    private static bool TryRead(PostgresType type, ReadOnlySpan<byte> content, bool binary, out KeyPart part, out ValueFailure failure)
    {
        part = KeyPart.Of("");
        if (KindOf(type) is not { } kind)
        {
            failure = new(ValueRule.TypeNotSupported);
            return false;
        }

        // Every kind but the number is read as text, which keeps all of it; microseconds and bytes are taken from there.
        var wanted = kind == KeyPartKind.Number ? ValueKind.Number : ValueKind.Text;
        var read = binary ? PostgresBinary.TryRead(type, wanted, content, out var value, out failure) : PostgresText.TryRead(type, wanted, content, out value, out failure);
        if (!read)
        {
            return false;
        }

        part = value is NumberValue number ? KeyPart.Of(number.Number) : OfText(type, kind, ((TextValue)value).Text);
        return true;
    }

    private static KeyPart OfText(PostgresType type, KeyPartKind kind, string text)
    {
        var utf8 = System.Text.Encoding.UTF8.GetBytes(text);
        switch (kind)
        {
            case KeyPartKind.Uuid:
                return KeyPart.Of(Guid.Parse(text));
            case KeyPartKind.Boolean:
                return KeyPart.Of(text == "true");
            case KeyPartKind.Date when PostgresTimes.TryDate(utf8, out var date, out _):
                return KeyPart.Of(date);
            case KeyPartKind.Timestamp when PostgresTimes.TryTimestamp(utf8, type.Kind == PostgresTypeKind.TimestampTz, out var microseconds, out _):
                return KeyPart.OfTimestamp(microseconds);
            case KeyPartKind.Bytes when PostgresForms.TryBytea(utf8, out var bytes):
                return KeyPart.Of(bytes);
            default:
                return KeyPart.Of(text);
        }
    }
}
