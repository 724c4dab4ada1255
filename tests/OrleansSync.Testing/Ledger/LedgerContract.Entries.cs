using System.Collections.Immutable;
using System.Text;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Hashing;
using OrleansSync.Testing.Postgres;
using Xunit;

namespace OrleansSync.Testing.Ledger;

/// <summary>Entries come back as they were given, and are found by all that they are found by.</summary>
public abstract partial class LedgerContract
{
    private static readonly RowHash Hash = new(0xFEDCBA9876543210, 1);

    private static readonly Row EveryKind = Row.Of(new KeyValuePair<string, Value>[]
    {
        new("Null", Value.Null),
        new("Unknown", Value.Unknown),
        new("Text", new TextValue("日本 \uD83D\uDE00 \0")),
        new("Half", new TextValue("\uD83D")),
        new("Number", new NumberValue(-79228162514264337593543950335m)),
        new("Fraction", new NumberValue(0.0000000000000000000000000001m)),
        new("Boolean", BooleanValue.False),
        new("Instant", new InstantValue(InstantValue.UnixSecondsMin)),
        new("Date", new DateValue(DateOnly.MaxValue)),
        new("Choices", new ChoicesValue(["b", "a"])),
        new("Lookups", new LookupsValue([3, 1])),
        new("Persons", new PersonsValue(7)),
        new("Link", new LinkValue("https://example.org/%20", "")),
        new("Json", JsonValue.TryParse(Encoding.UTF8.GetBytes("""{"b":[1,null],"a":"\u0000"}"""), out var json, out _) ? json : Value.Null),
        new("Long", new TextValue(new string('x', 100_000))),
    });

    [PostgresFact]
    public async Task Commit_AnyEntry_ComesBackAsItWas()
    {
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        LedgerEntry[] entries =
        [
            .. Enum.GetValues<LedgerState>().Select((state, index) => Entry(10 + index) with { State = state }),
            .. Enum.GetValues<Provenance>().Select((provenance, index) => Entry(30 + index) with { Provenance = provenance }),
            Entry(40) with { RowKey = null, Item = null, RowHash = null, ItemHash = null, ETag = null },
            Entry(41) with { RowHash = Hash, ItemHash = new RowHash(0, ulong.MaxValue), IsAgreed = false },
            Entry(42) with { State = LedgerState.Moving, MovingTo = new ListId(int.MaxValue) },
            Entry(43) with { State = LedgerState.Moving, MovingTo = new ListId(2), MovedItem = 99, Item = int.MaxValue },
            Entry(44) with { Base = EveryKind },
            Entry(45) with { Base = Row.Empty },
            Entry(46) with { CreatedAt = new DateTimeOffset(2026, 2, 28, 23, 59, 59, 999, 999, TimeSpan.Zero), ChangedAt = Noon.AddMicroseconds(1) },
            Entry(47) with { RowKey = new(KeyPart.Of("a|b\0"), KeyPart.Of(-1.50m), KeyPart.Of(true), KeyPart.Of(Guid.Empty), KeyPart.Of(DateOnly.MinValue), KeyPart.OfTimestamp(-1), KeyPart.Of([0, 255])) },
        ];

        await Ledger.CommitAsync(Of(epoch) with { Entries = [.. entries] }, default);

        var found = await Ledger.FindAsync(Definition, [.. entries.Select(entry => entry.Key)], default);
        Assert.Equal(entries.OrderBy(entry => entry.Key), found.OrderBy(entry => entry.Key));
    }

    [PostgresFact]
    public async Task Commit_AnyETag_ComesBackLetterByLetter()
    {
        string[] texts =
        [
            "\"11111111-aaaa-0000-0000-00000000000a,3\"", "\"11111111-aaaa-0000-0000-00000000000a,0\"", "\"11111111-aaaa-0000-0000-00000000000a,2147483647\"",
            "\"11111111-aaaa-0000-0000-00000000000a,2147483648\"", "\"11111111-aaaa-0000-0000-00000000000a,03\"", "\"11111111-aaaa-0000-0000-00000000000a,+3\"",
            "\"11111111-AAAA-0000-0000-00000000000A,3\"", "\"{11111111-AAAA-0000-0000-00000000000A},756\"", "W/\"11111111-aaaa-0000-0000-00000000000a,3\"",
            "11111111-aaaa-0000-0000-00000000000a,3", "\"11111111-aaaa-0000-0000-00000000000a,3\" ", "\"11111111aaaa0000000000000000000a,3\"", "\"\"", "x", "é\0",
        ];
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        var entries = texts.Select((text, index) => Entry(index) with { ETag = new ETag(text) }).ToArray();

        await Ledger.CommitAsync(Of(epoch) with { Entries = [.. entries] }, default);

        var found = (await Ledger.FindAsync(Definition, [.. entries.Select(entry => entry.Key)], default)).ToDictionary(entry => entry.Key, entry => entry.ETag?.Text);
        Assert.Equal(texts, entries.Select(entry => found[entry.Key]));
    }

    [PostgresFact]
    public async Task Commit_EntryAgain_ReplacesAllOfIt()
    {
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        var before = Entry(1) with { Base = EveryKind, RowHash = Hash, State = LedgerState.Moving, MovingTo = new ListId(2), MovedItem = 5, ETag = new ETag("odd") };
        var after = Entry(1) with { List = new ListId(2), Item = 5, Provenance = Provenance.Pull, CreatedAt = Noon.AddDays(-1), ChangedAt = Noon.AddDays(1) };
        await Ledger.CommitAsync(Of(epoch) with { Entries = [before] }, default);

        await Ledger.CommitAsync(Of(epoch) with { Entries = [after] }, default);

        Assert.Equal(after, Assert.Single(await Ledger.FindAsync(Definition, [Key(1)], default)));
        Assert.Empty(await Ledger.FindByItemsAsync(Definition, [new ItemAddress(new ListId(1), 1)], default));
    }

    [PostgresFact]
    public async Task Commit_Removed_IsGoneWithItsBase()
    {
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        await Ledger.CommitAsync(Of(epoch) with { Entries = [Entry(1) with { Base = EveryKind }, Entry(2)] }, default);

        await Ledger.CommitAsync(Of(epoch) with { Removed = [Key(1), Key(9)] }, default);
        Assert.Equal(Entry(2), Assert.Single(await Ledger.FindAsync(Definition, [Key(1), Key(2)], default)));

        await Ledger.CommitAsync(Of(epoch) with { Entries = [Entry(1)] }, default);
        Assert.Equal(Entry(1), Assert.Single(await Ledger.FindAsync(Definition, [Key(1)], default)));
    }

    [PostgresFact]
    public async Task FindByItems_Moving_IsFoundInBothLists()
    {
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        var moving = Entry(1) with { State = LedgerState.Moving, MovingTo = new ListId(2), MovedItem = 50 };
        await Ledger.CommitAsync(Of(epoch) with { Entries = [moving, Entry(2) with { State = LedgerState.Moving, MovingTo = new ListId(2) }] }, default);

        ItemAddress[] both = [new(new ListId(1), 1), new(new ListId(2), 50)];
        Assert.Equal(moving, Assert.Single(await Ledger.FindByItemsAsync(Definition, [both[0]], default)));
        Assert.Equal(moving, Assert.Single(await Ledger.FindByItemsAsync(Definition, [both[1]], default)));
        Assert.Equal(moving, Assert.Single(await Ledger.FindByItemsAsync(Definition, [.. both, both[0]], default)));
        Assert.Empty(await Ledger.FindByItemsAsync(Definition, [new(new ListId(2), 1), new(new ListId(1), 50), new(new ListId(2), 0)], default));
    }

    [PostgresFact]
    public async Task FindByItems_EntryWithoutItsRowsKey_IsNotFound()
    {
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        var pushOnly = Entry(1) with { RowKey = null };
        await Ledger.CommitAsync(Of(epoch) with { Entries = [pushOnly, Entry(2) with { RowKey = null, State = LedgerState.Moving, MovingTo = new ListId(2), MovedItem = 2 }] }, default);

        Assert.Empty(await Ledger.FindByItemsAsync(Definition, [new(new ListId(1), 1), new(new ListId(2), 2)], default));
        Assert.Equal(pushOnly, Assert.Single(await Ledger.FindAsync(Definition, [Key(1)], default)));
    }

    [PostgresFact]
    public async Task FindUnsettled_Several_AreInOrderOfKeysUpToTheLimit()
    {
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        var entries = Enumerable.Range(1, 18).Select(number => Entry(number) with { State = (LedgerState)(1 + (number % 9)), Item = null }).ToArray();
        await Ledger.CommitAsync(Of(epoch) with { Entries = [.. entries] }, default);

        var unsettled = entries.Where(entry => entry.IsUnsettled).OrderBy(entry => entry.Key).ToArray();
        Assert.Equal(6, unsettled.Length);
        Assert.Equal(unsettled, await Ledger.FindUnsettledAsync(Definition, 100, default));
        Assert.Equal(unsettled[..4], await Ledger.FindUnsettledAsync(Definition, 4, default));
    }

    [PostgresFact]
    public async Task Find_TenThousandKeys_InOneQueryAndNoMore()
    {
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        var entries = Enumerable.Range(1, ILedger.KeysMax).Select(Entry).ToImmutableArray();
        await Ledger.CommitAsync(Of(epoch) with { Entries = entries }, default);

        Assert.Equal(entries.Length, (await Ledger.FindAsync(Definition, [.. entries.Select(entry => entry.Key)], default)).Length);
        Assert.Equal(entries.Length, (await Ledger.FindByItemsAsync(Definition, [.. entries.Select(entry => entry.Address!.Value)], default)).Length);
        Assert.Equal(Entry(1), Assert.Single(await Ledger.FindAsync(Definition, [Key(1), Key(1)], default)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Ledger.FindAsync(Definition, [.. entries.Select(entry => entry.Key), Key(0)], default));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Ledger.FindByItemsAsync(Definition, [.. entries.Select(entry => entry.Address!.Value), new ItemAddress(new ListId(1), 0)], default));
    }

    [PostgresFact]
    public async Task Find_OtherDefinition_SeesNothing()
    {
        var other = new SyncDefinitionId(new Guid("bbbbbbbb-0000-7000-8000-000000000001"));
        var epoch = await Ledger.TakeOverAsync(Definition, default);
        var item = new ItemAddress(new ListId(1), 1);
        await Ledger.CommitAsync(Of(epoch) with { Entries = [Entry(1) with { State = LedgerState.Reserved }], Cursor = There, PushDue = [Key(2)], PullDue = [item with { Item = 2 }], Parked = [Aside(3)] }, default);

        Assert.Equal(Epoch.None, await Ledger.FindEpochAsync(other, default));
        await Ledger.TakeOverAsync(other, default);
        Assert.Equal(new Epoch(1), await Ledger.FindEpochAsync(Definition, default));
        Assert.Empty(await Ledger.FindAsync(other, [Key(1)], default));
        Assert.Empty(await Ledger.FindByItemsAsync(other, [item], default));
        Assert.Empty(await Ledger.FindUnsettledAsync(other, 10, default));
        Assert.Empty(await Ledger.FindDueAsync(other, SyncDirection.Push, Noon.AddDays(9), 10, default));
        Assert.Empty(await Ledger.FindPushDueAsync(other, 10, default));
        Assert.Empty(await Ledger.FindPullDueAsync(other, 10, default));
        Assert.Null(await Ledger.FindCursorAsync(other, null, default));
    }
}
