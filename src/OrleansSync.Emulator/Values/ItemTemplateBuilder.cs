using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using OrleansSync.Emulator.Lists;

namespace OrleansSync.Emulator.Values;

/// <summary>Settles how items are shown (5.1, 5.4): which members and fields, in which order.</summary>
internal sealed class ItemTemplateBuilder(SharePointList list, string root)
{
    private readonly StringBuilder text = new("{");
    private readonly List<ItemTemplate.Part> parts = [];

    private Site Site => list.Site;

    /// <summary>The template, which ends the item.</summary>
    public ItemTemplate Build()
    {
        text.Append('}');
        Gap(ItemGap.None);
        return new(list, root, [.. parts]);
    }

    /// <summary>The context of an item that is the whole answer. It stands first.</summary>
    public ItemTemplateBuilder AddContext()
    {
        Fixed("@odata.context", $"{Escape(ItemsContext)}/$entity");
        return this;
    }

    /// <summary>The members that are asked for.</summary>
    /// <param name="select">Their names, or null for all.</param>
    /// <param name="isDelta">7.4: who modified it is left out.</param>
    /// <param name="tenant">The id of the tenant.</param>
    public ItemTemplateBuilder AddMembers(FrozenSet<string>? select, bool isDelta, string tenant)
    {
        Raw("@odata.etag", ItemGap.ETag);
        QuoteWhenAsked("createdDateTime", ItemGap.ShiftedCreated);
        AddWhenAsked("eTag", ItemGap.ETag);
        QuoteWhenAsked("id", ItemGap.Id);
        QuoteWhenAsked("lastModifiedDateTime", ItemGap.ShiftedModified);
        QuoteWhenAsked("webUrl", ItemGap.Id, Escape(list.WebUrl + "/"), "_.000");
        AddWhenAsked("createdBy", ItemGap.CreatedBy);
        if (!isDelta)
        {
            AddWhenAsked("lastModifiedBy", ItemGap.ModifiedBy);
        }

        FixWhenAsked("parentReference", ("id", list.RootFolderId), ("siteId", Escape(Site.Id)));
        FixWhenAsked("contentType", ("id", list.ContentTypeId), ("name", "Item"));
        if (select?.Contains("sharepointIds") == true)
        {
            AddIds(tenant);
        }

        return this;

        bool IsAsked(string name) => select is null || select.Contains(name);

        void AddWhenAsked(string name, ItemGap gap)
        {
            if (IsAsked(name))
            {
                Raw(name, gap);
            }
        }

        void QuoteWhenAsked(string name, ItemGap gap, string before = "", string after = "")
        {
            if (IsAsked(name))
            {
                Quoted(name, gap, before, after);
            }
        }

        void FixWhenAsked(string name, (string Name, string Value) first, (string Name, string Value) second)
        {
            if (IsAsked(name))
            {
                Open(name);
                Fixed(first.Name, first.Value);
                Fixed(second.Name, second.Value);
                text.Append('}');
            }
        }
    }

    /// <summary>The fields that are asked for, as a member of the item.</summary>
    /// <param name="withContext">7.4: a delta leaves it out.</param>
    public ItemTemplateBuilder AddFieldsMember(FieldSelection select, bool withContext)
    {
        if (withContext)
        {
            Quoted("fields@odata.context", ItemGap.Id, before: Escape(ItemsContext + "('"), after: "')/fields/$entity");
        }

        Open("fields");
        AddFields(select);
        text.Append('}');
        return this;
    }

    /// <summary>The fields that are asked for.</summary>
    public ItemTemplateBuilder AddFields(FieldSelection select)
    {
        Raw("@odata.etag", ItemGap.ETag);
        foreach (var column in list.Columns)
        {
            if (column.Kind == ColumnKind.System)
            {
                AddSystem(column, select);
            }
            else if (select.IsAll ? !column.Hidden : select.Has(column.Name) || (column.IsLookup && select.Has(column.LookupIdName)))
            {
                Gap(ItemGap.Value, column: column, isNamed: !select.IsAll && select.Has(column.Name));
            }
        }

        return this;
    }

    private string ItemsContext => $"{root}/$metadata#sites('{Site.EscapedId}')/lists('{list.IdText}')/items";

    private void AddIds(string tenant)
    {
        Open("sharepointIds");
        Fixed("listId", list.IdText);
        Quoted("listItemId", ItemGap.Id);
        Quoted("listItemUniqueId", ItemGap.UniqueId);
        Fixed("siteId", Site.CollectionId.ToString());
        Fixed("siteUrl", Escape(Site.WebUrl));
        Fixed("tenantId", Escape(tenant));
        Fixed("webId", Site.WebId.ToString());
        text.Append('}');
    }

    // What the service derives from the item.
    private void AddSystem(Column column, FieldSelection select)
    {
        switch (column.SystemValue)
        {
            case SystemValue.Id:
                if (select.Has("id") || select.Has("ID"))
                {
                    Quoted("id", ItemGap.Id);
                }

                break;
            case SystemValue.Author:
                AddPerson(column, select, ItemGap.AuthorId, ItemGap.AuthorName);
                break;
            case SystemValue.Editor:
                AddPerson(column, select, ItemGap.EditorId, ItemGap.EditorName);
                break;
            case SystemValue.AppAuthor or SystemValue.AppEditor:
                if (select.Has(column.LookupIdName))
                {
                    Gap(column.SystemValue == SystemValue.AppAuthor ? ItemGap.AppAuthor : ItemGap.AppEditor, column.LookupIdJson);
                }

                break;
            default:
                if (select.Has(column.Name))
                {
                    AddNamed(column);
                }

                break;
        }
    }

    private void AddNamed(Column column)
    {
        switch (column.SystemValue)
        {
            case SystemValue.ContentType:
                Fixed(column.Name, "Item");
                break;
            case SystemValue.Created:
                Quoted(column.Name, ItemGap.Created);
                break;
            case SystemValue.Modified:
                Quoted(column.Name, ItemGap.Modified);
                break;
            case SystemValue.Version:
                Quoted(column.Name, ItemGap.Version, after: ".0");
                break;
            case SystemValue.Attachments:
                Name(column.Name).Append("false");
                break;
            case SystemValue.Title:
                if (list.FindColumn("Title") is { } title)
                {
                    Gap(ItemGap.Text, column.NameJson, title);
                }

                break;
            case SystemValue.ChildCount:
                Fixed(column.Name, "0");
                break;
            case SystemValue.Empty:
                Fixed(column.Name, "");
                break;
        }
    }

    private void AddPerson(Column column, FieldSelection select, ItemGap id, ItemGap name)
    {
        if (!select.IsAll && select.Has(column.Name))
        {
            Raw(column.Name, name);
        }

        if (select.Has(column.LookupIdName) || select.Has(column.Name))
        {
            Quoted(column.LookupIdName, id);
        }
    }

    private StringBuilder Name(string name) => text.Append(text is [.., '{'] ? "" : ",").Append($"\"{name}\":");

    private void Open(string name) => Name(name).Append('{');

    private void Fixed(string name, string value) => Name(name).Append($"\"{value}\"");

    private void Raw(string name, ItemGap gap)
    {
        Name(name);
        Gap(gap);
    }

    private void Quoted(string name, ItemGap gap, string before = "", string after = "")
    {
        Name(name).Append('"').Append(before);
        Gap(gap);
        text.Append(after).Append('"');
    }

    private void Gap(ItemGap gap, byte[]? name = null, Column? column = null, bool isNamed = false)
    {
        parts.Add(new(Encoding.UTF8.GetBytes(text.ToString()), gap, name ?? [], column, isNamed));
        text.Clear();
    }

    private static string Escape(string text) => JsonEncodedText.Encode(text, RawText.Encoder).ToString();
}
