using System.Collections.Immutable;
using System.Globalization;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.Values;

namespace OrleansSync.Testing.Lists;

/// <summary>One list with its change log and its recycle bin, as people use it. A delta shows each changed item once, as it is when the page is read.</summary>
public sealed class InMemoryList(ListId id, MappedColumns columns, TimeProvider time)
{
    private readonly SortedDictionary<int, InMemoryItem> items = [];
    private readonly SortedDictionary<int, InMemoryItem> bin = [];
    private readonly List<int> log = [];
    private int lastItem;
    private int forgotten = -1;

    /// <summary>Which list.</summary>
    public ListId Id => id;

    /// <summary>The live items.</summary>
    public IReadOnlyCollection<InMemoryItem> Items => items.Values;

    /// <summary>The live item, or null.</summary>
    public InMemoryItem? Find(int item) => items.GetValueOrDefault(item);

    /// <summary>Adds an item.</summary>
    public ItemAddress Add(Row fields, SyncKey? key = null)
    {
        var address = new ItemAddress(id, ++lastItem);
        items.Add(lastItem, new InMemoryItem(address, VersionOf(lastItem, 1), Empty().Under(fields), key, false, time.GetUtcNow()));
        log.Add(lastItem);
        return address;
    }

    /// <summary>Writes fields of an item, and perhaps its mark and its key.</summary>
    public void Edit(int item, Row fields, bool? mark = null, SyncKey? key = null)
    {
        var old = items[item];
        items[item] = old with { ETag = Next(old), Fields = old.Fields.Under(fields), IsMarked = mark ?? old.IsMarked, SyncKey = key ?? old.SyncKey, ModifiedAt = time.GetUtcNow() };
        log.Add(item);
    }

    /// <summary>Takes an item to the recycle bin.</summary>
    public void Delete(int item)
    {
        bin[item] = items[item];
        items.Remove(item);
        log.Add(item);
    }

    /// <summary>Brings an item back from the recycle bin, in a new version.</summary>
    public void Restore(int item)
    {
        var old = bin[item];
        bin.Remove(item);
        items[item] = old with { ETag = Next(old) };
        log.Add(item);
    }

    /// <summary>The items in the recycle bin.</summary>
    public IEnumerable<int> Bin => bin.Keys;

    /// <summary>From now on, every link that was given is dead.</summary>
    public void ForgetLinks() => forgotten = log.Count;

    /// <summary>The item as a reader sees it.</summary>
    public ItemChange See(int item, bool isRestart) => items.TryGetValue(item, out var found)
        ? new ItemChange(found.Address, found.ETag, found.Fields, found.SyncKey, found.ModifiedAt, isRestart, found.IsMarked)
        : new ItemChange(new ItemAddress(id, item), null, null, null, null, isRestart);

    /// <summary>A page of a delta: links are <c>delta:from</c>, <c>round:from:until:skip</c> and <c>all:until:after</c>.</summary>
    public (ImmutableArray<ItemChange> Items, string Next, bool IsEnd, bool IsRestart) ReadDelta(string? link, int size)
    {
        var parts = (link ?? "").Split(':');
        var numbers = parts.Skip(1).Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        var isDead = link is null || numbers[0] < forgotten;
        return isDead ? ReadAll(log.Count, 0, size)
            : parts[0] == "all" ? ReadAll(numbers[0], numbers[1], size)
            : ReadRound(numbers[0], parts[0] == "round" ? numbers[1] : log.Count, parts[0] == "round" ? numbers[2] : 0, size);
    }

    private (ImmutableArray<ItemChange>, string, bool, bool) ReadAll(int until, int after, int size)
    {
        var page = items.Keys.Where(item => item > after).Take(size).ToList();
        var isEnd = !items.Keys.Any(item => item > (page.Count == 0 ? int.MaxValue : page[^1]));
        var next = isEnd ? Link("delta", until) : Link("all", until, page[^1]);
        return ([.. page.Select(item => See(item, isRestart: true))], next, isEnd, true);
    }

    private (ImmutableArray<ItemChange>, string, bool, bool) ReadRound(int from, int until, int skip, int size)
    {
        var changed = log.Take(until).Skip(from).Distinct().ToList();
        var page = changed.Skip(skip).Take(size).ToList();
        var isEnd = skip + page.Count >= changed.Count;
        var next = isEnd ? Link("delta", until) : Link("round", from, until, skip + page.Count);
        return ([.. page.Select(item => See(item, isRestart: false))], next, isEnd, false);
    }

    private static string Link(string kind, params int[] numbers) => string.Join(':', [kind, .. numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))]);

    private static ETag Next(InMemoryItem item) => VersionOf(item.Address.Item, item.ETag.Version!.Value + 1); // Every version here has a number.

    private static ETag VersionOf(int item, long version) => new(string.Create(CultureInfo.InvariantCulture, $"\"00000000-0000-0000-0000-{item:x12},{version}\""));

    private Row Empty() => Row.Of(columns.All, [.. columns.All.Names.Select(_ => Value.Null)]);
}
