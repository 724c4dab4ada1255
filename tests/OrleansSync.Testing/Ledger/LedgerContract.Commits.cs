using OrleansSync.Engine.Changes;
using OrleansSync.Engine.Cursors;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Testing.Postgres;
using Xunit;

namespace OrleansSync.Testing.Ledger;

/// <summary>Commits as a whole: what they count, who may make them, and what is refused.</summary>
public abstract partial class LedgerContract
{
    [PostgresFact]
    public async Task Commit_CountersAndDeletes_AreAddedToTheRun()
    {
        var run = await Runs.StartAsync(Run, Definition, SyncDirection.Push, Noon, default);
        var first = RunCounters.Zero.AddRead(5).Add(Tally.Written, 2).Add(Tally.Of(SkipReason.NeverSynced), 1).Add(Tally.Of(SkipReason.LateNews), 2);
        var second = (RunCounters.Zero.AddRead(4).Add(Tally.Unchanged).Add(Tally.Parked).Add(Tally.Of(SkipReason.LateNews)) with { Coalesced = 1, Normalised = 3, Losses = 4 });

        await Ledger.CommitAsync(Of(run.Epoch) with { Counters = first, Deletes = 2 }, default);
        await Ledger.CommitAsync(Of(run.Epoch) with { Counters = second, Deletes = 3 }, default);
        await Ledger.CommitAsync(Of(run.Epoch) with { Entries = [Entry(1)] }, default);

        Assert.Equal(run with { Counters = first.Add(second), Deletes = 5 }, await Runs.FindAsync(Run, default));
        Assert.True((await Runs.FindAsync(Run, default))!.Counters.Balances);
    }

    [PostgresFact]
    public async Task Commit_Fenced_CountsNothing()
    {
        var run = await Runs.StartAsync(Run, Definition, SyncDirection.Push, Noon, default);
        var current = await Ledger.TakeOverAsync(Definition, default);

        Assert.Equal(EpochVerdict.Fenced, await Ledger.CommitAsync(Of(run.Epoch) with { Counters = RunCounters.Zero.AddRead(1), Deletes = 1 }, default));

        Assert.Equal(run with { Epoch = current }, await Runs.FindAsync(Run, default));
    }

    [PostgresFact]
    public async Task Commit_BeforeAnyEpoch_IsRefused()
    {
        Assert.Equal(EpochVerdict.NeverGiven, await Ledger.CommitAsync(Of(Epoch.None) with { Entries = [Entry(1)] }, default));
        Assert.Equal(EpochVerdict.NeverGiven, await Ledger.CommitAsync(Of(new Epoch(1)) with { Entries = [Entry(1)] }, default));

        Assert.Empty(await Ledger.FindAsync(Definition, [Key(1)], default));
        Assert.Equal(Epoch.None, await Ledger.FindEpochAsync(Definition, default));
    }

    [PostgresFact]
    public async Task Commit_ManyOfOneEpochAtOnce_AreMadeOneAfterAnother()
    {
        const int Count = 16;
        var run = await Runs.StartAsync(Run, Definition, SyncDirection.Push, Noon, default);
        var verdicts = await Task.WhenAll(Enumerable.Range(1, Count).Select(number => Ledger.CommitAsync(
            Of(run.Epoch) with { Entries = [.. Enumerable.Range(1, 20).Select(each => Entry(each) with { Item = number })], Cursor = new Cursor.Lsn((ulong)number), Counters = RunCounters.Zero.AddRead(1) }, default)));

        Assert.All(verdicts, verdict => Assert.Equal(EpochVerdict.Accepted, verdict));
        var last = Assert.IsType<Cursor.Lsn>(await Ledger.FindCursorAsync(Definition, null, default));
        var found = await Ledger.FindAsync(Definition, [.. Enumerable.Range(1, 20).Select(Key)], default);
        Assert.Equal(20, found.Length);
        Assert.All(found, entry => Assert.Equal((int)last.Position, entry.Item));
        Assert.Equal(Count, (await Runs.FindAsync(Run, default))?.Counters.Read);
    }

    [PostgresFact]
    public async Task TakeOver_RacesCommits_ExactlyThoseBeforeItAreThere()
    {
        var old = await Ledger.TakeOverAsync(Definition, default);
        var commits = Enumerable.Range(1, 20).Select(number => Ledger.CommitAsync(Of(old) with { Entries = [Entry(number)] }, default)).ToArray();
        var current = await Ledger.TakeOverAsync(Definition, default);
        var atTakeOver = (await Ledger.FindAsync(Definition, [.. Enumerable.Range(1, 20).Select(Key)], default)).Select(entry => entry.Key).ToHashSet();
        var verdicts = await Task.WhenAll(commits);

        Assert.Equal(old.TakeOver(), current);
        for (var number = 1; number <= 20; number++)
        {
            Assert.Equal(atTakeOver.Contains(Key(number)) ? EpochVerdict.Accepted : EpochVerdict.Fenced, verdicts[number - 1]);
        }

        Assert.Equal(atTakeOver.Count, (await Ledger.FindAsync(Definition, [.. Enumerable.Range(1, 20).Select(Key)], default)).Length);
    }

    [PostgresFact]
    public async Task TakeOver_ManyAtOnce_EachGetsItsOwnEpoch()
    {
        var epochs = await Task.WhenAll(Enumerable.Range(1, 10).Select(_ => Ledger.TakeOverAsync(Definition, default)));

        Assert.Equal(Enumerable.Range(1, 10).Select(number => new Epoch(number)), epochs.OrderBy(epoch => epoch.Value));
        Assert.Equal(new Epoch(10), await Ledger.FindEpochAsync(Definition, default));
    }

    [PostgresFact]
    public async Task Commit_ThatContradictsItself_IsRefusedAndChangesNothing()
    {
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        var other = new SyncDefinitionId(new Guid("bbbbbbbb-0000-7000-8000-000000000001"));
        var good = Of(epoch) with { Entries = [Entry(1)], Cursor = There };
        LedgerCommit[] bad =
        [
            good with { Entries = [Entry(1), Entry(1) with { Item = 2 }] },
            good with { Removed = [Key(1)] },
            good with { Entries = [Entry(1) with { Definition = other }] },
            good with { Entries = [Entry(1) with { ChangedAt = Noon.AddTicks(1) }] },
            good with { Entries = [Entry(1) with { MovedItem = 1 }] },
            good with { Parked = [Aside(1), Aside(1)] },
            good with { Parked = [AsideItem(1), AsideItem(1)] },
            good with { Parked = [Aside(1) with { Key = null, RowKey = null, Item = Item(1) }] },
            good with { Parked = [AsideItem(1) with { Item = null, Key = Key(1), RowKey = RowOf(1) }] },
            good with { Parked = [Aside(1) with { Direction = SyncDirection.TwoWay }] },
            good with { Parked = [Aside(1) with { Definition = other }] },
            good with { Parked = [Aside(1) with { DueAt = Noon.AddTicks(1) }] },
            good with { CursorList = new ListId(0) },
            good with { Cursor = null, CursorList = new ListId(1) },
        ];
        foreach (var commit in bad)
        {
            await Assert.ThrowsAsync<ArgumentException>(() => Ledger.CommitAsync(commit, default));
        }

        Assert.Empty(await Ledger.FindAsync(Definition, [Key(1)], default));
        Assert.Null(await Ledger.FindCursorAsync(Definition, null, default));
        Assert.Equal(EpochVerdict.Accepted, await Ledger.CommitAsync(good, default));
    }

    [PostgresFact]
    public async Task Any_Cancelled_Throws()
    {
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Ledger.CommitAsync(Of(epoch) with { Entries = [Entry(1)] }, source.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Ledger.FindAsync(Definition, [Key(1)], source.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Ledger.TakeOverAsync(Definition, source.Token));

        Assert.Empty(await Ledger.FindAsync(Definition, [Key(1)], default));
        Assert.Equal(epoch, await Ledger.FindEpochAsync(Definition, default));
    }

    [PostgresFact]
    public async Task Commit_Empty_IsAccepted() =>
        Assert.Equal(EpochVerdict.Accepted, await Ledger.CommitAsync(Of(await Ledger.TakeOverAsync(Definition, default)), default));
}
