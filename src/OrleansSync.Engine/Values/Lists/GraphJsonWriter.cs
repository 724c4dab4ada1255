using System.Text.Json;
using OrleansSync.Engine.Values.Canonical;
using OrleansSync.Engine.Values.Postgres;

namespace OrleansSync.Engine.Values.Lists;

/// <summary>
/// Writes one field of an item for Graph, name and value (sharepoint-graph.md 5.4). A null is written as an explicit null, or
/// as an empty collection with its type: what is left out is not cleared.
/// </summary>
public static class GraphJsonWriter
{
    /// <summary>Writes the field into an object that is open.</summary>
    /// <exception cref="UnknownValueException">The value was not sent.</exception>
    public static bool TryWrite(Utf8JsonWriter writer, ListColumn column, Value value, ListRules rules, out ValueFailure failure)
    {
        failure = default;
        if (value.IsUnknown)
        {
            throw new UnknownValueException(column.Name);
        }

        if (column.IsReadOnly || column.NaturalKind is null)
        {
            failure = new(ValueRule.ColumnReadOnly);
            return false;
        }

        switch (value)
        {
            case NullValue:
                WriteNull(writer, column);
                return true;
            case not null when !column.Takes(value.Kind):
                failure = new(ValueRule.KindMismatch);
                return false;
            case TextValue text:
                return TryWriteText(writer, column, text.Text, out failure);
            case JsonValue json:
                return TryWriteText(writer, column, json.Text, out failure);
            case NumberValue number:
                writer.WriteNumber(column.WriteName, number.Number);
                return true;
            case BooleanValue boolean:
                writer.WriteBoolean(column.WriteName, boolean.IsTrue);
                return true;
            case InstantValue instant:
                WriteInstant(writer, column, instant.UnixSeconds, rules);
                return true;
            case DateValue date:
                var written = SiteMidnight.TryToInstant(date.Date, rules.SiteZone, out var seconds, out failure);
                if (written)
                {
                    WriteInstant(writer, column, seconds, rules);
                }

                return written;
            case ChoicesValue choices:
                return TryWriteChoices(writer, column, choices, out failure);
            case LookupsValue lookups:
                return TryWriteIds(writer, column, lookups.Ids.AsSpan(), out failure);
            case PersonsValue persons:
                return TryWriteIds(writer, column, persons.Ids.AsSpan(), out failure);
            case LinkValue link:
                return TryWriteLink(writer, column, link, out failure);
            default:
                throw new UnknownValueException(column.Name);
        }
    }

    private static void WriteNull(Utf8JsonWriter writer, ListColumn column)
    {
        if (column.HoldsSeveral)
        {
            WriteCollectionType(writer, column);
            writer.WriteStartArray(column.WriteName);
            writer.WriteEndArray();
        }
        else
        {
            writer.WriteNull(column.WriteName);
        }
    }

    private static void WriteCollectionType(Utf8JsonWriter writer, ListColumn column) =>
        writer.WriteString($"{column.WriteName}@odata.type", column.HoldsIds ? "Collection(Edm.Int32)" : "Collection(Edm.String)");

    private static void WriteInstant(Utf8JsonWriter writer, ListColumn column, long unixSeconds, ListRules rules) =>
        writer.WriteString(column.WriteName, PostgresTimes.TimestampForm(unixSeconds * PostgresTimes.MicrosecondsPerSecond, zoned: !rules.InstantsAreWrittenWithoutZone));

    private static bool TryWriteText(Utf8JsonWriter writer, ListColumn column, string text, out ValueFailure failure)
    {
        failure = CanonicalText.IsWellFormed(text) ? default : new(ValueRule.NotUtf8);
        if (failure.Rule != ValueRule.None)
        {
            return false;
        }

        writer.WriteString(column.WriteName, text);
        return true;
    }

    private static bool TryWriteChoices(Utf8JsonWriter writer, ListColumn column, ChoicesValue choices, out ValueFailure failure)
    {
        failure = choices.Choices.All(CanonicalText.IsWellFormed) ? default : new(ValueRule.NotUtf8);
        if (failure.Rule != ValueRule.None)
        {
            return false;
        }

        WriteCollectionType(writer, column);
        writer.WriteStartArray(column.WriteName);
        foreach (var choice in choices.Choices)
        {
            writer.WriteStringValue(choice);
        }

        writer.WriteEndArray();
        return true;
    }

    private static bool TryWriteIds(Utf8JsonWriter writer, ListColumn column, ReadOnlySpan<int> ids, out ValueFailure failure)
    {
        failure = column.HoldsSeveral || ids.Length <= 1 ? default : new(ValueRule.SeveralValues);
        if (failure.Rule != ValueRule.None)
        {
            return false;
        }

        if (!column.HoldsSeveral)
        {
            if (ids.IsEmpty)
            {
                writer.WriteNull(column.WriteName);
            }
            else
            {
                writer.WriteNumber(column.WriteName, ids[0]);
            }

            return true;
        }

        WriteCollectionType(writer, column);
        writer.WriteStartArray(column.WriteName);
        foreach (var id in ids)
        {
            writer.WriteNumberValue(id);
        }

        writer.WriteEndArray();
        return true;
    }

    private static bool TryWriteLink(Utf8JsonWriter writer, ListColumn column, LinkValue link, out ValueFailure failure)
    {
        failure = CanonicalText.IsWellFormed(link.Url) && CanonicalText.IsWellFormed(link.Description) ? default : new(ValueRule.NotUtf8);
        if (failure.Rule != ValueRule.None)
        {
            return false;
        }

        writer.WriteStartObject(column.WriteName);
        writer.WriteString("Url", link.Url);
        writer.WriteString("Description", link.Description);
        writer.WriteEndObject();
        return true;
    }
}
