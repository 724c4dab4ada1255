using System.Text.Json;

namespace OrleansSync.Emulator.Tests.Graph;

/// <summary>sharepoint-graph.md 2.4, 2.5 and 5.2.</summary>
public sealed class QueryTests
{
    private const string Risk = "HonorNonIndexedQueriesWarningMayFailRandomly";

    [Fact] // 2.5
    public async Task Items_Pages_FollowTheirLinksToTheEnd()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var list = await emulator.MakeListAsync("L");
        for (var number = 0; number < 5; number++)
        {
            await emulator.MakeItemAsync(list, $$"""{"Title":"{{number}}"}""");
        }

        (await emulator.DeleteAsync($"{list}/items/2")).Ok(204);
        var ids = new List<string?>();
        for (var path = $"{list}/items?$expand=fields($select=Title)&$top=2"; path is not null;)
        {
            var page = (await emulator.GetAsync(path)).Ok();
            ids.AddRange(page.Rows.Select(row => row.GetProperty("id").GetString()));
            Assert.All(page.Rows, row => Assert.Equal(["@odata.etag", "Title"], row.GetProperty("fields").EnumerateObject().Select(field => field.Name)));
            path = page.Link("nextLink");
            Assert.True(path is null || path.Contains("$skiptoken=Paged%3DTRUE%26p_ID%3D", StringComparison.Ordinal));
        }

        Assert.Equal(["1", "3", "4", "5"], ids);
        (await emulator.GetAsync($"{list}/items?$skip=1")).Refused(400, "invalidRequest", "Only URLs returned by the API can be used to page.");
        (await emulator.GetAsync($"{list}/items?$expand=driveItem")).Refused(400, "invalidRequest");
        (await emulator.GetAsync($"{list}/items?$select=nope")).Refused(400, "BadRequest");
    }

    [Theory]
    [InlineData("fields/N gt 1 and fields/N le 3", "2,3")]
    [InlineData("fields/T eq 'A'", "1")]
    [InlineData("fields/T ne 'a'", "2,3,4")]
    [InlineData("startswith(fields/T,'B')", "2")]
    [InlineData("(fields/N eq 1 or fields/N eq 3) and not startswith(fields/T,'a')", "3")]
    [InlineData("fields/T eq null", "4")]
    [InlineData("fields/id ge 3", "3,4")]
    [InlineData("fields/D lt '2025-06-01'", "1")]
    public async Task Items_Filter_LetsTheRightOnesThrough(string filter, string expected)
    {
        await using var emulator = await TestEmulator.StartAsync();
        var list = await MakeAsync(emulator);
        var rows = (await emulator.GetAsync($"{list}/items?$filter={Uri.EscapeDataString(filter)}", ("Prefer", Risk))).Ok().Rows;
        Assert.Equal(expected, Ids(rows));
    }

    [Fact]
    public async Task Items_OrderBy_SortsAndPages()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var list = await MakeAsync(emulator);
        var first = (await emulator.GetAsync($"{list}/items?$orderby=fields/N desc&$top=3", ("Prefer", Risk))).Ok();
        var second = (await emulator.GetAsync(first.Link("nextLink")!, ("Prefer", Risk))).Ok();
        Assert.Equal("3,2,1;4", $"{Ids(first.Rows)};{Ids(second.Rows)}");
    }

    [Theory]
    [InlineData("T eq 'a'", "BadRequest", "Invalid filter clause")]
    [InlineData("createdDateTime gt '2020-01-01'", "BadRequest", "Invalid filter clause")]
    [InlineData("fields/T eq", "BadRequest", "Invalid filter clause")]
    [InlineData("contains(fields/T,'a')", "BadRequest", "Invalid filter clause")]
    [InlineData("fields/T eq 'a", "BadRequest", "Invalid filter clause")]
    [InlineData("fields/Nope eq 'a'", "invalidRequest", "Field 'Nope' is not recognized")]
    public async Task Items_FilterThatTheServiceDoesNotHave_IsRefused(string filter, string code, string message)
    {
        await using var emulator = await TestEmulator.StartAsync();
        var list = await MakeAsync(emulator);
        (await emulator.GetAsync($"{list}/items?$filter={Uri.EscapeDataString(filter)}", ("Prefer", Risk))).Refused(400, code, message);
    }

    [Fact] // 5.2: index and threshold
    public async Task Items_WithoutIndexOrAboveTheThreshold_AreRefused()
    {
        await using var emulator = await TestEmulator.StartAsync(options => options.ListViewThreshold = 3);
        var list = await MakeAsync(emulator);
        (await emulator.GetAsync($"{list}/items?$filter=fields/T eq 'a'")).Refused(400, "invalidRequest", "Field 'T' cannot be referenced in filter or orderby as it is not indexed.");
        (await emulator.GetAsync($"{list}/items?$orderby=fields/T")).Refused(400, "invalidRequest", Risk);
        (await emulator.GetAsync($"{list}/items?$filter=fields/T eq 'a'", ("Prefer", Risk))).Refused(429, "activityLimitReached", "list view threshold");
        (await emulator.GetAsync($"{list}/items?$filter=fields/N ge 0 and fields/T eq 'a'", ("Prefer", Risk))).Ok();
        await emulator.MakeItemAsync(list, """{"N":9}""");
        (await emulator.GetAsync($"{list}/items?$filter=fields/N ge 0 and fields/T eq 'a'", ("Prefer", Risk))).Refused(429, "activityLimitReached");
        (await emulator.GetAsync($"{list}/items?$filter=fields/N eq 9")).Ok();
        (await emulator.GetAsync($"{list}/items")).Ok();
    }

    private static string Ids(IEnumerable<JsonElement> rows) => string.Join(',', rows.Select(row => row.GetProperty("id").GetString()));

    private static async Task<string> MakeAsync(TestEmulator emulator)
    {
        var list = await emulator.MakeListAsync("L", """[{"name":"N","number":{},"indexed":true},{"name":"T","text":{}},{"name":"D","dateTime":{"format":"dateTime"}}]""");
        await emulator.MakeItemAsync(list, """{"N":1,"T":"a","D":"2025-01-01T00:00:00Z"}""");
        await emulator.MakeItemAsync(list, """{"N":2,"T":"b","D":"2025-07-01T00:00:00Z"}""");
        await emulator.MakeItemAsync(list, """{"N":3,"T":"C"}""");
        await emulator.MakeItemAsync(list, "{}");
        return list;
    }
}
