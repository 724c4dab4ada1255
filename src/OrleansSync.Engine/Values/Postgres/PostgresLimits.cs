using System.Globalization;
using System.Text;

namespace OrleansSync.Engine.Values.Postgres;

/// <summary>
/// What the table's column makes of a value: the half of canonicalisation that PostgreSQL does when it stores. A value that
/// came from this column is left as it is.
/// </summary>
internal static class PostgresLimits
{
    private const int NameBytesMax = 63;
    private const int DecimalScaleMax = 28;

    public static bool Holds(PostgresTypeKind kind, decimal number) => kind switch
    {
        PostgresTypeKind.SmallInt => number is >= short.MinValue and <= short.MaxValue,
        PostgresTypeKind.Int4 => number is >= int.MinValue and <= int.MaxValue,
        PostgresTypeKind.BigInt => number is >= long.MinValue and <= long.MaxValue,
        _ => true,
    };

    public static bool TryApply(PostgresType type, Value value, out Value kept, out ValueFailure failure)
    {
        (kept, failure) = (value, default);
        return value switch
        {
            NumberValue number => TryNumber(type, number.Number, out kept, out failure),
            TextValue text => TryText(type, text, out kept, out failure),
            LinkValue link => TryLength(type, link.Url, out failure),
            ChoicesValue choices => TryChoices(type, choices, out kept, out failure),
            JsonValue json when type.Kind == PostgresTypeKind.Jsonb && json.Text.Contains("\\u0000", StringComparison.Ordinal) => PostgresShape.Refuse(ValueRule.JsonForm, out kept, out failure),
            _ => true,
        };
    }

    private static bool TryNumber(PostgresType type, decimal number, out Value kept, out ValueFailure failure)
    {
        if (type.IsInteger && decimal.Truncate(number) != number)
        {
            return PostgresShape.Refuse(ValueRule.NumberNotWhole, out kept, out failure);
        }

        if (type.Kind == PostgresTypeKind.Float4)
        {
            var text = number.ToString(CultureInfo.InvariantCulture);
            return PostgresShape.Single(ValueKind.Number, float.Parse(text, CultureInfo.InvariantCulture), out kept, out failure);
        }

        if (type is { Kind: PostgresTypeKind.Numeric, Scale: { } scale, Precision: { } precision })
        {
            number = Round(number, scale);
            if (number != 0 && (Math.Abs(number) >= PowerOfTen(precision - scale) || number == decimal.MaxValue))
            {
                return PostgresShape.Refuse(ValueRule.NumberOutsideColumn, out kept, out failure);
            }
        }

        return Holds(type.Kind, number)
            ? PostgresShape.Done(new NumberValue(number), out kept, out failure)
            : PostgresShape.Refuse(ValueRule.NumberOutsideColumn, out kept, out failure);
    }

    private static bool TryText(PostgresType type, TextValue text, out Value kept, out ValueFailure failure)
    {
        kept = text;
        if (type.Kind == PostgresTypeKind.Bpchar && text.Text.EndsWith(' '))
        {
            kept = text = new TextValue(text.Text.TrimEnd(' '));
        }

        if (type.IsText)
        {
            return TryLength(type, text.Text, out failure);
        }

        if (type.Kind == PostgresTypeKind.Enum && !type.Labels.IsEmpty && !type.Labels.Contains(text.Text))
        {
            return PostgresShape.Refuse(ValueRule.EnumLabel, out kept, out failure);
        }

        if (type.Kind is PostgresTypeKind.Enum or PostgresTypeKind.Xml)
        {
            return PostgresShape.Done(text, out kept, out failure);
        }

        // The type has a form of its own, and what a person typed is brought into it. No text and a null are one here.
        var trimmed = text.Text.Trim();
        return trimmed.Length == 0
            ? PostgresShape.Done(Value.Null, out kept, out failure)
            : PostgresText.TryRead(type, ValueKind.Text, Encoding.UTF8.GetBytes(trimmed), out kept, out failure);
    }

    private static bool TryChoices(PostgresType type, ChoicesValue choices, out Value kept, out ValueFailure failure)
    {
        (kept, failure) = (choices, default);
        if (type.Element is not { } element)
        {
            return true;
        }

        var texts = new List<string>(choices.Choices.Length);
        foreach (var choice in choices.Choices)
        {
            if (!TryText(element, new TextValue(choice), out var text, out failure))
            {
                return PostgresShape.Refuse(failure.Rule, out kept, out failure);
            }

            texts.Add((text as TextValue)?.Text ?? "");
        }

        return PostgresShape.Done(new ChoicesValue(texts), out kept, out failure);
    }

    private static bool TryLength(PostgresType type, string text, out ValueFailure failure)
    {
        // varchar(n) counts characters, and a character takes one or two units.
        var tooLong = type.Kind switch
        {
            PostgresTypeKind.Varchar or PostgresTypeKind.Bpchar when type.Length is { } length => text.Length > length && text.Length - text.Count(char.IsLowSurrogate) > length,
            PostgresTypeKind.Name => text.Length > NameBytesMax / 4 && Encoding.UTF8.GetByteCount(text) > NameBytesMax,
            _ => false,
        };
        failure = tooLong ? new(ValueRule.TextTooLongForTable) : default;
        return !tooLong;
    }

    /// <summary>Rounds as numeric(p, s) does: half away from zero.</summary>
    private static decimal Round(decimal number, int scale)
    {
        if (scale >= DecimalScaleMax)
        {
            return number;
        }

        if (scale >= 0)
        {
            return Math.Round(number, scale, MidpointRounding.AwayFromZero);
        }

        if (-scale > DecimalScaleMax)
        {
            return 0;
        }

        var (power, rounded) = (PowerOfTen(-scale), Math.Round(number / PowerOfTen(-scale), MidpointRounding.AwayFromZero));
        // The largest decimals round up to what no decimal holds; the caller refuses the largest one.
        return Math.Abs(rounded) > decimal.MaxValue / power ? decimal.MaxValue : rounded * power;
    }

    private static decimal PowerOfTen(int exponent)
    {
        var power = exponent > DecimalScaleMax ? decimal.MaxValue : 1m;
        for (; exponent > 0 && exponent <= DecimalScaleMax; exponent--)
        {
            power *= 10;
        }

        for (; exponent < 0; exponent++)
        {
            power /= 10;
        }

        return power;
    }
}
