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
    /// <param name="isEntity">It is the whole answer: it names its context.</param>
    /// <param name="isDelta">7.4: who modified it is left out.</param>
    /// <param name="shift">6.7: moves instants, for the answer to a POST that shows them wrong.</param>
    public static void Write(GraphCall call, SharePointList list, ListItem item, ItemOptions options, bool isEntity = false, bool isDelta = false, TimeSpan shift = default)
    {
        var json = call.Reply.Json;
        var texts = list.TextsFor(call.Request.Root);
        Span<byte> buffer = stackalloc byte[64];
        var eTag = buffer[..RawText.ETag(list, item, buffer)];
        json.WriteStartObject();
        if (isEntity)
        {
            json.WriteString(Names.Context, texts.Context);
        }

        RawText.Write(json, Names.ODataETag, eTag);
        WriteMembers(json, list, item, options.Select, eTag, texts, isDelta, shift);
        if (options.Select?.Contains("sharepointIds") == true)
        {
            WriteIds(call, list, item);
        }

        if (options.Fields is { } fields)
        {
            if (!isDelta)
            {
                RawText.Number(json, Names.FieldsContext, item.Id, texts.FieldsContext, "')/fields/$entity"u8);
            }

            json.WritePropertyName(Names.Fields);
            FieldsWriter.Write(json, list, item, fields, shift);
        }

        json.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter json, SharePointList list, ListItem item, FrozenSet<string>? select, ReadOnlySpan<byte> eTag, ItemTexts texts, bool isDelta, TimeSpan shift)
    {
        if (Has("createdDateTime"))
        {
            RawText.Instant(json, Names.Created, item.Created + shift);
        }

        if (Has("eTag"))
        {
            RawText.Write(json, Names.ETag, eTag);
        }

        if (Has("id"))
        {
            RawText.Number(json, Names.Id, item.Id);
        }

        if (Has("lastModifiedDateTime"))
        {
            RawText.Instant(json, Names.Modified, item.Modified + shift);
        }

        if (Has("webUrl"))
        {
            RawText.Number(json, Names.WebUrl, item.Id, texts.WebUrl, "_.000"u8);
        }

        if (Has("createdBy"))
        {
            RawText.Write(json, Names.CreatedBy, item.CreatedBy.Json);
        }

        if (!isDelta && Has("lastModifiedBy"))
        {
            RawText.Write(json, Names.ModifiedBy, item.ModifiedBy.Json);
        }

        if (Has("parentReference"))
        {
            RawText.Write(json, Names.Parent, texts.Parent);
        }

        if (Has("contentType"))
        {
            RawText.Write(json, Names.ContentType, texts.ContentType);
        }

        bool Has(string name) => select is null || select.Contains(name);
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

    /// <summary>The names that every item has, ready to be written.</summary>
    private static class Names
    {
        public static readonly JsonEncodedText Context = JsonEncodedText.Encode("@odata.context");
        public static readonly JsonEncodedText ODataETag = JsonEncodedText.Encode("@odata.etag");
        public static readonly JsonEncodedText Created = JsonEncodedText.Encode("createdDateTime");
        public static readonly JsonEncodedText ETag = JsonEncodedText.Encode("eTag");
        public static readonly JsonEncodedText Id = JsonEncodedText.Encode("id");
        public static readonly JsonEncodedText Modified = JsonEncodedText.Encode("lastModifiedDateTime");
        public static readonly JsonEncodedText WebUrl = JsonEncodedText.Encode("webUrl");
        public static readonly JsonEncodedText CreatedBy = JsonEncodedText.Encode("createdBy");
        public static readonly JsonEncodedText ModifiedBy = JsonEncodedText.Encode("lastModifiedBy");
        public static readonly JsonEncodedText Parent = JsonEncodedText.Encode("parentReference");
        public static readonly JsonEncodedText ContentType = JsonEncodedText.Encode("contentType");
        public static readonly JsonEncodedText FieldsContext = JsonEncodedText.Encode("fields@odata.context");
        public static readonly JsonEncodedText Fields = JsonEncodedText.Encode("fields");
    }
}
