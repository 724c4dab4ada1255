using System.Globalization;
using OrleansSync.Emulator.Errors;
using OrleansSync.Emulator.Hosting;
using OrleansSync.Emulator.Values;

namespace OrleansSync.Emulator.Lists;

/// <summary>A list: its items in the order of their ids, and the log of their changes. Not safe for several threads; <see cref="TenantState.Gate"/> guards it.</summary>
internal sealed partial class SharePointList
{
    private readonly Func<int, ListItem?> find;
    private ListItem?[] items = new ListItem?[16];
    private ItemTemplate? wholeItem;
    private ItemTemplate? allFields;

    public SharePointList(Site site, Guid id, string name, string displayName, DateTime created)
    {
        (Site, Id, Name, DisplayName, Created, Modified) = (site, id, name, displayName, created, created);
        find = FindAny;
        itemSeed = SeededIds.Mix(BitConverter.ToUInt64(id.ToByteArray(), 0));
    }

    private readonly ulong itemSeed;

    public Site Site { get; }

    public Guid Id { get; }

    /// <summary>The part of the address that names it.</summary>
    public string Name { get; }

    public string DisplayName { get; set; }

    public string Description { get; set; } = "";

    public DateTime Created { get; }

    /// <summary>The last change of an item or of the list.</summary>
    public DateTime Modified { get; set; }

    /// <summary>The number in the list's eTag: each change of the list or its columns raises it.</summary>
    public int Version { get; set; } = 1;

    public string Template { get; init; } = "genericList";

    /// <summary>3.4: has a <c>system</c> facet, so that it is listed only when that is asked for.</summary>
    public bool IsSystem { get; init; }

    /// <summary>The id of its content type Item.</summary>
    public string ContentTypeId { get; init; } = "0x0100";

    public ChangeLog Log { get; } = new();

    /// <summary>Items that are not in the recycle bin.</summary>
    public int Count { get; private set; }

    /// <summary>Items in the recycle bin.</summary>
    public int BinCount { get; private set; }

    /// <summary>The highest id given; ids are never given twice (5.1).</summary>
    public int LastId { get; private set; }

    public string IdText => field ??= Id.ToString();

    public string ETag => $"\"{IdText},{Version.ToString(CultureInfo.InvariantCulture)}\"";

    public string WebUrl => field ??= $"{Site.WebUrl}/Lists/{Uri.EscapeDataString(Name)}";

    /// <summary>The unique id of the folder that the items are in.</summary>
    public string RootFolderId => field ??= UniqueId(0).ToString();

    /// <summary>How an item is shown that is the whole answer, with all fields.</summary>
    /// <param name="root">Scheme, host and version of the links.</param>
    public ItemTemplate WholeItem(string root) => wholeItem is { } made && made.Fits(root) ? made
        : wholeItem = new ItemTemplateBuilder(this, root).AddContext().AddMembers(null, isDelta: false, "").AddFieldsMember(FieldSelection.All, withContext: true).Build();

    /// <summary>How all fields of an item are shown, when they are the whole answer.</summary>
    public ItemTemplate AllFields(string root) => allFields is { } made && made.Fits(root) ? made : allFields = new ItemTemplateBuilder(this, root).AddFields(FieldSelection.All).Build();

    /// <summary>The item's unique id, the first half of its eTag.</summary>
    public Guid UniqueId(int itemId) => SeededIds.Make(itemSeed, (ulong)itemId);

    public string ETagOf(ListItem item) => $"\"{UniqueId(item.Id)},{item.Version.ToString(CultureInfo.InvariantCulture)}\"";

    /// <summary>The item, or null when there is none or it is in the recycle bin.</summary>
    public ListItem? Find(int id) => FindAny(id) is { IsDeleted: false } item ? item : null;

    /// <summary>The item, in the recycle bin or not.</summary>
    public ListItem? FindAny(int id) => id > 0 && id <= LastId ? items[id] : null;

    /// <summary>The item, or a refusal.</summary>
    public ListItem Get(int id) => Find(id) ?? throw Refusals.NoItem();

    /// <summary>The items after an id, in the order of ids.</summary>
    public IEnumerable<ListItem> After(int id)
    {
        for (var next = id + 1; next <= LastId; next++)
        {
            if (Find(next) is { } item)
            {
                yield return item;
            }
        }
    }

    /// <summary>The items of the recycle bin, in the order of ids.</summary>
    public IEnumerable<ListItem> Bin() => Enumerable.Range(1, LastId).Select(FindAny).OfType<ListItem>().Where(item => item.IsDeleted);

    /// <summary>Adds an item.</summary>
    /// <exception cref="GraphException">A value is taken in a column of unique values.</exception>
    public ListItem Create(List<FieldWrite> writes, Actor actor, DateTime now)
    {
        CheckUnique(writes, 0);
        var values = new object?[SlotCount];
        foreach (var write in writes)
        {
            values[write.Column.Slot] = write.Value;
        }

        var item = new ListItem(LastId + 1, values, actor, now);
        Put(item);
        Count++;
        Index(item, add: true);
        Log.Add(item, find);
        Modified = now;
        return item;
    }

    /// <summary>Changes some values of an item; it gets a new version even when they are the same as before.</summary>
    /// <exception cref="GraphException">A value is taken in a column of unique values.</exception>
    public void Update(ListItem item, List<FieldWrite> writes, Actor actor, DateTime now)
    {
        CheckUnique(writes, item.Id);
        Index(item, add: false);
        foreach (var write in writes)
        {
            if (write.Column.Slot >= item.Values.Length)
            {
                var longer = item.Values;
                Array.Resize(ref longer, SlotCount);
                item.Values = longer;
            }

            item.Values[write.Column.Slot] = write.Value;
        }

        Index(item, add: true);
        Touch(item, actor, now);
    }

    /// <summary>Puts an item into the recycle bin.</summary>
    public void Delete(ListItem item, DateTime now)
    {
        Index(item, add: false);
        item.IsDeleted = true;
        (Count, BinCount) = (Count - 1, BinCount + 1);
        Log.Add(item, find);
        Modified = now;
    }

    /// <summary>7.8: takes an item out of the recycle bin, under its old id.</summary>
    /// <exception cref="GraphException">It is not in the bin, or one of its unique values was taken meanwhile.</exception>
    public ListItem Restore(int id, DateTime now)
    {
        var item = FindAny(id) is { IsDeleted: true } deleted ? deleted : throw Refusals.NoItem();
        CheckUnique([.. uniques.Keys.Select(column => new FieldWrite(column, item.Value(column.Slot)))], id);
        item.IsDeleted = false;
        (Count, BinCount) = (Count + 1, BinCount - 1);
        Index(item, add: true);
        item.Version++;
        Log.Add(item, find);
        Modified = now;
        return item;
    }

    /// <summary>Puts back an item of a saved state.</summary>
    public void Load(ListItem item)
    {
        Put(item);
        if (item.IsDeleted)
        {
            BinCount++;
            return;
        }

        Count++;
        Index(item, add: true);
    }

    /// <summary>Sets the highest id given, of a saved state.</summary>
    public void LoadLastId(int id) => Grow(LastId = Math.Max(LastId, id));

    private void Touch(ListItem item, Actor actor, DateTime now)
    {
        (item.ModifiedBy, item.Modified) = (actor, now);
        item.Version++;
        Log.Add(item, find);
        Modified = now;
    }

    private void Put(ListItem item)
    {
        LastId = Math.Max(LastId, item.Id);
        Grow(LastId);
        items[item.Id] = item;
    }

    private void Grow(int id)
    {
        if (id >= items.Length)
        {
            Array.Resize(ref items, Math.Max(id + 1, items.Length * 2));
        }
    }
}
