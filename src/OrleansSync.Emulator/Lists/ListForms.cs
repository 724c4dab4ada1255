using System.Text.Json;
using OrleansSync.Emulator.Errors;

namespace OrleansSync.Emulator.Lists;

/// <summary>Makes and changes lists from what a caller sent (3.6, 3.7).</summary>
internal static class ListForms
{
    /// <summary>10.2: lists of a site.</summary>
    private const int ListsMax = 2000;

    /// <summary>Adds a list with its columns.</summary>
    public static SharePointList Create(TenantState tenant, Site site, JsonElement form)
    {
        Check(form, "displayName", "description", "columns", "list", "name");
        var title = Text(form, "displayName") ?? Text(form, "name");
        if (string.IsNullOrWhiteSpace(title))
        {
            throw Refusals.Invalid("A list needs a displayName.");
        }

        CheckTitle(site, title, null);
        var template = form.TryGetProperty("list", out var facet) && facet.ValueKind == JsonValueKind.Object ? Text(facet, "template") ?? "genericList" : "genericList";
        if (template != "genericList")
        {
            throw new GraphException(400, "notSupported", $"The template '{template}' is not emulated; genericList is.");
        }

        if (site.Lists.Count() >= ListsMax)
        {
            throw Refusals.Invalid("The site has as many lists as it can have.");
        }

        var id = tenant.Ids.Next();
        var name = ColumnNames.Free(UrlName(title), taken => site.Lists.Any(list => list.Name.Equals(taken, StringComparison.OrdinalIgnoreCase)));
        var list = new SharePointList(site, id, name, title, tenant.Now) { ContentTypeId = "0x0100" + tenant.Ids.Next().ToString("N").ToUpperInvariant(), Description = Text(form, "description") ?? "" };
        BuiltInColumns.AddTo(list, tenant.Ids);
        if (form.TryGetProperty("columns", out var columns))
        {
            foreach (var column in columns.ValueKind == JsonValueKind.Array ? columns.EnumerateArray() : throw Refusals.Invalid("'columns' has to be an array."))
            {
                ColumnForms.Create(list, column, tenant.Ids, tenant.Switches);
            }
        }

        site.Add(list);
        tenant.Note(list);
        return list;
    }

    /// <summary>Changes title and description.</summary>
    public static void Patch(TenantState tenant, SharePointList list, JsonElement form)
    {
        Check(form, "displayName", "description");
        if (Text(form, "displayName") is { } title)
        {
            CheckTitle(list.Site, title, list);
            list.DisplayName = title;
        }

        list.Description = Text(form, "description") ?? list.Description;
        Touch(tenant, list);
    }

    /// <summary>Removes a list and all its items.</summary>
    public static void Delete(TenantState tenant, SharePointList list)
    {
        if (list.IsSystem)
        {
            throw Refusals.Denied();
        }

        list.Site.Remove(list);
        tenant.Note(list);
    }

    /// <summary>Notes that the list or its columns changed.</summary>
    public static void Touch(TenantState tenant, SharePointList list)
    {
        list.Version++;
        list.Modified = tenant.Now;
        tenant.Note(list);
    }

    private static void CheckTitle(Site site, string title, SharePointList? self)
    {
        if (title.Length > 255)
        {
            throw Refusals.Invalid("The displayName of a list has at most 255 characters.");
        }

        if (site.Lists.Any(list => list != self && list.DisplayName.Equals(title, StringComparison.OrdinalIgnoreCase)))
        {
            throw Refusals.NameTaken("The specified name is already in use.");
        }
    }

    private static string UrlName(string title)
    {
        var name = string.Concat(title.Where(character => !"\"#%&*:<>?\\/{|}~".Contains(character, StringComparison.Ordinal))).Trim();
        return name.Length == 0 ? "List" : name;
    }

    private static void Check(JsonElement form, params string[] known)
    {
        if (form.ValueKind != JsonValueKind.Object)
        {
            throw Refusals.Invalid("A list is an object.");
        }

        foreach (var member in form.EnumerateObject())
        {
            if (!known.Contains(member.Name) && !member.Name.Contains('@', StringComparison.Ordinal))
            {
                throw Refusals.Invalid($"The property '{member.Name}' cannot be set on a list.");
            }
        }
    }

    private static string? Text(JsonElement form, string member) => !form.TryGetProperty(member, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString() : throw Refusals.Invalid($"'{member}' has to be a text.");
}
