using System.Collections.Immutable;
using OrleansSync.Emulator.Faults;
using OrleansSync.Emulator.Graph;
using OrleansSync.Engine.Cursors;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.Values;
using OrleansSync.SharePoint.Items;
using OrleansSync.Testing.Rows;

namespace OrleansSync.SharePoint.Tests.Items;

/// <summary>What goes wrong on the way, one fault at a time.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private EmulatedList list = null!; // Set before each test.

    public async Task InitializeAsync() => list = await EmulatedList.OpenAsync();

    public async Task DisposeAsync() => await list.DisposeAsync();

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Apply_OneEntryIsThrottled_OnlyItWaitsAndTheRestIsNotSentAgain(int status)
    {
        Fault(new() { Kind = FaultKind.Status, Status = status, RetryAfter = 17, Operation = OperationKind.ItemCreate, Skip = 3 });

        var outcomes = await ApplyAsync(Creates(1..11));

        var waits = Assert.IsType<ListOutcome.NotSent>(outcomes[3]);
        Assert.Equal(TimeSpan.FromSeconds(17), waits.Until - list.Tenant.Clock.GetUtcNow());
        Assert.Equal(9, outcomes.Count(outcome => outcome is ListOutcome.Applied));
        Assert.All(await ApplyAsync(Creates(4..5)), outcome => Assert.Equal(waits, outcome));
        list.Tenant.Clock.Advance(TimeSpan.FromSeconds(17));
        Assert.IsType<ListOutcome.Applied>((await ApplyAsync(Creates(4..5)))[0]);
        Assert.Equal(10, (await FindAsync(1..11)).Length);
    }

    [Fact]
    public async Task Apply_AnEntryFailsInside_CountsAsLost()
    {
        Fault(new() { Kind = FaultKind.Status, Status = 500, Operation = OperationKind.ItemCreate });

        var outcomes = await ApplyAsync(Creates(1..3));

        Assert.IsType<ListOutcome.ReplyLost>(outcomes[0]);
        Assert.IsType<ListOutcome.Applied>(outcomes[1]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Apply_AnOldVersion_IsPreconditionFailedUnderBothNumbers(bool conflictAs409)
    {
        list.Tenant.Host.Switches.ConflictAs409 = conflictAs409;
        var made = Assert.IsType<ListOutcome.Applied>((await ApplyAsync(Creates(1..2)))[0]);
        await list.EditAsync(made.Item, Only("name", "edited"));

        var update = new ListWrite.Update(TestRows.SyncKeyOf(1), made.Item, made.ETag, Only("name", "ours"), null);
        Assert.IsType<ListOutcome.PreconditionFailed>((await ApplyAsync([update]))[0]);
        Assert.IsType<ListOutcome.PreconditionFailed>((await ApplyAsync([new ListWrite.Delete(TestRows.SyncKeyOf(1), made.Item, made.ETag)]))[0]);
        Assert.Equal(new TextValue("edited"), (await list.FindAsync(made.Item))!.Find("name"));
    }

    [Fact]
    public async Task Apply_AnUpdateWhoseReplyIsLost_IsNotDoneTwiceUnderItsVersion()
    {
        var made = Assert.IsType<ListOutcome.Applied>((await ApplyAsync(Creates(1..2)))[0]);
        Fault(new() { Kind = FaultKind.LostReply, Operation = OperationKind.ItemUpdate });
        var update = new ListWrite.Update(TestRows.SyncKeyOf(1), made.Item, made.ETag, Only("name", "ours"), null);

        Assert.IsType<ListOutcome.ReplyLost>((await ApplyAsync([update]))[0]);
        Assert.IsType<ListOutcome.PreconditionFailed>((await ApplyAsync([update]))[0]);
        Assert.Equal(made.ETag!.Value.Version + 1, Seen(await list.Reader.FindItemsAsync(list.Definition, list.List, [made.Item], default)).ETag!.Value.Version);
    }

    [Fact]
    public async Task Apply_TheAnswerComesTooLate_CountsAsLost()
    {
        list.Tenant.Options.ApplyTimeout = TimeSpan.FromMilliseconds(300);
        Fault(new() { Kind = FaultKind.Delay, Delay = TimeSpan.FromMinutes(1), Operation = OperationKind.ItemCreate });

        Assert.IsType<ListOutcome.ReplyLost>((await ApplyAsync(Creates(1..2)))[0]);
    }

    [Fact]
    public async Task Apply_Cancelled_SaysOfEachWhetherItWasSent()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => list.Writer.ApplyAsync(list.Definition, list.List, Creates(1..2), stop.Token));

        Fault(new() { Kind = FaultKind.Delay, Delay = TimeSpan.FromMinutes(1), Operation = OperationKind.ItemCreate });
        using var later = new CancellationTokenSource();
        var applying = list.Writer.ApplyAsync(list.Definition, list.List, Creates(1..200), later.Token);
        await later.CancelAsync();
        Assert.All(await applying, outcome => Assert.True(outcome is ListOutcome.ReplyLost or ListOutcome.NotSent or ListOutcome.Applied, outcome.ToString()));
    }

    [Fact]
    public async Task Apply_TheListIsGone_ThrowsAndCallsNothingDeleted()
    {
        var made = Assert.IsType<ListOutcome.Applied>((await ApplyAsync(Creates(1..2)))[0]);
        await list.Tenant.AsPersonAsync("DELETE", list.Path);

        ListWrite[] writes =
        [
            new ListWrite.Delete(TestRows.SyncKeyOf(1), made.Item, made.ETag), new ListWrite.Update(TestRows.SyncKeyOf(1), made.Item, made.ETag, Only("name", "x"), null),
            new ListWrite.Create(TestRows.SyncKeyOf(2), TestRows.Of(2, "two", "code")),
        ];
        foreach (var write in writes)
        {
            Assert.Equal(SyncError.ListGone, (await Assert.ThrowsAsync<SyncException>(() => ApplyAsync([write]))).Error);
        }

        Assert.Equal(SyncError.ListGone, (await Assert.ThrowsAsync<SyncException>(() => list.Reader.ReadDeltaAsync(list.Definition, list.List, null, default))).Error);
        Assert.Equal(SyncError.ListGone, (await Assert.ThrowsAsync<SyncException>(() => list.Reader.FindItemsAsync(list.Definition, list.List, [made.Item], default))).Error);
        Assert.Equal(SyncError.ListGone, (await Assert.ThrowsAsync<SyncException>(() => FindAsync(1..2))).Error);
    }

    [Fact]
    public async Task Apply_NoPermission_ThrowsAndNamesIt()
    {
        await using var without = await EmulatedList.OpenAsync(options => options.Roles = ["Sites.Read.All"]);

        var refused = await Assert.ThrowsAsync<SyncException>(() => without.Writer.ApplyAsync(without.Definition, without.List, Creates(1..2), default));

        Assert.Equal(SyncError.SharePointAccessDenied, refused.Error);
        Assert.Contains("Sites.ReadWrite.All", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_AValueThatDoesNotFit_IsParkedBeforeAnythingIsSent()
    {
        var outcomes = await ApplyAsync([new ListWrite.Create(TestRows.SyncKeyOf(1), TestRows.Of(1, new string('x', 256), "code")), new ListWrite.Create(TestRows.SyncKeyOf(2), TestRows.Of(2, "two", "code"))]);

        Assert.Equal(new ListOutcome.Parked(ParkReason.ValueRefused), outcomes[0]);
        Assert.IsType<ListOutcome.Applied>(outcomes[1]);
        Assert.Equal(1, list.Tenant.Host.Counters.Requests[OperationKind.ItemCreate]);
    }

    [Theory]
    [InlineData("resyncRequired")]
    [InlineData("resyncChangesApplyDifferences")]
    [InlineData("resyncChangesUploadDifferences")]
    [InlineData("resyncApplyDifferences")]
    public async Task ReadDelta_AnyResyncCode_EnumeratesAnew(string code)
    {
        await ApplyAsync(Creates(1..4));
        var link = (await ReadAsync(null)).Next;
        Fault(new() { Kind = FaultKind.Resync, Code = code });

        var page = await ReadAsync(link);

        Assert.True(page.IsRestart);
        Assert.Equal(3, page.Changes.Length);
    }

    [Fact]
    public async Task ReadDelta_GarbageLink_IsSaidToBeOurs()
    {
        var link = (await ReadAsync(null)).Next;
        var broken = link with { Link = link.Link.Replace("token=", "token=x", StringComparison.Ordinal) };

        var refused = await Assert.ThrowsAsync<SyncException>(() => ReadAsync(broken));

        Assert.Equal(SyncError.DeltaLinkMalformed, refused.Error);
        Assert.DoesNotContain("token=", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadDelta_LinkToAnotherHost_NeverGetsTheToken()
    {
        var refused = await Assert.ThrowsAsync<SyncException>(() => ReadAsync(new Cursor.DeltaLink("http://127.0.0.1:9/v1.0/sites/x/lists/y/items/delta?token=1", null)));

        Assert.Equal(SyncError.DeltaLinkMalformed, refused.Error);
    }

    [Fact]
    public async Task ReadDelta_LinkOlderThanTheLog_IsNotTried()
    {
        await ApplyAsync(Creates(1..3));
        var link = (await ReadAsync(null)).Next;
        list.Tenant.Clock.Advance(TimeSpan.FromDays(51));

        Assert.True((await ReadAsync(link)).IsRestart);
    }

    [Fact]
    public async Task ReadDelta_RowsTwiceAndInAnyOrder_GivesEachItemOnceAsItIs()
    {
        await ApplyAsync(Creates(1..9));
        Fault(new() { Kind = FaultKind.DuplicateRows });
        Fault(new() { Kind = FaultKind.ReorderedRows });

        var page = await ReadAsync(null);

        Assert.Equal(8, page.Changes.Length);
        Assert.Equal(8, page.Changes.Select(view => Seen([view]).Item).Distinct().Count());
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task ReadDelta_DeletedRowOfAnyShape_IsADeleteOrARestart(bool asRemoved, bool asError)
    {
        var made = (await ApplyAsync(Creates(1..4))).Cast<ListOutcome.Applied>().ToArray();
        var link = (await ReadAsync(null)).Next;
        list.Tenant.Host.Switches.RemovedAnnotation = asRemoved;
        list.Tenant.Host.Switches.DeltaErrorRow = asError;
        await list.DeleteAsync(made[1].Item);

        var page = await ReadAsync(link);

        Assert.Equal(asError, page.IsRestart);
        var items = page.Changes.Select(view => Seen([view])).ToDictionary(change => change.Item.Item);
        if (asError)
        {
            // The item is not among those that are left; whoever reconciles asks for it and observes its absence.
            Assert.Equal([made[0].Item, made[2].Item], items.Keys.Order());
            Assert.True(Seen(await list.Reader.FindItemsAsync(list.Definition, list.List, [made[1].Item], default)).IsDeleted);
        }
        else
        {
            Assert.True(items[made[1].Item].IsDeleted);
        }
    }

    [Fact]
    public async Task ReadDelta_RowsWithoutFields_AreReadOneByOne()
    {
        await ApplyAsync(Creates(1..4));
        list.Tenant.Host.Switches.InlineFieldsWithoutExpand = false;
        var link = new Cursor.DeltaLink($"{list.Tenant.Endpoints.GraphRoot}/{list.Path}/items/delta", null);

        var page = await ReadAsync(link);

        Assert.Equal(3, page.Changes.Count(view => Seen([view]).Row!.Find("name") is TextValue));
    }

    [Fact]
    public async Task ReadDelta_TheMappingGrewSinceTheLink_GivesTheNewFieldToo()
    {
        var link = (await ReadAsync(null)).Next;
        var narrow = link with { Link = link.Link.Replace("amount%2C", "", StringComparison.Ordinal).Replace("amount,", "", StringComparison.Ordinal) };
        Assert.NotEqual(link.Link, narrow.Link);
        await ApplyAsync(Creates(5..6));

        var change = Seen((await ReadAsync(narrow)).Changes);

        Assert.Equal(new NumberValue(5), change.Row!.Find("amount"));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    public async Task ReadDelta_FailsTwice_IsRepeated(int status)
    {
        Fault(new() { Kind = FaultKind.Status, Status = status, Operation = OperationKind.Delta, Times = 2 });

        Assert.True((await ReadAsync(null)).IsEnd);
    }

    [Fact]
    public async Task ReadDelta_Throttled_SaysWhenAndClosesTheBudget()
    {
        Fault(new() { Kind = FaultKind.Status, Status = 429, RetryAfter = 40, Operation = OperationKind.Delta });

        var refused = await Assert.ThrowsAsync<SyncException>(() => ReadAsync(null));
        Assert.Equal((SyncError.SharePointThrottled, TimeSpan.FromSeconds(40)), (refused.Error, refused.RetryAfter));
        var closed = await Assert.ThrowsAsync<SyncException>(() => ReadAsync(null));
        Assert.Equal((SyncError.SharePointThrottled, TimeSpan.FromSeconds(40)), (closed.Error, closed.RetryAfter));
        list.Tenant.Clock.Advance(TimeSpan.FromSeconds(40));
        Assert.True((await ReadAsync(null)).IsEnd);
    }

    [Theory]
    [InlineData(429, 17)]
    [InlineData(503, null)]
    public async Task Apply_TheWholeBatchIsThrottled_NothingOfItWasSent(int status, int? retryAfter)
    {
        Fault(new() { Kind = FaultKind.Status, Status = status, RetryAfter = retryAfter, Operation = OperationKind.Batch });

        var until = list.Tenant.Clock.GetUtcNow() + TimeSpan.FromSeconds(retryAfter ?? 30);
        Assert.All(await ApplyAsync(Creates(1..11)), outcome => Assert.Equal(new ListOutcome.NotSent(until), outcome));
        list.Tenant.Clock.Advance(TimeSpan.FromSeconds(retryAfter ?? 30));
        Assert.All(await ApplyAsync(Creates(1..11)), outcome => Assert.IsType<ListOutcome.Applied>(outcome));
        Assert.Equal(10, list.Tenant.Host.Counters.Requests[OperationKind.ItemCreate]);
    }

    [Theory]
    [InlineData(FaultKind.LostReply, 10)]
    [InlineData(FaultKind.Status, 0)]
    public async Task Apply_TheWholeBatchFails_EachOfItCountsAsLost(FaultKind kind, int done)
    {
        Fault(new() { Kind = kind, Status = 504, Operation = OperationKind.Batch });

        Assert.All(await ApplyAsync(Creates(1..11)), outcome => Assert.IsType<ListOutcome.ReplyLost>(outcome));
        Assert.Equal(done, (await FindAsync(1..11)).Length);
        await WriteAllAsync(list, [.. Enumerable.Range(1, 10)]);
        Assert.Equal(10, (await ReadAsync(null)).Changes.Length);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    public async Task Apply_TheWholeBatchIsRefused_ThrowsAndNothingWasDone(int status)
    {
        Fault(new() { Kind = FaultKind.Status, Status = status, Operation = OperationKind.Batch });

        var refused = await Assert.ThrowsAsync<SyncException>(() => ApplyAsync(Creates(1..11)));

        Assert.Equal(status == 403 ? SyncError.SharePointAccessDenied : SyncError.SharePointRefused, refused.Error);
        Assert.Empty((await ReadAsync(null)).Changes);
    }

    [Fact]
    public async Task FindByKeys_TheWholeBatchFailsForNow_IsRepeated()
    {
        await ApplyAsync(Creates(1..4));
        Fault(new() { Kind = FaultKind.Status, Status = 502, Operation = OperationKind.Batch });
        Fault(new() { Kind = FaultKind.LostReply, Operation = OperationKind.Batch, Skip = 1 });

        Assert.Equal(3, (await FindAsync(1..4)).Length);
    }

    [Fact]
    public async Task FindByKeys_AboveTheListViewThreshold_IsSaidSoAndClosesNoBudget()
    {
        await using var large = await EmulatedList.OpenAsync(options => options.ListViewThreshold = 2);
        large.Bindings.Binding = large.Bindings.Binding with { KeyColumn = "code", KeyMode = KeyMode.Unindexed };
        await large.Writer.ApplyAsync(large.Definition, large.List, [.. Enumerable.Range(1, 3).Select(number => new ListWrite.Create(TestRows.SyncKeyOf(number), Only("name", "x")))], default);

        var refused = await Assert.ThrowsAsync<SyncException>(() => large.Reader.FindByKeysAsync(large.Definition, large.List, [TestRows.SyncKeyOf(1)], default));

        Assert.Equal((SyncError.SharePointRefused, null), (refused.Error, refused.RetryAfter));
        Assert.Contains("without an index", refused.Message, StringComparison.Ordinal);
        Assert.Equal(3, (await large.Reader.ReadDeltaAsync(large.Definition, large.List, null, default)).Changes.Length);
    }

    [Fact]
    public async Task Apply_AnyMixOfFaults_LosesNothingAndWritesNothingTwice()
    {
        for (var seed = 1; seed <= 12; seed++)
        {
            await using var each = await EmulatedList.OpenAsync();
            var chance = new Random(seed);
            for (var fault = 0; fault < 8; fault++)
            {
                each.Tenant.Host.Faults.Add(new FaultRule
                {
                    Kind = chance.Next(2) == 0 ? FaultKind.LostReply : FaultKind.Status,
                    Status = chance.Next(4) switch { 0 => 429, 1 => 503, 2 => 500, _ => 504 },
                    RetryAfter = chance.Next(2) == 0 ? 3 : null,
                    Operation = OperationKind.ItemCreate,
                    Skip = chance.Next(70),
                    Times = 1 + chance.Next(3),
                });
                each.Tenant.Host.Faults.Add(new FaultRule
                {
                    Kind = chance.Next(2) == 0 ? FaultKind.LostReply : FaultKind.Status,
                    Status = chance.Next(4) switch { 0 => 429, 1 => 503, 2 => 500, _ => 504 },
                    Operation = OperationKind.Batch,
                    Skip = chance.Next(12),
                });
            }

            await WriteAllAsync(each, [.. Enumerable.Range(1, 75)]);

            var page = await each.Reader.ReadDeltaAsync(each.Definition, each.List, null, default);
            var found = page.Changes.Select(view => Seen([view])).ToList();
            Assert.Equal(Enumerable.Range(1, 75).Select(TestRows.SyncKeyOf).Order(), found.Select(change => change.SyncKey!.Value).Order());
            Assert.All(found, change => Assert.Equal(new TextValue("code"), change.Row!.Find("code")));
        }
    }

    // What the engine does, in short: send, settle what is not known by its key, send the rest again.
    private static async Task WriteAllAsync(EmulatedList list, List<int> wanted)
    {
        for (var round = 0; wanted.Count > 0; round++)
        {
            Assert.True(round < 60, $"{wanted.Count} rows are left.");
            var outcomes = await list.Writer.ApplyAsync(list.Definition, list.List, Creates(wanted), default);
            var open = wanted.Where((_, index) => outcomes[index] is not ListOutcome.Applied).ToList();
            list.Tenant.Clock.Advance(TimeSpan.FromSeconds(31));
            var there = await SettleAsync(list, [.. open.Select(TestRows.SyncKeyOf)]);
            var known = there.Select(view => Seen([view]).SyncKey!.Value).ToHashSet();
            Assert.All(wanted.Zip(outcomes).Where(pair => pair.Second is ListOutcome.NotSent), pair => Assert.DoesNotContain(TestRows.SyncKeyOf(pair.First), known));
            wanted = [.. open.Where(number => !known.Contains(TestRows.SyncKeyOf(number)))];
        }
    }

    // What cannot be looked up now is looked up later, and sent again only then.
    private static async Task<ImmutableArray<ItemView>> SettleAsync(EmulatedList list, ImmutableArray<SyncKey> keys)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await list.Reader.FindByKeysAsync(list.Definition, list.List, keys, default);
            }
            catch (SyncException exception) when (exception.RetryAfter is { } wait && attempt < 20)
            {
                list.Tenant.Clock.Advance(wait);
            }
        }
    }

    private void Fault(FaultRule rule) => list.Tenant.Host.Faults.Add(rule);

    private Task<ImmutableArray<ListOutcome>> ApplyAsync(ImmutableArray<ListWrite> writes) => list.Writer.ApplyAsync(list.Definition, list.List, writes, default);

    private Task<ItemPage> ReadAsync(Cursor.DeltaLink? link) => list.Reader.ReadDeltaAsync(list.Definition, list.List, link, default);

    private Task<ImmutableArray<ItemView>> FindAsync(Range numbers) => list.Reader.FindByKeysAsync(list.Definition, list.List, [.. Numbers(numbers).Select(TestRows.SyncKeyOf)], default);

    private static ImmutableArray<ListWrite> Creates(Range numbers) => Creates(Numbers(numbers));

    private static ImmutableArray<ListWrite> Creates(IEnumerable<int> numbers) =>
        [.. numbers.Select(number => new ListWrite.Create(TestRows.SyncKeyOf(number), TestRows.Of(number, $"name {number}", "code").Where((name, _) => name != "note")))];

    private static IEnumerable<int> Numbers(Range range) => Enumerable.Range(range.Start.Value, range.End.Value - range.Start.Value);

    private static ItemChange Seen(ImmutableArray<ItemView> views) => Assert.IsType<ItemView.Seen>(Assert.Single(views)).Change;

    private static Row Only(string name, string value) => Row.Of([KeyValuePair.Create(name, (Value)new TextValue(value))]);
}
