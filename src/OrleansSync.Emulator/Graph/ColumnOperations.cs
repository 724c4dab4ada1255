using System.Text.Json;
using OrleansSync.Emulator.Errors;
using OrleansSync.Emulator.Lists;

namespace OrleansSync.Emulator.Graph;

/// <summary>Columns (4.1) and content types as a read (3.8).</summary>
internal static class ColumnOperations
{
    public static void Query(GraphCall call)
    {
        var list = call.RequireList();
        var select = call.Request.Query.GetValueOrDefault("$select") ?? call.Request.Query.GetValueOrDefault("select") ?? "";
        call.BeginCollection($"sites('{list.Site.EscapedId}')/lists('{list.IdText}')/columns");
        ColumnJson.WriteAll(call.Reply.Json, list, select.Split(',', StringSplitOptions.TrimEntries).Contains("hidden"), withType: false);
        call.EndCollection();
    }

    public static void Get(GraphCall call) => Write(call, call.RequireList().GetColumn(call.Arguments[1]));

    public static void Create(GraphCall call)
    {
        var list = call.RequireList();
        var column = ColumnForms.Create(list, call.Request.RequireBody(), call.Tenant.Ids, call.Tenant.Switches);
        ListForms.Touch(call.Tenant, list);
        call.Reply.Status = 201;
        Write(call, column);
    }

    public static void Patch(GraphCall call)
    {
        var list = call.RequireList();
        var column = list.GetColumn(call.Arguments[1]);
        ColumnForms.Patch(list, column, call.Request.RequireBody());
        ListForms.Touch(call.Tenant, list);
        Write(call, column);
    }

    public static void Delete(GraphCall call)
    {
        var list = call.RequireList();
        ColumnForms.Delete(list, list.GetColumn(call.Arguments[1]));
        ListForms.Touch(call.Tenant, list);
        call.Reply.Status = 204;
    }

    public static void QueryContentTypes(GraphCall call)
    {
        var list = call.RequireList();
        var expand = call.Request.Query.GetValueOrDefault("$expand") ?? call.Request.Query.GetValueOrDefault("expand");
        if (expand is not (null or "columns"))
        {
            throw Refusals.Invalid($"The expansion '{expand}' is not supported.");
        }

        call.BeginCollection($"sites('{list.Site.EscapedId}')/lists('{list.IdText}')/contentTypes");
        WriteContentType(call.Reply.Json, list, expand is not null, null);
        call.EndCollection();
    }

    public static void GetContentType(GraphCall call)
    {
        var list = call.RequireList();
        if (!call.Arguments[1].Equals(list.ContentTypeId, StringComparison.OrdinalIgnoreCase))
        {
            throw Refusals.NotFound("content type");
        }

        WriteContentType(call.Reply.Json, list, call.Request.Query.ContainsKey("$expand"), $"{call.Request.Root}/$metadata#sites/lists/contentTypes/$entity");
    }

    private static void Write(GraphCall call, Column column) => ColumnJson.Write(call.Reply.Json, column, $"{call.Request.Root}/$metadata#sites/lists/columns/$entity", withType: false);

    private static void WriteContentType(Utf8JsonWriter json, SharePointList list, bool withColumns, string? context)
    {
        json.WriteStartObject();
        if (context is not null)
        {
            json.WriteString("@odata.context", context);
        }

        json.WriteString("id", list.ContentTypeId);
        json.WriteString("description", "Create a new list item.");
        json.WriteString("group", "List Content Types");
        json.WriteBoolean("hidden", false);
        json.WriteString("name", "Item");
        json.WriteBoolean("readOnly", false);
        json.WriteBoolean("sealed", false);
        if (withColumns)
        {
            json.WriteStartArray("columns");
            ColumnJson.WriteAll(json, list, withHidden: true, withType: true);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
