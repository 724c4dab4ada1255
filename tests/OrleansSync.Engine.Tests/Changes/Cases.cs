using System.Collections.Immutable;
using OrleansSync.Engine.Conflicts;
using OrleansSync.Engine.Deletes;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Tables;
using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Tests.Changes;

/// <summary>Every value that each part of a planner's case can have, by its name.</summary>
internal static class Cases
{
    public static readonly MappedColumns Columns = new(["a", "b"], ["p"], ["q"], "s");
    public static readonly ListId Home = new(1);
    public static readonly ListId Away = new(2);
    public static readonly ItemAddress Item = new(Home, 5);
    public static readonly ETag Own = new("\"{11111111-0000-0000-0000-00000000000A},3\"");
    public static readonly ETag Later = new("\"11111111-0000-0000-0000-00000000000a,4\"");
    public static readonly Row Agreed = Row(1, 1, 1, 1);
    public static readonly SyncDefinitionId Definition = new(new Guid("aaaaaaaa-0000-7000-8000-000000000001"));
    public static readonly RowKey Key = new(KeyPart.Of(7));
    public static readonly SyncKey SyncKey = SyncKey.Of(Definition, Key);
    public static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public static readonly LedgerState[] States = Enum.GetValues<LedgerState>();
    public static readonly SyncDirection[] Directions = Enum.GetValues<SyncDirection>();
    public static readonly DeletePolicy[] DeletePolicies = Enum.GetValues<DeletePolicy>();
    public static readonly ForeignEdits[] Edits = Enum.GetValues<ForeignEdits>();
    public static readonly ListId?[] Routes = [null, Home, Away];

    public static readonly ConflictPolicy[] Policies =
    [
        new ConflictPolicy.SourceWins(), new ConflictPolicy.TargetWins(), new ConflictPolicy.Manual(),
        .. Enum.GetValues<Tie>().Select(tie => new ConflictPolicy.LatestWins(TimeSpan.FromSeconds(5), tie)),
        .. Enum.GetValues<Tie>().Select(tie => new ConflictPolicy.FieldMerge(tie)),
    ];

    public static readonly ImmutableArray<RowView> Rows =
    [
        RowView.NotSeen,
        .. from reading in Enum.GetValues<RowReading>()
           from row in new[] { Agreed, Row(2, 1, 1, 1), Row(2, 2, 1, 1), Row(1, 1, 2, 1), Row(1, 1, 1, 2), Row(3, 1, 1, 1), Agreed.Replace("a", Value.Unknown), Agreed.Replace("p", Value.Unknown), Agreed.Replace("q", Value.Unknown), null }
           from at in Row(2, 1, 1, 1).Equals(row) ? [-60, 1, 60] : new[] { 60 }
           select new RowView.Seen(Change(row, reading, Noon.AddSeconds(at))),
        new RowView.Seen(Change(Row(2, 1, 1, 1), RowReading.Read, null)),
        new RowView.Unusable(Change(Agreed, RowReading.Read, Noon), ParkReason.DanglingLookup),
        new RowView.Unusable(Change(null, RowReading.Read, Noon), ParkReason.DanglingLookup),
    ];

    public static readonly ImmutableArray<ItemView> Items =
    [
        ItemView.NotSeen,
        .. from tag in new[] { Own, Later }
           from row in new[] { Agreed, Row(3, 1, 1, 1), Row(1, 3, 1, 1), Row(3, 1, 1, 3), Row(1, 1, 1, 3), Row(2, 1, 1, 1), Agreed.Replace("q", Value.Unknown) }
           select new ItemView.Seen(new ItemChange(Item, tag, row, SyncKey, Noon)),
        new ItemView.Seen(new ItemChange(Item, Later, Row(3, 1, 1, 1), null, Noon, IsRestart: true)),
        new ItemView.Seen(new ItemChange(Item with { List = Away }, Later, Row(3, 1, 1, 1), SyncKey, Noon)),
        new ItemView.Seen(new ItemChange(Item, null, null)),
        new ItemView.Unusable(new ItemChange(Item, Later, Agreed), ParkReason.UnknownPerson),
        new ItemView.Unusable(new ItemChange(Item, null, null), ParkReason.UnknownPerson),
    ];

    public static readonly ImmutableArray<LedgerEntry?> Entries =
    [
        null,
        .. from state in States select Entry(state),
        Entry(provenance: Provenance.Pull),
        Entry() with { ItemHash = null },
        Entry() with { RowHash = null },
        Entry() with { IsAgreed = false },
        Entry() with { Base = null },
    ];

    public static Row Row(int a, int b, int p, int q) => Engine.Rows.Row.Of(
    [
        new("a", new NumberValue(a)), new("b", new NumberValue(b)), new("p", new NumberValue(p)), new("q", new NumberValue(q)), new("s", new NumberValue(1)),
    ]);

    public static Row Replace(this Row row, string name, Value value) =>
        Engine.Rows.Row.Of(row.Names.Select(each => KeyValuePair.Create(each, each == name ? value : row.Find(each)!)));

    public static RowChange Change(Row? row, RowReading reading = RowReading.Read, DateTimeOffset? at = null) => new(Key, SyncKey, row, reading, null, at);

    public static LedgerEntry Entry(LedgerState state = LedgerState.Live, Provenance provenance = Provenance.Push) => new()
    {
        Definition = Definition,
        Key = SyncKey,
        RowKey = Key,
        State = state,
        Provenance = provenance,
        List = Home,
        Item = state is LedgerState.Reserved or LedgerState.Inserting or LedgerState.Ambiguous ? null : Item.Item,
        MovingTo = state == LedgerState.Moving ? Away : null,
        RowHash = Agreed.Hash(Columns.Push),
        ItemHash = Agreed.Hash(Columns.Pull),
        ETag = Own,
        Base = Agreed,
        CreatedAt = Noon,
        ChangedAt = Noon,
    };

    public static SyncRules Rules(SyncDirection direction = SyncDirection.TwoWay, ConflictPolicy? conflict = null, DeletePolicy deletes = DeletePolicy.Propagate, ForeignEdits edits = ForeignEdits.Keep) =>
        new(direction, Columns, conflict ?? new ConflictPolicy.SourceWins(), deletes, deletes, edits);

    /// <summary>In one direction only, the policy means nothing: two opposite ones show it. The option about foreign edits is of a one-way push.</summary>
    public static IEnumerable<SyncRules> AllRules() =>
        from direction in Directions from policy in direction == SyncDirection.TwoWay ? Policies : Policies[..2] from deletes in DeletePolicies from edits in direction == SyncDirection.Push ? Edits : Edits[..1] select Rules(direction, policy, deletes, edits);

    public static ItemChange? Of(ItemView view) => view switch { ItemView.Seen seen => seen.Change, ItemView.Unusable unusable => unusable.Change, _ => null };

    public static RowChange? Of(RowView view) => view switch { RowView.Seen seen => seen.Change, RowView.Unusable unusable => unusable.Change, _ => null };

    /// <summary>Who wins a conflict, said without the product's code: R the row, I the item, M both, ? a person.</summary>
    public static char Winner(ConflictPolicy policy, RowChange row, ItemChange item, Row? agreed)
    {
        switch (policy)
        {
            case ConflictPolicy.SourceWins:
                return 'R';
            case ConflictPolicy.TargetWins:
                return 'I';
            case ConflictPolicy.Manual:
                return '?';
        }

        if (row.Row is null || item.Row is null)
        {
            return row.Row is null ? 'I' : 'R';
        }

        if (policy is ConflictPolicy.LatestWins latest)
        {
            var apart = (row.ChangedAt - item.ModifiedAt)?.TotalSeconds ?? 0;
            return apart > latest.SkewTolerance.TotalSeconds ? 'R' : apart < -latest.SkewTolerance.TotalSeconds ? 'I' : "RI?"[(int)latest.Tie];
        }

        var collides = new[] { "a", "b" }.Any(name =>
            !row.Row.Find(name)!.Equals(item.Row.Find(name)) && !Equals(row.Row.Find(name), agreed?.Find(name)) && !Equals(item.Row.Find(name), agreed?.Find(name)));
        return collides && ((ConflictPolicy.FieldMerge)policy).Tie == Tie.Manual ? '?' : 'M';
    }
}
