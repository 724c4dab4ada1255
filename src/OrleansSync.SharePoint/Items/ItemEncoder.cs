using System.Text.Json;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Canonical;
using OrleansSync.Engine.Values.Lists;

namespace OrleansSync.SharePoint.Items;

/// <summary>Writes the fields of an item for Graph. What the list would refuse, or store changed, is refused here, before anything is sent.</summary>
internal static class ItemEncoder
{
    /// <summary>5.4: hyperlinks are written under this version; it is asked for only where there is one, since it changes other things too.</summary>
    public const string LinkPrefer = "apiversion=2.1";

    /// <summary>Writes a create's body: all fields and the key.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="list">The list.</param>
    /// <param name="key">The key.</param>
    /// <param name="fields">The fields.</param>
    /// <param name="holdsLink">True when a hyperlink was written.</param>
    /// <returns>Why it was refused; null when it was not.</returns>
    public static ParkReason? WriteCreate(Utf8JsonWriter json, BoundList list, SyncKey key, Row fields, out bool holdsLink)
    {
        json.WriteStartObject();
        json.WriteStartObject("fields"u8);
        var reason = WriteFields(json, list, fields, out holdsLink);
        json.WriteString(list.Binding.KeyColumn, key.ToString());
        json.WriteEndObject();
        json.WriteEndObject();
        return reason;
    }

    /// <summary>Writes an update's body: the fields that change, the mark, and the key.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="list">The list.</param>
    /// <param name="update">The write.</param>
    /// <param name="holdsLink">True when a hyperlink was written.</param>
    /// <returns>Why it was refused; null when it was not.</returns>
    public static ParkReason? WriteUpdate(Utf8JsonWriter json, BoundList list, ListWrite.Update update, out bool holdsLink)
    {
        json.WriteStartObject();
        var reason = WriteFields(json, list, update.Fields, out holdsLink);
        if (update.Claims)
        {
            json.WriteString(list.Binding.KeyColumn, update.Key.ToString());
        }

        if (update.Mark is { } isMarked)
        {
            if (list.Binding.MarkColumn is { } column)
            {
                json.WriteBoolean(column, isMarked);
            }
            else
            {
                reason ??= ParkReason.WriteRefused;
            }
        }

        json.WriteEndObject();
        return reason;
    }

    private static ParkReason? WriteFields(Utf8JsonWriter json, BoundList list, Row fields, out bool holdsLink)
    {
        holdsLink = false;
        var bound = list.Find(fields.Names);
        for (var index = 0; index < bound.Length; index++)
        {
            var value = fields.Values[index];
            if (value.IsUnknown)
            {
                return ParkReason.ValueUnknown;
            }

            if (bound[index] is not { } field
                || !Canonicaliser.TryApply(field.Pair, value, list.Binding.Rules, out var canonical, out _)
                || !Fits(field, canonical)
                || !GraphJsonWriter.TryWrite(json, field.Pair.Column, canonical, list.Binding.Rules, out _))
            {
                return ParkReason.ValueRefused;
            }

            holdsLink |= field.Pair.Column.Kind == ListColumnKind.Hyperlink;
        }

        return null;
    }

    private static bool Fits(BoundField field, Value value) => value switch
    {
        TextValue text => field.Choices?.Contains(text.Text) ?? true,
        ChoicesValue choices => field.Choices is null || choices.Choices.All(field.Choices.Contains),
        NumberValue number => !(number.Number < field.Minimum) && !(number.Number > field.Maximum),
        _ => true,
    };
}
