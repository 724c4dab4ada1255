using System.Globalization;
using OrleansSync.Emulator.Faults;
using OrleansSync.Emulator.Graph;
using OrleansSync.Engine.Conflicts;
using OrleansSync.Engine.Deletes;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Push;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Postgres.Ledger;
using OrleansSync.Postgres.Runs;
using OrleansSync.Postgres.Tests.Fixtures;
using OrleansSync.Postgres.Tests.Tables;
using OrleansSync.SharePoint.Tests.Items;
using OrleansSync.Testing.Postgres;
using OrleansSync.Testing.Rows;
using OrleansSync.Testing.Tables;
using Xunit.Abstractions;

namespace OrleansSync.EndToEnd.Push;

/// <summary>The push on real parts: a table and a ledger in PostgreSQL, a list of the emulator over HTTP, and nothing of a server around them.</summary>
public sealed class PushTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Rows = 300;
    private const int TurnsMax = 40;
    private PostgresTableFixture table = null!; // All set before each test.
    private EmulatedList list = null!;
    private TestMetastore metastore = null!;
    private PostgresLedger ledger = null!;
    private PostgresSyncRuns runs = null!;
    private int started;

    public async Task InitializeAsync()
    {
        table = await PostgresTableFixture.CreateAsync(ChangeSource.Keyset);
        list = await EmulatedList.OpenAsync();
        metastore = await TestMetastore.CreateAsync();
        ledger = new PostgresLedger(metastore.Metastore, TestMetastore.CreateOptions(metastore.ConnectionString), TimeProvider.System);
        runs = new PostgresSyncRuns(metastore.Metastore);
    }

    public async Task DisposeAsync()
    {
        foreach (var part in new IAsyncDisposable?[] { table, list, metastore })
        {
            if (part is not null)
            {
                await part.DisposeAsync();
            }
        }
    }

    [PostgresFact]
    public async Task Push_ChangedAndTouchedRows_KeepsTheListEqualAndWritesNothingElse()
    {
        await FillAsync(1, Rows);
        var first = await PushAsync();
        await AssertEqualAsync();

        await table.ExecuteAsync($"update %t set amount = amount + 1000, \"changed At\" = clock_timestamp() where \"Id\" % 10 = 0");
        await table.ExecuteAsync($"update %t set \"changed At\" = clock_timestamp() where \"Id\" % 10 = 1");
        var second = await PushAsync();
        await AssertEqualAsync();

        Assert.Equal((Rows, Rows / 10, Rows / 10), ((int)first.Written, (int)second.Written, (int)second.Unchanged));
        Assert.True(first.Balances && second.Balances);
        Assert.Equal(0, (await PushAsync()).Written);
    }

    [PostgresFact]
    public async Task Push_AnswersLost_CreatesEveryItemOnce()
    {
        await FillAsync(1, Rows);
        list.Tenant.Host.Faults.Add(new FaultRule { Kind = FaultKind.LostReply, Operation = OperationKind.ItemCreate, Times = 7 });
        await PushAsync();
        list.Tenant.Clock.Advance(TimeSpan.FromHours(7));

        await PushAsync();

        await AssertEqualAsync();
    }

    [PostgresFact]
    public async Task Push_WorkerDiesBeforeItsCommit_AnotherOneFinishesWithoutADouble()
    {
        await FillAsync(1, Rows);
        var dying = new DyingLedger(ledger, commits: 1);
        await Assert.ThrowsAsync<IOException>(() => PushAsync(dying));
        Assert.NotEmpty(await ledger.FindUnsettledAsync(TestRows.Definition.Id, 1, default));

        await PushAsync();

        await AssertEqualAsync();
        Assert.Empty(await ledger.FindUnsettledAsync(TestRows.Definition.Id, 1, default));
    }

    private Task FillAsync(int from, int to) => table.ExecuteAsync(
        $"insert into %t (\"Id\", amount, name, \"co de\", note) overriding system value select n, n, 'Zeile ' || n || ' – ünï ☂', case when n % 3 = 0 then null else 'c' || n end, null from generate_series({from}, {to}) n");

    /// <summary>One run of as many turns as it takes; its counters as the metastore has them.</summary>
    private async Task<RunCounters> PushAsync(ILedger? over = null)
    {
        if (await runs.FindCurrentAsync(TestRows.Definition.Id, default) is { } current)
        {
            await runs.ApplyAsync(current.Id, RunEvent.Abandon, null, "", Now, default);
        }

        var run = await runs.StartAsync(new SyncRunId(new Guid(++started, 0, 0, new byte[8])), TestRows.Definition.Id, SyncDirection.Push, Now, default);
        var rules = new SyncRules(SyncDirection.Push, TestRows.Columns, new ConflictPolicy.SourceWins(), DeletePolicy.Propagate, DeletePolicy.Ignore);
        var pump = new PushPump(table.Reader, list.Reader, list.Writer, over ?? ledger, _ => list.List, new PushOptions { RowsMax = 128 }, list.Tenant.Clock);
        for (var turn = 0; turn < TurnsMax; turn++)
        {
            var report = await pump.RunTurnAsync(new TurnContext(TestRows.Definition, rules, run, DeleteGuard.Default, Rows), default);
            Assert.Equal((EpochVerdict.Accepted, GuardVerdict.Passes), (report.Verdict, report.Guard));
            if (report.IsEnd)
            {
                var ended = await runs.FindAsync(run.Id, default);
                await runs.ApplyAsync(run.Id, RunEvent.Cancel, null, "", Now, default);
                output.WriteLine($"{turn + 1} turns: {ended!.Counters}"); // It was started above.
                return ended.Counters;
            }
        }

        throw new InvalidOperationException($"No end within {TurnsMax} turns.");
    }

    private async Task AssertEqualAsync()
    {
        var items = await ReadListAsync();
        var ids = ((string)(await table.ScalarAsync("select string_agg(\"Id\"::text, ',') from %t"))!).Split(',').Select(id => int.Parse(id, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(ids.Count, items.Count);
        var byKey = items.ToDictionary(item => item.SyncKey!.Value); // Every item is ours; a double would throw.
        foreach (var id in ids)
        {
            var row = await table.FindAsync(TestRows.Key(id));
            Assert.True(byKey[TestRows.SyncKeyOf(id)].Row!.Differences(TestRows.Columns.Push, row).IsEmpty, $"The row {id} and its item differ.");
        }
    }

    private async Task<List<ItemChange>> ReadListAsync()
    {
        var items = new Dictionary<int, ItemChange>();
        Engine.Cursors.Cursor.DeltaLink? link = null;
        while (link?.EndedAt is null)
        {
            var page = await list.Reader.ReadDeltaAsync(list.Definition, list.List, link, default);
            foreach (var change in page.Changes.Select(view => ((ItemView.Seen)view).Change))
            {
                items[change.Item.Item] = change;
            }

            link = page.Next;
        }

        return [.. items.Values.Where(item => !item.IsDeleted)];
    }

    private DateTimeOffset Now => Engine.Identity.Clock.Now(list.Tenant.Clock);
}
