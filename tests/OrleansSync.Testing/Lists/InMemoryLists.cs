using System.Collections.Immutable;
using OrleansSync.Engine.Cursors;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Testing.Lists;

/// <summary>Lists without SharePoint: read and written as the ports say, and used by people. For one thread at a time.</summary>
/// <param name="columns">The mapped columns.</param>
/// <param name="time">SharePoint's clock.</param>
public sealed class InMemoryLists(MappedColumns columns, TimeProvider time) : PortTwin, IListReader, IListWriter
{
    private const int AskedMax = 1_000;
    private readonly SortedDictionary<ListId, InMemoryList> lists = [];

    /// <summary>What goes wrong with one write.</summary>
    public Func<ListId, ListWrite, ListFault>? Fault { get; set; }

    /// <summary>Why the service refuses fields, if it does.</summary>
    public Func<Row, ParkReason?>? Refuses { get; set; }

    /// <summary>What the service makes of fields before it stores them.</summary>
    public Func<Row, Row>? Normalises { get; set; }

    /// <summary>Why an item that is read cannot be mapped, if so.</summary>
    public Func<Row, ParkReason?>? Unusable { get; set; }

    /// <summary>True when the answer of a write holds the whole item.</summary>
    public bool AnswersWithItem { get; set; }

    /// <summary>True while a list refuses a second item of one key.</summary>
    public bool KeyIsUnique { get; set; } = true;

    /// <summary>Items of one page of a delta; at least 1.</summary>
    public int PageSize { get; set; } = 100;

    /// <summary>How many items the engine wrote: what P4 counts.</summary>
    public int EngineWrites { get; private set; }

    /// <summary>A list, made when it is first named.</summary>
    public InMemoryList this[ListId list] => lists.TryGetValue(list, out var found) ? found : lists[list] = new InMemoryList(list, columns, time);

    /// <summary>Every live item of every list.</summary>
    public IEnumerable<InMemoryItem> Items => lists.Values.SelectMany(list => list.Items);

    public Task<ItemPage> ReadDeltaAsync(SyncDefinition definition, ListId list, Cursor.DeltaLink? link, CancellationToken cancellationToken) =>
        RunAsync(nameof(ReadDeltaAsync), () => Read(this[list], link?.Link), cancellationToken);

    public Task<ImmutableArray<ItemView>> FindItemsAsync(SyncDefinition definition, ListId list, ImmutableArray<int> items, CancellationToken cancellationToken) =>
        RunAsync(nameof(FindItemsAsync), () => Limited(items).Select(item => View(this[list].See(item, isRestart: false))).ToImmutableArray(), cancellationToken);

    public Task<ImmutableArray<ItemView>> FindByKeysAsync(SyncDefinition definition, ListId list, ImmutableArray<SyncKey> keys, CancellationToken cancellationToken) =>
        RunAsync(
            nameof(FindByKeysAsync),
            () => this[list].Items.Where(item => item.SyncKey is { } key && Limited(keys).Contains(key)).Select(item => View(this[list].See(item.Address.Item, isRestart: false))).ToImmutableArray(),
            cancellationToken);

    public Task<ImmutableArray<ListOutcome>> ApplyAsync(SyncDefinition definition, ListId list, ImmutableArray<ListWrite> writes, CancellationToken cancellationToken)
    {
        // What the caller's own side does not send, no network can deliver: decided once, before the gate.
        var faults = Limited(writes).Select(write => Fault?.Invoke(list, write) ?? ListFault.None).ToArray();
        return RunAsync(nameof(ApplyAsync), () => writes.Select((write, index) => Apply(this[list], write, faults[index])).ToImmutableArray(), cancellationToken);
    }

    /// <summary>The port's limit, which a caller must keep.</summary>
    private static ImmutableArray<T> Limited<T>(ImmutableArray<T> asked) => asked.Length <= AskedMax ? asked : throw new ArgumentOutOfRangeException(nameof(asked), asked.Length, $"At most {AskedMax} in one call.");

    private ItemPage Read(InMemoryList list, string? link)
    {
        var (items, next, isEnd, isRestart) = list.ReadDelta(link, PageSize);
        return new([.. items.Select(View)], new Cursor.DeltaLink(next, isEnd ? time.GetUtcNow() : null), isEnd, isRestart);
    }

    private ListOutcome Apply(InMemoryList list, ListWrite write, ListFault fault) => fault switch
    {
        ListFault.NotSent => new ListOutcome.NotSent(time.GetUtcNow() + TimeSpan.FromSeconds(30)),
        ListFault.RequestLost => new ListOutcome.ReplyLost(),
        ListFault.ReplyLost when Write(list, write) is not null => new ListOutcome.ReplyLost(),
        _ => Write(list, write),
    };

    private ListOutcome Write(InMemoryList list, ListWrite write) => write switch
    {
        ListWrite.Create create when RefusalOf(create.Fields) is { } reason => new ListOutcome.Parked(reason),
        ListWrite.Create create when KeyIsUnique && list.Items.Any(item => item.SyncKey == create.Key) => new ListOutcome.UniqueViolation(),
        ListWrite.Create create => Applied(list, list.Add(Stored(create.Fields), create.Key).Item),
        ListWrite.Delete delete when list.Find(delete.Item) is null => new ListOutcome.Applied(delete.Item, null, null),
        ListWrite.Delete delete => (ListOutcome?)Match(list, delete.Item, delete.IfMatch) ?? Delete(list, delete.Item),
        ListWrite.Update update when list.Find(update.Item) is null => new ListOutcome.Missing(),
        ListWrite.Update update when RefusalOf(update.Fields) is { } reason => new ListOutcome.Parked(reason),
        ListWrite.Update update => (ListOutcome?)Match(list, update.Item, update.IfMatch) ?? Update(list, update),
        _ => throw new InvalidOperationException("There are three kinds of writes."),
    };

    private static ListOutcome.PreconditionFailed? Match(InMemoryList list, int item, ETag? match) =>
        match is { } wanted && list.Find(item)!.ETag != wanted ? new ListOutcome.PreconditionFailed() : null; // The callers found it.

    private ListOutcome.Applied Update(InMemoryList list, ListWrite.Update update)
    {
        list.Edit(update.Item, Stored(update.Fields), update.Mark, update.Claims ? update.Key : null);
        return Applied(list, update.Item);
    }

    private ListOutcome.Applied Delete(InMemoryList list, int item)
    {
        EngineWrites++;
        list.Delete(item);
        return new ListOutcome.Applied(item, null, null);
    }

    private ListOutcome.Applied Applied(InMemoryList list, int item)
    {
        EngineWrites++;
        var now = list.Find(item)!; // It was just written.
        return new ListOutcome.Applied(item, now.ETag, AnswersWithItem ? now.Fields.Hash(columns.Pull) : null);
    }

    private ParkReason? RefusalOf(Row fields) => Refuses?.Invoke(fields);

    private Row Stored(Row fields) => Normalises?.Invoke(fields) ?? fields;

    private ItemView View(ItemChange change) =>
        change.Row is { } row && Unusable?.Invoke(row) is { } reason ? new ItemView.Unusable(change, reason) : new ItemView.Seen(change);
}
