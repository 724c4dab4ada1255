using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace OrleansSync.Engine.Values.Postgres;

/// <summary>
/// Makes a value of the kind that a pair of columns agreed on out of what either format holds: one place, so that binary and
/// text cannot disagree. A kind that a type is not read in is refused as <see cref="ValueRule.TypeNotSupported"/>.
/// </summary>
internal static class PostgresShape
{
    public static bool Boolean(ValueKind kind, bool content, out Value value, out ValueFailure failure) => kind switch
    {
        ValueKind.Boolean => Done(BooleanValue.Of(content), out value, out failure),
        ValueKind.Text => Done(new TextValue(content ? "true" : "false"), out value, out failure),
        _ => Refuse(ValueRule.TypeNotSupported, out value, out failure),
    };

    public static bool Integer(ValueKind kind, long content, out Value value, out ValueFailure failure) => kind switch
    {
        ValueKind.Number => Done(new NumberValue(content), out value, out failure),
        ValueKind.Text => Done(new TextValue(content.ToString(CultureInfo.InvariantCulture)), out value, out failure),
        ValueKind.Lookups when content is > 0 and <= int.MaxValue => Done(new LookupsValue((int)content), out value, out failure),
        ValueKind.Persons when content is > 0 and <= int.MaxValue => Done(new PersonsValue((int)content), out value, out failure),
        ValueKind.Lookups or ValueKind.Persons => Refuse(ValueRule.IdForm, out value, out failure),
        _ => Refuse(ValueRule.TypeNotSupported, out value, out failure),
    };

    public static bool Double(ValueKind kind, double content, out Value value, out ValueFailure failure)
    {
        var made = Numbers.TryOfDouble(content, out var number, out var rule);
        return Floating(kind, made, number, rule, double.IsFinite(content), content, out value, out failure);
    }

    public static bool Single(ValueKind kind, float content, out Value value, out ValueFailure failure)
    {
        var made = Numbers.TryOfSingle(content, out var number, out var rule);
        return Floating(kind, made, number, rule, float.IsFinite(content), content, out value, out failure);
    }

    public static bool Instant(ValueKind kind, long microseconds, bool zoned, out Value value, out ValueFailure failure)
    {
        if (kind == ValueKind.Text)
        {
            return Done(new TextValue(PostgresTimes.TimestampForm(microseconds, zoned)), out value, out failure);
        }

        return kind == ValueKind.Instant
            ? Done(new InstantValue((long)Math.Floor(microseconds / (decimal)PostgresTimes.MicrosecondsPerSecond)), out value, out failure)
            : Refuse(ValueRule.TypeNotSupported, out value, out failure);
    }

    public static bool Date(ValueKind kind, DateOnly date, out Value value, out ValueFailure failure) => kind switch
    {
        ValueKind.Date => Done(new DateValue(date), out value, out failure),
        ValueKind.Text => Done(new TextValue(PostgresTimes.DateForm(date)), out value, out failure),
        _ => Refuse(ValueRule.TypeNotSupported, out value, out failure),
    };

    /// <summary>A type that PostgreSQL holds as text.</summary>
    public static bool Text(PostgresType type, ValueKind kind, ReadOnlySpan<byte> utf8, out Value value, out ValueFailure failure)
    {
        if (!TryText(type, utf8, out var text, out failure))
        {
            return Refuse(failure.Rule, out value, out failure);
        }

        return kind switch
        {
            ValueKind.Text => Done(new TextValue(text), out value, out failure),
            // A table has the address only; the description that SharePoint copies from it comes with canonicalisation.
            ValueKind.Link when type.IsText => Done(new LinkValue(text, ""), out value, out failure),
            _ => Refuse(ValueRule.TypeNotSupported, out value, out failure),
        };
    }

    /// <summary>A type that is carried as text, in its one form.</summary>
    public static bool Form(ValueKind kind, string form, out Value value, out ValueFailure failure) => kind == ValueKind.Text
        ? Done(new TextValue(form), out value, out failure)
        : Refuse(ValueRule.TypeNotSupported, out value, out failure);

    public static bool Json(ValueKind kind, ReadOnlySpan<byte> utf8, out Value value, out ValueFailure failure) => kind == ValueKind.Json
        ? JsonValue.TryParse(utf8, out value, out failure)
        : Refuse(ValueRule.TypeNotSupported, out value, out failure);

    public static bool TryText(PostgresType type, ReadOnlySpan<byte> utf8, out string text, out ValueFailure failure)
    {
        // Blanks at the end of character(n) mean nothing to PostgreSQL and only differ by how they are read.
        utf8 = type.Kind == PostgresTypeKind.Bpchar ? utf8.TrimEnd((byte)' ') : utf8;
        var valid = Utf8.IsValid(utf8);
        text = valid ? Encoding.UTF8.GetString(utf8) : "";
        failure = valid ? default : new(ValueRule.NotUtf8);
        return valid;
    }

    public static bool Done(Value made, out Value value, out ValueFailure failure)
    {
        (value, failure) = (made, default);
        return true;
    }

    public static bool Refuse(ValueRule rule, out Value value, out ValueFailure failure, int position = 0)
    {
        (value, failure) = (Value.Null, new ValueFailure(rule, position));
        return false;
    }

    private static bool Floating(ValueKind kind, bool made, decimal number, ValueRule rule, bool finite, IFormattable content, out Value value, out ValueFailure failure)
    {
        if (kind == ValueKind.Number)
        {
            return made ? Done(new NumberValue(number), out value, out failure) : Refuse(rule, out value, out failure);
        }

        if (kind != ValueKind.Text || !finite)
        {
            return Refuse(finite ? ValueRule.TypeNotSupported : ValueRule.NumberNotFinite, out value, out failure);
        }

        // A text holds the numbers too that no decimal does.
        var text = made ? number.ToString(CultureInfo.InvariantCulture) : content.ToString("R", CultureInfo.InvariantCulture);
        return Done(new TextValue(text), out value, out failure);
    }
}
