using System.Collections.Immutable;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Matching;
using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Hashing;
using OrleansSync.Testing.Identity;
using OrleansSync.Testing.Ledger;
using OrleansSync.Testing.Lists;
using OrleansSync.Testing.Rows;
using OrleansSync.Testing.Tables;

namespace OrleansSync.Engine.Tests.Matching;

public sealed class ListMatcherTests
{
    private static readonly ImmutableArray<ListId> Both = [new ListId(1), new ListId(2)];
    private readonly ManualClock clock = new();
    private readonly InMemoryTable table;
    private readonly InMemoryLists lists;

    public ListMatcherTests()
    {
        table = new InMemoryTable(TestRows.Definition.Id, TestRows.Columns, ChangeSource.Keyset, clock);
        lists = new InMemoryLists(TestRows.Columns, clock) { PageSize = 2 };
    }

    [Fact]
    public async Task Report_OneManySharedEmptyAndForeignItems_AreToldApart()
    {
        Put(1, "one");
        Put(2, "two");
        Put(3, "shared");
        Put(4, "shared");
        Put(5, null);
        Put(6, "nobody's");
        Add(1, "one");
        Add(1, "two");
        Add(2, "two");
        Add(1, "shared");
        Add(1, null);
        Add(2, "other");
        lists[Both[0]].Add(TestRows.Of(9, "ours", "nobody's"), new SyncKey(1, 1));

        var (count, report) = await MatchAsync(["code"]);

        Assert.Equal(6, count);
        Assert.Equal((1L, 3L, 2L, 2L), (report.Matched, report.Ambiguous, report.New, report.Unmatched));
        Assert.Equal("1", report.Samples.Single(sample => sample.Outcome == MatchOutcome.Matched).RowKey.Single());
        Assert.Equal(2, report.Samples.Single(sample => sample.RowKey.Single() == "2").Items.Length);
    }

    [Fact]
    public async Task Report_SeveralFields_AllHaveToBeEqual()
    {
        table.Put(TestRows.Key(1), TestRows.Of(1, "a", "x"));
        table.Put(TestRows.Key(2), TestRows.Of(2, "b", "x"));
        lists[Both[0]].Add(TestRows.Of(0, "b", "x"));

        var (_, report) = await MatchAsync(["code", "name"]);

        Assert.Equal((1L, 1L), (report.Matched, report.New));
        Assert.Equal("2", report.Samples.Single(sample => sample.Outcome == MatchOutcome.Matched).RowKey.Single());
    }

    [Fact]
    public async Task Report_NoFields_EveryRowIsNew()
    {
        Put(1, "one");
        Add(1, "one");

        var (count, report) = await MatchAsync(null);

        Assert.Equal((1L, 0L, 1L, 1L), (count, report.Matched, report.New, report.Unmatched));
        Assert.Contains("match_fields", report.Question, StringComparison.Ordinal);
    }

    private async Task<(long Items, MatchReport Report)> MatchAsync(string[]? fields)
    {
        var matcher = new ListMatcher(table, lists, new InMemoryLedger(), TestRows.Definition, fields is null ? null : new RowColumns(fields), Both);
        return (await matcher.ReadItemsAsync(default), await matcher.ReportAsync(default));
    }

    private void Put(int id, string? code) => table.Put(TestRows.Key(id), TestRows.Of(id, $"row {id}", code ?? "").Where((name, _) => code is not null || name != "code").Under(Code(code)));

    private void Add(int list, string? code) => lists[new ListId(list)].Add(Code(code));

    private static Engine.Rows.Row Code(string? code) => Engine.Rows.Row.Of([new("code", code is null ? Value.Null : new TextValue(code))]);
}
