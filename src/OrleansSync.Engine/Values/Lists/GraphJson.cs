using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using OrleansSync.Engine.Values.Postgres;

namespace OrleansSync.Engine.Values.Lists;

/// <summary>
/// One value of a field in Graph's JSON, per kind of column (sharepoint-graph.md 5.4). Reading is tolerant of the shapes that
/// were seen (ids as strings or numbers, numbers as strings); writing gives the one shape that is accepted.
/// </summary>
public static class GraphJson
{
    // Its text is read as that of a double, which is what a list keeps: more digits say nothing.
    private static readonly PostgresType Number = PostgresType.Of(701);

    /// <summary>Reads the value that the reader stands on, and leaves the reader on its last token. The reader must hold the whole value.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, ListField field, ListRules rules, out Value value, out ValueFailure failure)
    {
        var start = reader;
        if (reader.TokenType == JsonTokenType.Null)
        {
            return Done(Value.Null, out value, out failure);
        }

        bool read;
        try
        {
            read = field.Column.Takes(field.Kind)
                ? TryReadKind(ref reader, field, rules, out value, out failure)
                : Refuse(ValueRule.KindMismatch, out value, out failure);
        }
        catch (InvalidOperationException)
        {
            // The reader throws it at bytes or escapes that are no text, where the text is taken.
            read = Refuse(ValueRule.NotUtf8, out value, out failure);
        }

        if (!read)
        {
            // Wherever the reading stopped, the rest of the item must still be readable.
            reader = start;
            reader.Skip();
            failure = failure with { Position = (int)start.TokenStartIndex };
        }

        return read;
    }

    private static bool TryReadKind(ref Utf8JsonReader reader, ListField field, ListRules rules, out Value value, out ValueFailure failure)
    {
        switch (field.Kind, reader.TokenType)
        {
            case (ValueKind.Text, JsonTokenType.String):
                return Done(new TextValue(reader.GetString() ?? ""), out value, out failure);
            case (ValueKind.Json, JsonTokenType.String):
                var json = reader.GetString() ?? "";
                return string.IsNullOrWhiteSpace(json)
                    ? Done(Value.Null, out value, out failure)
                    : JsonValue.TryParse(Encoding.UTF8.GetBytes(json), out value, out failure);
            case (ValueKind.Number, JsonTokenType.Number or JsonTokenType.String):
                return PostgresText.TryRead(Number, ValueKind.Number, Raw(ref reader), out value, out failure);
            case (ValueKind.Boolean, JsonTokenType.True or JsonTokenType.False):
                return Done(BooleanValue.Of(reader.GetBoolean()), out value, out failure);
            case (ValueKind.Instant or ValueKind.Date, JsonTokenType.String):
                return TryReadTime(ref reader, field.Kind, rules, out value, out failure);
            case (ValueKind.Choices, JsonTokenType.String):
                return Done(new ChoicesValue([reader.GetString() ?? ""]), out value, out failure);
            case (ValueKind.Choices, JsonTokenType.StartArray):
                return TryReadChoices(ref reader, out value, out failure);
            case (ValueKind.Lookups or ValueKind.Persons, JsonTokenType.String) when reader.ValueSpan.IsEmpty:
                return Done(Value.Null, out value, out failure);
            case (ValueKind.Lookups or ValueKind.Persons, _):
                return TryReadIds(ref reader, field.Kind, out value, out failure);
            case (ValueKind.Link, JsonTokenType.String):
                return Done(new LinkValue(reader.GetString() ?? "", ""), out value, out failure);
            case (ValueKind.Link, JsonTokenType.StartObject):
                return TryReadLink(ref reader, out value, out failure);
            default:
                return Refuse(ValueRule.FieldShape, out value, out failure);
        }
    }

    private static bool TryReadTime(ref Utf8JsonReader reader, ValueKind kind, ListRules rules, out Value value, out ValueFailure failure)
    {
        var text = Raw(ref reader);
        if (kind == ValueKind.Date && PostgresTimes.TryDate(text, out var day, out _))
        {
            return Done(new DateValue(day), out value, out failure);
        }

        // A time without a zone is UTC (6.8).
        if (!PostgresTimes.TryTimestamp(text, zoned: true, out var microseconds, out failure) && !PostgresTimes.TryTimestamp(text, zoned: false, out microseconds, out failure))
        {
            return Refuse(failure.Rule, out value, out failure);
        }

        if (kind == ValueKind.Instant)
        {
            return PostgresShape.Instant(kind, microseconds, zoned: true, out value, out failure);
        }

        var seconds = (long)Math.Floor(microseconds / (decimal)PostgresTimes.MicrosecondsPerSecond);
        return SiteMidnight.TryToDate(seconds, rules.SiteZone, rules.MidnightTolerance, out var date, out failure)
            ? Done(new DateValue(date), out value, out failure)
            : Refuse(failure.Rule, out value, out failure);
    }

    private static bool TryReadChoices(ref Utf8JsonReader reader, out Value value, out ValueFailure failure)
    {
        var choices = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.String)
            {
                return Refuse(ValueRule.FieldShape, out value, out failure);
            }

            choices.Add(reader.GetString() ?? "");
        }

        return Done(new ChoicesValue(choices), out value, out failure);
    }

    private static bool TryReadIds(ref Utf8JsonReader reader, ValueKind kind, out Value value, out ValueFailure failure)
    {
        var ids = new List<int>();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number) || !TryId(ref reader, ids))
            {
                return Refuse(reader.TokenType is JsonTokenType.String or JsonTokenType.Number ? ValueRule.IdForm : ValueRule.FieldShape, out value, out failure);
            }
        }
        else
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (!TryElementId(ref reader, ids))
                {
                    return Refuse(ValueRule.IdForm, out value, out failure);
                }
            }
        }

        return Done(kind == ValueKind.Lookups ? new LookupsValue(ids) : new PersonsValue(ids), out value, out failure);
    }

    /// <summary>Reads an id, or the LookupId of an object; leaves the reader on the last token of the element.</summary>
    private static bool TryElementId(ref Utf8JsonReader reader, List<int> ids)
    {
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number)
        {
            return TryId(ref reader, ids);
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        var found = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isId = reader.ValueTextEquals("LookupId"u8);
            reader.Read();
            if (isId)
            {
                if (found || reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number) || !TryId(ref reader, ids))
                {
                    return false;
                }

                found = true;
            }

            reader.Skip();
        }

        return found;
    }

    private static bool TryId(ref Utf8JsonReader reader, List<int> ids)
    {
        var formed = int.TryParse(Raw(ref reader), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0;
        ids.Add(id);
        return formed;
    }

    private static ReadOnlySpan<byte> Raw(ref Utf8JsonReader reader) => reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan;

    private static bool TryReadLink(ref Utf8JsonReader reader, out Value value, out ValueFailure failure)
    {
        var (url, description) = ("", "");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isUrl = reader.ValueTextEquals("Url"u8);
            var isDescription = reader.ValueTextEquals("Description"u8);
            reader.Read();
            if (reader.TokenType == JsonTokenType.String && (isUrl || isDescription))
            {
                (url, description) = isUrl ? (reader.GetString() ?? "", description) : (url, reader.GetString() ?? "");
            }

            reader.Skip();
        }

        return Done(url.Length == 0 && description.Length == 0 ? Value.Null : new LinkValue(url, description), out value, out failure);
    }

    private static bool Done(Value made, out Value value, out ValueFailure failure) => PostgresShape.Done(made, out value, out failure);

    private static bool Refuse(ValueRule rule, out Value value, out ValueFailure failure) => PostgresShape.Refuse(rule, out value, out failure);
}
