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

    /// <summary>Writes an item.</summary>
    /// <param name="isDelta">7.4: who modified it is left out.</param>
    /// <param name="shift">6.7: moves instants, for the answer to a POST that shows them wrong.</param>
    public static void Write(GraphCall call, SharePointList list, ListItem item, ItemOptions options, string? context = null, bool isDelta = false, TimeSpan shift = default)
    {
        var json = call.Reply.Json;
        var select = options.Select;
        var eTag = list.ETagOf(item);
        json.WriteStartObject();
        if (context is not null)
        {
            json.WriteString("@odata.context"u8, context);
        }

        json.WriteString("@odata.etag"u8, eTag);
        Text("createdDateTime", "createdDateTime"u8, FieldText.Of(item.Created + shift));
        Text("eTag", "eTag"u8, eTag);
        Text("id", "id"u8, FieldText.Of(item.Id));
        Text("lastModifiedDateTime", "lastModifiedDateTime"u8, FieldText.Of(item.Modified + shift));
        Text("webUrl", "webUrl"u8, $"{list.WebUrl}/{FieldText.Of(item.Id)}_.000");
        if (Has("createdBy"))
        {
            WriteActor(json, "createdBy"u8, item.CreatedBy);
        }

        if (!isDelta && Has("lastModifiedBy"))
        {
            WriteActor(json, "lastModifiedBy"u8, item.ModifiedBy);
        }

        if (Has("parentReference"))
        {
            WriteParent(json, list);
        }

        if (Has("contentType"))
        {
            WriteContentType(json, list);
        }

        if (select?.Contains("sharepointIds") == true)
        {
            WriteIds(call, list, item);
        }

        if (options.Fields is { } fields)
        {
            if (!isDelta)
            {
                json.WriteString("fields@odata.context"u8, $"{call.Request.Root}/$metadata#sites('{list.Site.EscapedId}')/lists('{list.IdText}')/items('{FieldText.Of(item.Id)}')/fields/$entity");
            }

            json.WritePropertyName("fields"u8);
            FieldsWriter.Write(json, list, item, fields, shift);
        }

        json.WriteEndObject();
        bool Has(string name) => select is null || select.Contains(name);
        void Text(string name, ReadOnlySpan<byte> encoded, string value)
        {
            if (Has(name))
            {
                json.WriteString(encoded, value);
            }
        }
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

    private static void WriteActor(Utf8JsonWriter json, ReadOnlySpan<byte> name, Actor actor)
    {
        json.WriteStartObject(name);
        if (actor.IsApp)
        {
            json.WriteStartObject("application"u8);
            json.WriteString("id"u8, actor.Id.ToString());
            json.WriteString("displayName"u8, actor.DisplayName);
            json.WriteEndObject();
        }

        json.WriteStartObject("user"u8);
        if (!actor.IsApp)
        {
            json.WriteString("email"u8, actor.Email);
            json.WriteString("id"u8, actor.Id.ToString());
        }

        json.WriteString("displayName"u8, actor.IsApp ? "SharePoint App" : actor.DisplayName);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteParent(Utf8JsonWriter json, SharePointList list)
    {
        json.WriteStartObject("parentReference"u8);
        json.WriteString("id"u8, list.RootFolderId);
        json.WriteString("siteId"u8, list.Site.Id);
        json.WriteEndObject();
    }

    private static void WriteContentType(Utf8JsonWriter json, SharePointList list)
    {
        json.WriteStartObject("contentType"u8);
        json.WriteString("id"u8, list.ContentTypeId);
        json.WriteString("name"u8, "Item");
        json.WriteEndObject();
    }

    private static void WriteIds(GraphCall call, SharePointList list, ListItem item)
    {
        var json = call.Reply.Json;
        json.WriteStartObject("sharepointIds"u8);
        json.WriteString("listId"u8, list.IdText);
        json.WriteString("listItemId"u8, FieldText.Of(item.Id));
        json.WriteString("listItemUniqueId"u8, list.UniqueId(item.Id).ToString());
        json.WriteString("siteId"u8, list.Site.CollectionId.ToString());
        json.WriteString("siteUrl"u8, list.Site.WebUrl);
        json.WriteString("tenantId"u8, call.Tenant.Options.Tenant);
        json.WriteString("webId"u8, list.Site.WebId.ToString());
        json.WriteEndObject();
    }
}
