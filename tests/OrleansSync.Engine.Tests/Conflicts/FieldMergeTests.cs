using FsCheck;
using FsCheck.Fluent;
using OrleansSync.Engine.Conflicts;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.Tests.Changes;
using OrleansSync.Engine.Tests.Values;
using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Tests.Conflicts;

public sealed class FieldMergeTests
{
    private static readonly Gen<Row> Rows =
        from a in Cell from b in Cell select Row.Of([new("a", a), new("b", b)]);

    private static Gen<Value> Cell => Gen.Frequency((8, Gen.Choose(1, 3).Select(Value (number) => new NumberValue(number))), (1, Gen.Constant(Value.Null)), (1, Gen.Constant(Value.Unknown)));

    [Fact]
    public void Merge_AnyThreeVersions_TakesEachFieldFromWhoChangedIt() => Properties.ForAll(
        from row in Rows from item in Rows from agreed in Rows from tie in Gen.Elements(Tie.Source, Tie.Target) select (row, item, agreed, tie),
        given =>
        {
            var merged = FieldMerge.Merge(Cases.Columns.Both, given.row, given.item, given.agreed, given.tie);
            foreach (var name in new[] { "a", "b" })
            {
                var (row, item, agreed, found) = (given.row.Find(name)!, given.item.Find(name)!, given.agreed.Find(name)!, merged.Row.Find(name));
                var expected = row.IsUnknown && item.IsUnknown ? null
                    : row.IsUnknown ? item
                    : item.IsUnknown || row.Equals(item) || item.Equals(agreed) ? row
                    : row.Equals(agreed) ? item
                    : given.tie == Tie.Source ? row : item;
                Assert.Equal(expected, found);
                Assert.Equal(
                    !row.IsUnknown && !item.IsUnknown && !row.Equals(item) && !row.Equals(agreed) && !item.Equals(agreed), merged.Collisions.Contains(name));
            }
        });

    [Fact]
    public void Merge_SidesSwapped_IsTheSameUnderTheOtherTie() => Properties.ForAll(
        from row in Rows from item in Rows from agreed in Rows select (row, item, agreed),
        given => Assert.Equal(
            FieldMerge.Merge(Cases.Columns.Both, given.row, given.item, given.agreed, Tie.Source).Row,
            FieldMerge.Merge(Cases.Columns.Both, given.item, given.row, given.agreed, Tie.Target).Row));

    [Fact]
    public void Merge_WithoutABase_EveryDifferenceCollides() =>
        Assert.Equal("a,b", string.Join(",", FieldMerge.Merge(Cases.Columns.Both, Cases.Row(1, 1, 1, 1), Cases.Row(2, 2, 2, 2), null, Tie.Source).Collisions));
}
