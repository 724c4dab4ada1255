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
            json.WriteString("@odata.context", context);
        }

        json.WriteString("@odata.etag", eTag);
        Text("createdDateTime", FieldText.Of(item.Created + shift));
        Text("eTag", eTag);
        Text("id", FieldText.Of(item.Id));
        Text("lastModifiedDateTime", FieldText.Of(item.Modified + shift));
        Text("webUrl", $"{list.WebUrl}/{FieldText.Of(item.Id)}_.000");
        if (Has("createdBy"))
        {
            WriteActor(json, "createdBy", item.CreatedBy);
        }

        if (!isDelta && Has("lastModifiedBy"))
        {
            WriteActor(json, "lastModifiedBy", item.ModifiedBy);
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
                json.WriteString("fields@odata.context", $"{call.Request.Root}/$metadata#sites('{Uri.EscapeDataString(list.Site.Id)}')/lists('{list.IdText}')/items('{FieldText.Of(item.Id)}')/fields/$entity");
            }

            json.WritePropertyName("fields");
            FieldsWriter.Write(json, list, item, fields, shift);
        }

        json.WriteEndObject();
        bool Has(string name) => select is null || select.Contains(name);
        void Text(string name, string value)
        {
            if (Has(name))
            {
                json.WriteString(name, value);
            }
        }
    }

    /// <summary>7.6: writes a deleted item: no eTag, no fields.</summary>
    public static void WriteDeleted(Utf8JsonWriter json, SharePointList list, ListItem item, bool asRemoved)
    {
        json.WriteStartObject();
        if (asRemoved)
        {
            json.WriteStartObject("@removed");
            json.WriteString("reason", "deleted");
            json.WriteEndObject();
            json.WriteString("id", FieldText.Of(item.Id));
            json.WriteEndObject();
            return;
        }

        json.WriteString("id", FieldText.Of(item.Id));
        json.WriteStartObject("parentReference");
        json.WriteString("siteId", list.Site.Id);
        json.WriteEndObject();
        WriteContentType(json, list);
        json.WriteStartObject("deleted");
        json.WriteString("state", "deleted");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>7.6: what the service has written in place of a deleted item.</summary>
    public static void WriteErrorRow(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("code", "InternalServerError");
        json.WriteString("message", "Cannot write a deleted resource.");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteActor(Utf8JsonWriter json, string name, Actor actor)
    {
        json.WriteStartObject(name);
        if (actor.IsApp)
        {
            json.WriteStartObject("application");
            json.WriteString("id", actor.Id.ToString());
            json.WriteString("displayName", actor.DisplayName);
            json.WriteEndObject();
        }

        json.WriteStartObject("user");
        if (!actor.IsApp)
        {
            json.WriteString("email", actor.Email);
            json.WriteString("id", actor.Id.ToString());
        }

        json.WriteString("displayName", actor.IsApp ? "SharePoint App" : actor.DisplayName);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteParent(Utf8JsonWriter json, SharePointList list)
    {
        json.WriteStartObject("parentReference");
        json.WriteString("id", list.RootFolderId);
        json.WriteString("siteId", list.Site.Id);
        json.WriteEndObject();
    }

    private static void WriteContentType(Utf8JsonWriter json, SharePointList list)
    {
        json.WriteStartObject("contentType");
        json.WriteString("id", list.ContentTypeId);
        json.WriteString("name", "Item");
        json.WriteEndObject();
    }

    private static void WriteIds(GraphCall call, SharePointList list, ListItem item)
    {
        var json = call.Reply.Json;
        json.WriteStartObject("sharepointIds");
        json.WriteString("listId", list.IdText);
        json.WriteString("listItemId", FieldText.Of(item.Id));
        json.WriteString("listItemUniqueId", list.UniqueId(item.Id).ToString());
        json.WriteString("siteId", list.Site.CollectionId.ToString());
        json.WriteString("siteUrl", list.Site.WebUrl);
        json.WriteString("tenantId", call.Tenant.Options.Tenant);
        json.WriteString("webId", list.Site.WebId.ToString());
        json.WriteEndObject();
    }
}
