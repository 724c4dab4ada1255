using System.Text.Json;
using OrleansSync.Emulator.Errors;
using OrleansSync.Emulator.Lists;
using OrleansSync.Emulator.Values;

namespace OrleansSync.Emulator.Graph;

/// <summary>Items, one at a time (5.2, 5.3).</summary>
internal static class ItemOperations
{
    public static void Get(GraphCall call)
    {
        var list = call.RequireList();
        var options = call.ItemOptions;
        ItemJson.CheckSelect(options.Select);
        options.CheckLookups(list);
        var item = call.RequireItem(list);
        var isInline = call.Tenant.Switches.InlineFieldsOnGet && options.Fields is null && options.Select?.Contains("fields") != false;
        ItemJson.Write(call, list, item, isInline ? options with { Fields = FieldSelection.All } : options);
    }

    public static void GetFields(GraphCall call)
    {
        var list = call.RequireList();
        var options = call.ItemOptions;
        ItemJson.WriteFields(call, list, call.RequireItem(list), options.Select is null ? FieldSelection.All : new(options.Select));
    }

    public static void Create(GraphCall call)
    {
        var list = call.RequireList();
        var body = call.Request.RequireBody();
        var fields = FieldsOf(body, mayNameType: true);
        if (body.TryGetProperty("contentType"u8, out var type) && (!type.TryGetProperty("id", out var id) || !list.ContentTypeId.StartsWith(id.GetString() ?? "-", StringComparison.OrdinalIgnoreCase)))
        {
            throw Refusals.Invalid("The content type is not one that the list has.");
        }

        var now = call.Tenant.Now;
        var item = list.Create(FieldsReader.Read(list, fields, call.Tenant.Switches, LinksWritable(call), isCreate: true, now), call.Actor, now);
        call.Tenant.Note(list);
        call.Reply.Status = 201;
        // 6.7: the shift is that of the site.
        var shift = call.Tenant.Switches.PostEchoShift ? list.Site.TimeZone.GetUtcOffset(now) : default;
        ItemJson.WriteWhole(call, list, item, shift);
    }

    public static void Patch(GraphCall call)
    {
        var (list, item) = Update(call, FieldsOf(call.Request.RequireBody()));
        ItemJson.WriteWhole(call, list, item, default);
    }

    public static void PatchFields(GraphCall call)
    {
        var (list, item) = Update(call, call.Request.RequireBody());
        ItemJson.WriteFields(call, list, item, FieldSelection.All);
    }

    public static void Delete(GraphCall call)
    {
        var list = call.RequireList();
        var item = call.RequireItem(list);
        call.CheckIfMatch(list, item);
        list.Delete(item, call.Tenant.Now);
        call.Tenant.Note(list);
        call.Reply.Status = 204;
    }

    private static (SharePointList List, ListItem Item) Update(GraphCall call, JsonElement fields)
    {
        var list = call.RequireList();
        var item = call.RequireItem(list);
        call.CheckIfMatch(list, item);
        var now = call.Tenant.Now;
        list.Update(item, FieldsReader.Read(list, fields, call.Tenant.Switches, LinksWritable(call), isCreate: false, now), call.Actor, now);
        call.Tenant.Note(list);
        return (list, item);
    }

    private static JsonElement FieldsOf(JsonElement body, bool mayNameType = false)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw Refusals.Invalid("An item is an object.");
        }

        JsonElement? fields = null;
        foreach (var member in body.EnumerateObject())
        {
            if (member.NameEquals("fields"u8))
            {
                fields = member.Value;
            }
            else if (!(mayNameType && member.NameEquals("contentType"u8)) && !member.Name.Contains('@', StringComparison.Ordinal))
            {
                throw Refusals.Invalid($"The property '{member.Name}' cannot be set on an item.");
            }
        }

        return fields ?? throw Refusals.Invalid("An item needs 'fields'.");
    }

    private static bool LinksWritable(GraphCall call) => call.Request.Prefers("apiversion=2.1");
}
