using OrleansSync.Engine.Deletes;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Matching;
using OrleansSync.Engine.Push;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Hashing;
using OrleansSync.Simulation.Choices;
using OrleansSync.Simulation.World;
using OrleansSync.Testing.Ledger;
using OrleansSync.Testing.Lists;
using OrleansSync.Testing.Rows;
using OrleansSync.Testing.Tables;

namespace OrleansSync.Simulation.Push;

/// <summary>A table, two lists and a ledger that last, and what people and workers do to them.</summary>
internal sealed class PushWorld
{
    private const int TurnsMax = 12;
    private static readonly ListId Even = new(1);
    private static readonly ListId Odd = new(2);
    private readonly SimulatedWorld world;
    private readonly ChoiceTape tape;
    private readonly PushBug bug;
    private readonly List<InMemoryTable.OpenTransaction> open = [];
    private readonly HashSet<RowKey> everDeleted = [];
    private readonly Dictionary<SyncKey, RowHash?> firstHashes = [];
    private bool isRefusing;
    private int written;
    private int runs;

    public PushWorld(SimulatedWorld world, ChoiceTape tape, PushBug bug)
    {
        (this.world, this.tape, this.bug) = (world, tape, bug);
        Source = tape.Choose(2) == 0 ? ChangeSource.Keyset : ChangeSource.Capture;
        AdoptsItems = Source == ChangeSource.Keyset && tape.Choose(4) == 3;
        Rules = new SyncRules(SyncDirection.Push, TestRows.Columns, new Engine.Conflicts.ConflictPolicy.SourceWins(), Enum.GetValues<DeletePolicy>()[tape.Choose(Enum.GetValues<DeletePolicy>().Length)], DeletePolicy.Ignore);
        Table = new InMemoryTable(TestRows.Definition.Id, TestRows.Columns, Source, world.Clock) { Gate = new FaultGate(world.Faults, "table", mayRepeat: false) };
        Lists = new InMemoryLists(TestRows.Columns, world.Clock)
        {
            Gate = new FaultGate(world.Faults, "list", mayRepeat: true),
            AnswersWithItem = tape.Choose(2) == 0,
            KeyIsUnique = bug is not (PushBug.ListTakesAKeyTwice or PushBug.SendsWithoutReserving or PushBug.IgnoresEpochs or PushBug.TrustsAnEmptyLookUp or PushBug.ForgetsEntries),
            Fault = FaultOf,
            Refuses = _ => isRefusing && world.Faults.PerMille > 0 ? Engine.Parking.ParkReason.WriteRefused : null,
        };
        Ledger = new InMemoryLedger { Gate = new FaultGate(world.Faults, "ledger", mayRepeat: false) };
    }

    public ChangeSource Source { get; }

    public SyncRules Rules { get; }

    public InMemoryTable Table { get; }

    public InMemoryLists Lists { get; }

    public InMemoryLedger Ledger { get; }

    /// <summary>True when the lists hold items of the rows before the first push, told by the field <c>code</c>.</summary>
    public bool AdoptsItems { get; }

    /// <summary>True when people change items too, and so may delete the new item of a move before the old one is gone.</summary>
    public bool EditsItems { get; set; }

    /// <summary>What broke a promise while the world ran.</summary>
    public List<string> Broken { get; } = [];

    public static ListId ListOf(Row row) => ((NumberValue)row.Find("amount")!).Number % 2 == 0 ? Even : Odd;

    /// <summary>Somebody writes a row with values that were never there before.</summary>
    public void Put(int id) => Table.Put(TestRows.Key(id), NewRow(id));

    /// <summary>Somebody has items of this row in the lists already: none, one or two.</summary>
    public void AddItems(int id)
    {
        for (var item = tape.Choose(3); item > 0; item--)
        {
            world.Note($"people have an item of row {id}");
            Lists[tape.Choose(2) == 0 ? Even : Odd].Add(TestRows.Of(tape.Choose(4), $"value {++written}", CodeOf(id)));
        }
    }

    /// <summary>The items that are the row's by what they hold, whether they carry its key or not.</summary>
    public int CountItemsOf(RowKey key) => Lists.Items.Count(item => item.Fields.Find("code") is TextValue { Text: var code } && code == CodeOf((int)key.Parts[0].Number));

    /// <summary>True when a match left the row undecided, as several items are its.</summary>
    public bool IsAmbiguous(RowKey key) =>
        Ledger.Commits.SelectMany(commit => commit.Entries).LastOrDefault(entry => entry.Key == SyncKey.Of(TestRows.Definition.Id, key)) is { State: LedgerState.Ambiguous };

    /// <summary>True when the row was deleted once: what was made for it later is no item that was there before.</summary>
    public bool WasDeleted(RowKey key) => everDeleted.Contains(key);

    /// <summary>Does one thing to the table.</summary>
    public void ChangeTable(int keys)
    {
        var id = 1 + tape.Choose(keys);
        if (open.Find(transaction => transaction.Locks(TestRows.Key(id))) is { } locking)
        {
            // Whoever else writes the row waits for this.
            world.Note($"people commit row {id}");
            locking.Commit();
            open.Remove(locking);
        }

        switch (tape.Choose(6))
        {
            case 0:
                everDeleted.Add(TestRows.Key(id));
                world.Note($"people delete row {id}");
                Table.Delete(TestRows.Key(id));
                break;
            case 1:
                var transaction = Table.Begin();
                transaction.Put(TestRows.Key(id), NewRow(id));
                for (var other = 1; other <= keys && tape.Choose(2) == 1; other++)
                {
                    // Rows of one transaction have one watermark.
                    if (other != id && !open.Exists(earlier => earlier.Locks(TestRows.Key(other))))
                    {
                        transaction.Put(TestRows.Key(other), NewRow(other));
                    }
                }

                open.Add(transaction);
                world.Note($"people write row {id} and do not commit: 'value {written}'");
                break;
            case 2 when open.Count > 0:
                open[0].Commit();
                open.RemoveAt(0);
                world.Note("people commit");
                break;
            case 3 when tape.Happens(300):
                isRefusing = !isRefusing;
                world.Note(isRefusing ? "people add a rule that every item breaks" : "people take the rule away");
                break;
            default:
                Put(id);
                world.Note($"people write row {id}: 'value {written}'");
                break;
        }
    }

    /// <summary>Does one thing to an item, if there is one.</summary>
    public void ChangeList()
    {
        var items = Lists.Items.ToList();
        if (items.Count == 0)
        {
            return;
        }

        var (list, item) = (Lists[items[tape.Choose(items.Count)].Address.List], items[tape.Choose(items.Count)].Address.Item);
        if (list.Find(item) is null)
        {
            return;
        }

        if (tape.Choose(3) == 0)
        {
            list.Delete(item);
            world.Note($"people delete item {item}");
            return;
        }

        list.Edit(item, Row.Of([new("name", new TextValue($"edited {++written}"))]));
        world.Note($"people edit item {item}");
    }

    /// <summary>Nothing stays open.</summary>
    public void CommitAll()
    {
        open.ForEach(transaction => transaction.Commit());
        open.Clear();
    }

    /// <summary>One worker: takes the definition over, and pushes until there is nothing to do, or somebody takes over.</summary>
    public async Task WorkAsync()
    {
        try
        {
            await PushAsync();
        }
        catch (PortFailedException)
        {
            // As in the product: the turn is lost, and somebody takes the run up again.
        }
        catch (Exception problem) when (problem is not SimulationException)
        {
            Broken.Add($"A worker failed: {problem}");
        }
    }

    private async Task PushAsync()
    {
        var epoch = await Ledger.TakeOverAsync(TestRows.Definition.Id, default);
        var run = SyncRun.Queue(new SyncRunId(new Guid(++runs, 0, 0, new byte[8])), TestRows.Definition.Id, SyncDirection.Push, epoch, world.Clock.GetUtcNow());
        var options = new PushOptions { RowsMax = 1 + tape.Choose(4) };
        var ports = new BuggyPorts(Table, Lists, Ledger, bug, firstHashes);
        var pump = new PushPump(ports, ports, ports, ports, change => ListOf(change.Row!), options, world.Clock); // Called for rows that are there.
        if (await MatchAsync(ports, run) != EpochVerdict.Accepted)
        {
            return;
        }

        // Not once the world is at rest: what the watermark let through would be mended before anybody looks.
        if (Source == ChangeSource.Keyset && world.Faults.PerMille > 0 && tape.Choose(3) == 2)
        {
            world.Note("everything is compared");
            await ports.ForgetCursorAsync(TestRows.Definition.Id, reconcile: false, default);
        }

        for (var turn = 0; turn < TurnsMax; turn++)
        {
            var report = await pump.RunTurnAsync(new TurnContext(TestRows.Definition, Rules, run, new DeleteGuard(null, null), Pairs: 1), default);
            if (report.Verdict != EpochVerdict.Accepted)
            {
                return;
            }

            if (report.IsEnd)
            {
                await (report.NothingIsGone ? Task.CompletedTask : ReconcileAsync(pump, ports, run));
                return;
            }

            if (report.ResumeAt is { } at && at > world.Clock.GetUtcNow())
            {
                await Task.Delay(at - world.Clock.GetUtcNow(), world.Clock);
            }
        }
    }

    private async Task<EpochVerdict> MatchAsync(BuggyPorts ports, SyncRun run)
    {
        if (!AdoptsItems || await ports.FindMatchedAsync(TestRows.Definition.Id, default) is not null)
        {
            return EpochVerdict.Accepted;
        }

        var matcher = new ListMatcher(ports, ports, ports, TestRows.Definition, new RowColumns(["code"]), [Even, Odd]);
        await matcher.ReadItemsAsync(default);
        await matcher.ReportAsync(default);
        return await Adoption.RunAsync(matcher, ports, new TurnContext(TestRows.Definition, Rules, run, new DeleteGuard(null, null), 0), world.Clock, default);
    }

    // Change capture tells of deletes; a keyset does not, so the whole table is looked at.
    private async Task ReconcileAsync(PushPump pump, BuggyPorts ports, SyncRun run)
    {
        if (Source == ChangeSource.Capture || (world.Faults.PerMille > 0 && tape.Choose(2) == 0))
        {
            return;
        }

        var gone = await GoneRows.FindAsync(ports, ports, TestRows.Definition, default);
        for (var turn = 0; turn < TurnsMax && !gone.IsEmpty; turn++)
        {
            world.Note($"{gone.Length} rows are gone");
            (var report, gone) = await pump.RunDeletesAsync(new TurnContext(TestRows.Definition, Rules, run, new DeleteGuard(null, null), 0), gone, default);
            if (report.Verdict != EpochVerdict.Accepted)
            {
                return;
            }

            if (report.ResumeAt is { } at && at > world.Clock.GetUtcNow())
            {
                await Task.Delay(at - world.Clock.GetUtcNow(), world.Clock);
            }
        }
    }

    private Row NewRow(int id) => TestRows.Of(tape.Choose(4), $"value {++written}", AdoptsItems ? CodeOf(id) : $"code {written}");

    private static string CodeOf(int id) => $"code of {id}";

    private ListFault FaultOf(ListId list, ListWrite write)
    {
        world.Note($"list {list}: {Describe(write)}");
        if (!EditsItems && write is ListWrite.Delete { Key: var key, Item: var item } && Lists[list].Find(item) is not null && Table.Rows.Keys.FirstOrDefault(row => SyncKey.Of(TestRows.Definition.Id, row) == key) is { Parts.IsDefault: false } row
            && !everDeleted.Contains(row) && (AdoptsItems ? CountItemsOf(row) : Lists.Items.Count(other => other.SyncKey == key)) < 2)
        {
            Broken.Add($"P7: the last item of the row {row.Parts[0].Number} is deleted, though the row was never.");
        }

        var fault = world.Faults.PerMille > 0 && tape.Happens(60) ? (ListFault)(1 + tape.Choose(3)) : ListFault.None;
        if (fault != ListFault.None)
        {
            world.Note($"list {list}: {fault}");
        }

        return fault;
    }

    private static string Describe(ListWrite write)
    {
        var (key, what) = write switch
        {
            ListWrite.Create create => (create.Key, $"create {NameIn(create.Fields)}"),
            ListWrite.Update update => (update.Key, $"update item {update.Item} to {NameIn(update.Fields)} {(update.Mark is { } mark ? $"mark {mark}" : "")}"),
            ListWrite.Delete delete => (delete.Key, $"delete item {delete.Item}"),
            _ => throw new InvalidOperationException("There are three kinds of writes."),
        };
        var row = Enumerable.Range(1, 9).First(id => TestRows.SyncKeyOf(id) == key);
        return $"row {row}, {what}";
    }

    private static string NameIn(Row fields) => fields.Find("name") is TextValue { Text: var name } ? $"'{name}'" : "the same";
}
