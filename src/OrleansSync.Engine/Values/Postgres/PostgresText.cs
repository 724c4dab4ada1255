using System.Globalization;
using System.Text;

namespace OrleansSync.Engine.Values.Postgres;

/// <summary>
/// The text format: what queries, COPY and pgoutput send, and what parameters take. Dates must come in DateStyle ISO. Reading
/// gives the value in the kind that the pair of columns agreed on; nulls are told apart by the protocol, not here.
/// </summary>
public static class PostgresText
{
    /// <summary>Reads one value that is not null.</summary>
    public static bool TryRead(PostgresType type, ValueKind kind, ReadOnlySpan<byte> text, out Value value, out ValueFailure failure)
    {
        switch (type.Kind)
        {
            case PostgresTypeKind.Boolean:
                return TryBoolean(text, out var boolean)
                    ? PostgresShape.Boolean(kind, boolean, out value, out failure)
                    : PostgresShape.Refuse(ValueRule.BooleanForm, out value, out failure);
            case PostgresTypeKind.SmallInt or PostgresTypeKind.Int4 or PostgresTypeKind.BigInt:
                return TryInteger(type, kind, text, out value, out failure);
            case PostgresTypeKind.Numeric:
                return TryNumeric(type, kind, text, out value, out failure);
            case PostgresTypeKind.Float4:
                return float.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var single)
                    ? PostgresShape.Single(kind, single, out value, out failure)
                    : PostgresShape.Refuse(ValueRule.NumberForm, out value, out failure);
            case PostgresTypeKind.Float8:
                return double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
                    ? PostgresShape.Double(kind, number, out value, out failure)
                    : PostgresShape.Refuse(ValueRule.NumberForm, out value, out failure);
            case PostgresTypeKind.Date:
                return PostgresTimes.TryDate(text, out var date, out failure)
                    ? PostgresShape.Date(kind, date, out value, out failure)
                    : PostgresShape.Refuse(failure.Rule, out value, out failure, failure.Position);
            case PostgresTypeKind.Timestamp or PostgresTypeKind.TimestampTz:
                var zoned = type.Kind == PostgresTypeKind.TimestampTz;
                return PostgresTimes.TryTimestamp(text, zoned, out var microseconds, out failure)
                    ? PostgresShape.Instant(kind, microseconds, zoned, out value, out failure)
                    : PostgresShape.Refuse(failure.Rule, out value, out failure, failure.Position);
            case PostgresTypeKind.Json or PostgresTypeKind.Jsonb:
                return PostgresShape.Json(kind, text, out value, out failure);
            case PostgresTypeKind.Array:
                return PostgresArrays.TryReadText(type, kind, text, out value, out failure);
            case PostgresTypeKind.Other:
                return PostgresShape.Refuse(ValueRule.TypeNotSupported, out value, out failure);
            case PostgresTypeKind.Uuid or PostgresTypeKind.Time or PostgresTypeKind.Interval or PostgresTypeKind.Bytea or PostgresTypeKind.Inet or PostgresTypeKind.Cidr:
                return PostgresForms.TryForm(type.Kind, text, out var form, out failure)
                    ? PostgresShape.Form(kind, form, out value, out failure)
                    : PostgresShape.Refuse(failure.Rule, out value, out failure, failure.Position);
            default:
                return PostgresShape.Text(type, kind, text, out value, out failure);
        }
    }

    /// <summary>Writes one value that is not null; a value that the type cannot hold is refused.</summary>
    /// <exception cref="UnknownValueException">The value was not sent.</exception>
    public static bool TryRender(PostgresType type, Value value, out byte[] text, out ValueFailure failure)
    {
        if (value.IsUnknown)
        {
            throw new UnknownValueException(type.Name);
        }

        if (type.Kind == PostgresTypeKind.Array && value is ChoicesValue or LookupsValue or PersonsValue)
        {
            return PostgresArrays.TryWriteText(type, value, out text, out failure);
        }

        var form = PostgresForms.FormOf(type, value);
        (text, failure) = ([], new(ValueRule.KindMismatch));
        // What the type would not read back is not sent to it, and what it reads back is sent in its one form.
        if (form is null || !TryRead(type, value.Kind, Encoding.UTF8.GetBytes(form), out var held, out failure))
        {
            return false;
        }

        text = Encoding.UTF8.GetBytes(PostgresForms.FormOf(type, held) ?? form);
        return true;
    }

    private static bool TryBoolean(ReadOnlySpan<byte> text, out bool content)
    {
        content = text.SequenceEqual("t"u8) || text.SequenceEqual("true"u8);
        return content || text.SequenceEqual("f"u8) || text.SequenceEqual("false"u8);
    }

    private static bool TryInteger(PostgresType type, ValueKind kind, ReadOnlySpan<byte> text, out Value value, out ValueFailure failure)
    {
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return PostgresShape.Refuse(ValueRule.NumberForm, out value, out failure);
        }

        return PostgresLimits.Holds(type.Kind, number)
            ? PostgresShape.Integer(kind, number, out value, out failure)
            : PostgresShape.Refuse(ValueRule.NumberOutsideColumn, out value, out failure);
    }

    private static bool TryNumeric(PostgresType type, ValueKind kind, ReadOnlySpan<byte> text, out Value value, out ValueFailure failure)
    {
        if (kind == ValueKind.Number)
        {
            return Numbers.TryParse(text, out var number, out failure)
                ? PostgresShape.Done(new NumberValue(number), out value, out failure)
                : PostgresShape.Refuse(failure.Rule, out value, out failure, failure.Position);
        }

        return PostgresNumeric.TryForm(text, type.Scale, out var form, out failure)
            ? PostgresShape.Form(kind, form, out value, out failure)
            : PostgresShape.Refuse(failure.Rule, out value, out failure, failure.Position);
    }
}
