using OrleansSync.Engine.Introspection;
using OrleansSync.Engine.Values.Postgres;
using OrleansSync.Testing.Identity;

namespace OrleansSync.Engine.Tests.Introspection;

/// <summary>What keeps its id when a database is introspected again.</summary>
public sealed class SnapshotUpdateTests
{
    private static readonly DateTimeOffset First = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly SequentialIdSource ids = new();

    [Fact]
    public void Of_Rename_KeepsTableAndColumns()
    {
        var before = Take([], Table(1, "a", (1, "x"), (2, "y")));

        var (after, update) = Next(before, Table(1, "b", (1, "renamed"), (3, "new")));

        var (old, now) = (Assert.Single(before), Assert.Single(after));
        Assert.Equal((old.Id, old.ColumnIds[1], First.AddDays(1)), (now.Id, now.ColumnIds[1], now.ChangedAt));
        Assert.DoesNotContain(now.ColumnIds[3], old.ColumnIds.Values);
        Assert.Equal([DriftKind.RelationRenamed, DriftKind.ColumnRenamed, DriftKind.ColumnRemoved, DriftKind.ColumnAdded], update.Drift.Select(one => one.Finding.Kind));
        Assert.All(update.Drift, one => Assert.Equal(old.Id, one.Table));
    }

    [Fact]
    public void Of_Restore_KeepsByName()
    {
        var before = Take([], Table(1, "a", (1, "x"), (3, "y")));

        var (after, update) = Next(before, Table(77, "a", (1, "x"), (2, "y")));

        var (old, now) = (Assert.Single(before), Assert.Single(after));
        Assert.Equal((old.Id, old.ColumnIds[1], old.ColumnIds[3]), (now.Id, now.ColumnIds[1], now.ColumnIds[2]));
        Assert.Empty(update.Drift);
    }

    [Fact]
    public void Of_GoneAndBack_HasItsIdAgain()
    {
        var before = Take([], Table(1, "a", (1, "x")), Table(2, "b", (1, "x")));

        var (without, gone) = Next(before, Table(2, "b", (1, "x")));
        var (again, back) = Next(without, Table(2, "b", (1, "x")), Table(9, "a", (1, "x")));

        Assert.Equal(IdOf(before, "a"), Assert.Single(gone.Gone));
        Assert.False(without.Single(table => table.Relation.Name.Name == "a").IsPresent);
        Assert.Equal(IdOf(before, "a"), IdOf(again, "a"));
        Assert.True(again.All(table => table.IsPresent));
        Assert.Equal(DriftKind.RelationAdded, Assert.Single(back.Drift).Finding.Kind);
    }

    [Fact]
    public void Of_NameTakenOverByANewTable_TellsTheTwoApart()
    {
        var before = Take([], Table(1, "a", (1, "x")));

        var (after, update) = Next(before, Table(1, "b", (1, "x")), Table(2, "a", (1, "x")));

        Assert.Equal(IdOf(before, "a"), IdOf(after, "b"));
        Assert.NotEqual(IdOf(before, "a"), IdOf(after, "a"));
        var added = Assert.Single(update.Drift, one => one.Finding.Kind == DriftKind.RelationAdded);
        Assert.Equal(IdOf(after, "a"), added.Table);
    }

    private static SchemaTableId IdOf(IEnumerable<SchemaTable> tables, string name) => Assert.Single(tables, table => table.IsPresent && table.Relation.Name.Name == name).Id;

    private List<SchemaTable> Take(List<SchemaTable> kept, params RelationInfo[] relations) => [.. SnapshotUpdate.Of(kept, new DatabaseSnapshot([], [.. relations]), First, ids).Saved];

    private (List<SchemaTable> Tables, SnapshotUpdate Update) Next(List<SchemaTable> kept, params RelationInfo[] relations)
    {
        var update = SnapshotUpdate.Of(kept, new DatabaseSnapshot([], [.. relations]), First.AddDays(1), ids);
        var saved = update.Saved.Select(table => table.Id).ToHashSet();
        return ([.. update.Saved, .. kept.Where(table => !saved.Contains(table.Id)).Select(table => update.Gone.Contains(table.Id) ? table with { IsPresent = false } : table)], update);
    }

    private static RelationInfo Table(uint oid, string name, params (int Number, string Name)[] columns) => new(
        oid, new RelationName("public", name), RelationKind.Table,
        [.. columns.Select(column => new ColumnInfo(column.Number, column.Name, PostgresType.Of(23), "integer", "integer", true, "", IdentityKind.None, ""))]);
}
