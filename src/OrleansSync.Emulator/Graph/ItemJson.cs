using System.Collections.Frozen;
using System.Text.Json;
using OrleansSync.Emulator.Errors;
using OrleansSync.Emulator.Lists;
using OrleansSync.Emulator.Queries;
using OrleansSync.Emulator.Values;

namespace OrleansSync.Emulator.Graph;

/// <summary>Items as the service shows them (5.1).</summary>
internal static class ItemJson
{
    private static readonly FrozenSet<string> Members =
        new[] { "id", "eTag", "createdDateTime", "lastModifiedDateTime", "webUrl", "createdBy", "lastModifiedBy", "parentReference", "contentType", "sharepointIds", "fields", "name", "description", "deleted" }.ToFrozenSet();

    /// <summary>Refuses a name that no item has.</summary>
    public static void CheckSelect(FrozenSet<string>? select)
    {
        if (select?.FirstOrDefault(name => !Members.Contains(name)) is { } unknown)
        {
            throw new GraphException(400, "BadRequest", $"Parsing OData Select and Expand failed: Could not find a property named '{unknown}' on type 'microsoft.graph.listItem'.");
        }
    }

    /// <summary>Writes an item that is the whole answer.</summary>
    public static void Write(GraphCall call, SharePointList list, ListItem item, ItemOptions options)
    {
        var template = new ItemTemplateBuilder(list, call.Request.Root).AddContext();
        Add(template, call, options, isDelta: false).Build().Write(call.Reply.Raw, item, default);
    }

    /// <summary>Writes an item that is the whole answer, with all of its members and fields.</summary>
    /// <param name="shift">6.7: moves instants, for the answer to a POST that shows them wrong.</param>
    public static void WriteWhole(GraphCall call, SharePointList list, ListItem item, TimeSpan shift) =>
        list.WholeItem(call.Request.Root).Write(call.Reply.Raw, item, shift);

    /// <summary>Writes fields that are the whole answer.</summary>
    public static void WriteFields(GraphCall call, SharePointList list, ListItem item, FieldSelection select)
    {
        var template = select.IsAll ? list.AllFields(call.Request.Root) : new ItemTemplateBuilder(list, call.Request.Root).AddFields(select).Build();
        template.Write(call.Reply.Raw, item, default);
    }

    /// <summary>How the items of a page are shown.</summary>
    /// <param name="isDelta">7.4: who modified it, and the context of fields, are left out.</param>
    public static ItemTemplate Row(GraphCall call, SharePointList list, ItemOptions options, bool isDelta) =>
        Add(new ItemTemplateBuilder(list, call.Request.Root), call, options, isDelta).Build();

    private static ItemTemplateBuilder Add(ItemTemplateBuilder template, GraphCall call, ItemOptions options, bool isDelta)
    {
        template.AddMembers(options.Select, isDelta, call.Tenant.Options.Tenant);
        return options.Fields is { } fields ? template.AddFieldsMember(fields, withContext: !isDelta) : template;
    }

    /// <summary>7.6: writes a deleted item: no eTag, no fields.</summary>
    public static void WriteDeleted(Utf8JsonWriter json, SharePointList list, ListItem item, bool asRemoved)
    {
        json.WriteStartObject();
        if (asRemoved)
        {
            json.WriteStartObject("@removed"u8);
            json.WriteString("reason"u8, "deleted");
            json.WriteEndObject();
            json.WriteString("id"u8, FieldText.Of(item.Id));
            json.WriteEndObject();
            return;
        }

        json.WriteString("id"u8, FieldText.Of(item.Id));
        json.WriteStartObject("parentReference"u8);
        json.WriteString("siteId"u8, list.Site.Id);
        json.WriteEndObject();
        WriteContentType(json, list);
        json.WriteStartObject("deleted"u8);
        json.WriteString("state"u8, "deleted");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>7.6: what the service has written in place of a deleted item.</summary>
    public static void WriteErrorRow(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartObject("error"u8);
        json.WriteString("code"u8, "InternalServerError");
        json.WriteString("message"u8, "Cannot write a deleted resource.");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteContentType(Utf8JsonWriter json, SharePointList list)
    {
        json.WriteStartObject("contentType"u8);
        json.WriteString("id"u8, list.ContentTypeId);
        json.WriteString("name"u8, "Item");
        json.WriteEndObject();
    }
}
