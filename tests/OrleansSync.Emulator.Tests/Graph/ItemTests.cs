using System.Text.Json;
using System.Text.RegularExpressions;

namespace OrleansSync.Emulator.Tests.Graph;

/// <summary>sharepoint-graph.md 5.1 and 5.3.</summary>
public sealed class ItemTests
{
    [Fact] // 5.1
    public async Task Create_Item_HasTheShapeOfTheService()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var list = await emulator.MakeListAsync("L", """[{"name":"N","number":{}},{"name":"Empty","text":{}}]""");
        var item = (await emulator.PostAsync($"{list}/items", """{"fields":{"Title":"a","N":1.0}}""")).Ok(201).Json;
        var eTag = item.GetProperty("eTag").GetString()!;
        Assert.Matches(new Regex("^\"[0-9a-f-]{36},1\"$"), eTag);
        Assert.Equal(eTag, item.GetProperty("@odata.etag").GetString());
        Assert.Equal("1", item.GetProperty("id").GetString());
        Assert.EndsWith("/Lists/L/1_.000", item.GetProperty("webUrl").GetString(), StringComparison.Ordinal);
        Assert.Equal("Item", item.GetProperty("contentType").GetProperty("name").GetString());
        Assert.Equal(emulator.Host.Options.ClientId, item.GetProperty("lastModifiedBy").GetProperty("application").GetProperty("id").GetString());
        Assert.Equal(emulator.SiteId, item.GetProperty("parentReference").GetProperty("siteId").GetString());
        Assert.Equal("2026-03-01T12:00:00Z", item.GetProperty("createdDateTime").GetString());
        var fields = item.GetProperty("fields");
        Assert.Equal(eTag, fields.GetProperty("@odata.etag").GetString());
        Assert.Equal("1", fields.GetProperty("N").GetRawText()); // 6.10
        Assert.False(fields.TryGetProperty("Empty", out _));
        Assert.Equal("1073741822", fields.GetProperty("AuthorLookupId").GetString());
        Assert.Equal("1.0", fields.GetProperty("_UIVersionString").GetString());
        Assert.False(fields.GetProperty("Attachments").GetBoolean());
        Assert.False((await emulator.GetAsync($"{list}/items/1")).Ok().Json.TryGetProperty("fields", out _));
    }

    [Fact] // 5.3
    public async Task Patch_IfMatch_IsKept()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var list = await emulator.MakeListAsync("L", """[{"name":"T","text":{}}]""");
        var id = await emulator.MakeItemAsync(list, """{"Title":"a","T":"kept"}""");
        var first = (await emulator.GetAsync($"{list}/items/{id}")).Json.GetProperty("eTag").GetString()!;
        var second = (await emulator.PatchAsync($"{list}/items/{id}/fields", """{"Title":"b"}""", ("If-Match", first))).Ok().Json;
        Assert.EndsWith(",2\"", second.GetProperty("@odata.etag").GetString(), StringComparison.Ordinal);
        Assert.Equal("kept", second.GetProperty("T").GetString());
        (await emulator.PatchAsync($"{list}/items/{id}/fields", """{"Title":"c"}""", ("If-Match", first))).Refused(412, "resourceModified");
        (await emulator.DeleteAsync($"{list}/items/{id}", ("If-Match", first))).Refused(412, "resourceModified");
        Assert.Equal("b", (await emulator.FieldsAsync(list, id)).GetProperty("Title").GetString());
        (await emulator.PatchAsync($"{list}/items/{id}/fields", """{"Title":"c"}""", ("If-Match", "abc,1"))).Refused(400, "malformedEntityTag");
        emulator.Host.Switches.ConflictAs409 = true;
        (await emulator.PatchAsync($"{list}/items/{id}/fields", """{"Title":"c"}""", ("If-Match", first))).Refused(409, "resourceModified");
        var braced = Regex.Replace(second.GetProperty("@odata.etag").GetString()!, "^\"([^,]+),", match => $"\"{{{match.Groups[1].Value.ToUpperInvariant()}}},");
        (await emulator.PatchAsync($"{list}/items/{id}", """{"fields":{"Title":"d"}}""", ("If-Match", braced))).Ok();
        (await emulator.DeleteAsync($"{list}/items/{id}", ("If-Match", "*"))).Ok(204);
        (await emulator.GetAsync($"{list}/items/{id}")).Refused(404, "itemNotFound", "The specified list item was not found");
        Assert.Equal("2", await emulator.MakeItemAsync(list, "{}"));
    }

    [Fact] // 5.3, 6.17
    public async Task Create_TakenUniqueValue_IsRefusedWithoutRegardToCase()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var list = await emulator.MakeListAsync("L", """[{"name":"Key","text":{},"indexed":true,"enforceUniqueValues":true}]""");
        var id = await emulator.MakeItemAsync(list, """{"Key":"abc"}""");
        var other = await emulator.MakeItemAsync(list, """{"Key":"def"}""");
        (await emulator.PostAsync($"{list}/items", """{"fields":{"Key":"ABC"}}""")).Refused(400, "invalidRequest", "One or more fields with unique constraints already has the provided value.");
        (await emulator.PatchAsync($"{list}/items/{other}/fields", """{"Key":"abc"}""")).Refused(400, "invalidRequest");
        (await emulator.PatchAsync($"{list}/items/{id}/fields", """{"Key":"aBc"}""")).Ok();
        await emulator.MakeItemAsync(list, "{}");
        await emulator.MakeItemAsync(list, "{}"); // 4.10: nulls are not compared.
        (await emulator.DeleteAsync($"{list}/items/{id}")).Ok(204);
        await emulator.MakeItemAsync(list, """{"Key":"abc"}""");
        Assert.Single((await emulator.GetAsync($"{list}/items?$filter=fields/Key eq 'DEF'")).Ok().Rows);
    }

    [Theory] // 5.3, 5.4
    [InlineData("""{"Nope":1}""", 400, "invalidRequest", "Field 'Nope' is not recognized")]
    [InlineData("""{"Tags":["a"]}""", 400, "invalidRequest", "A value without a type name was found")]
    [InlineData("""{"N":"1"}""", 400, "invalidRequest", "'N'")]
    [InlineData("""{"B":"true"}""", 400, "invalidRequest", "'B'")]
    [InlineData("""{"T":5}""", 400, "invalidRequest", "'T'")]
    [InlineData("""{"T":"a\nb"}""", 400, "invalidRequest", "Invalid text value")]
    [InlineData("""{"T":"\ud800"}""", 400, "invalidRequest", "'T'")]
    [InlineData("""{"D":"1899-12-31T00:00:00Z"}""", 400, "invalidRequest", "'D'")]
    [InlineData("""{"D":"2025-02-30T07:00:00Z"}""", 400, "invalidRequest", "'D'")]
    [InlineData("""{"D":"24.03.2025"}""", 400, "invalidRequest", "'D'")]
    [InlineData("""{"Created":"2025-01-01T00:00:00Z"}""", 400, "invalidRequest", "read-only")]
    [InlineData("""{"Link":"https://example.com"}""", 500, "generalException", null)]
    [InlineData("""{"Link":{"Url":"https://example.com"}}""", 400, "invalidRequest", "Invalid request")]
    [InlineData("""{"WhoLookupId":99}""", 400, "invalidRequest", "WhoLookupId")]
    [InlineData("""{"Who":1}""", 400, "invalidRequest", "read-only")]
    public async Task Create_RefusedValue_AnswersAsTheService(string fields, int status, string code, string? message)
    {
        await using var emulator = await TestEmulator.StartAsync();
        var list = await emulator.MakeListAsync("L", AllKinds);
        (await emulator.PostAsync($"{list}/items", $$"""{"fields":{{fields}}}""")).Refused(status, code, message);
        Assert.Empty((await emulator.GetAsync($"{list}/items")).Rows);
    }

    [Theory] // 5.4, 6
    [InlineData("""{"T":""}""", "T", null)] // 6.1
    [InlineData("""{"T":"  "}""", "T", null)] // 6.2
    [InlineData("""{"T":" a "}""", "T", "\" a \"")]
    [InlineData("""{"Note":"a\r\nb\rc"}""", "Note", "\"a\\nbc\"")] // 6.5
    [InlineData("""{"T":"a\u0001b"}""", "T", "\"ab\"")] // 6.5
    [InlineData("""{"T":"\"q\" \\ <é&'+>"}""", "T", """
        "\"q\" \\ <é&'+>"
        """)]
    [InlineData("""{"N":-0.0}""", "N", "0")] // 6.10
    [InlineData("""{"N":0.1}""", "N", "0.1")]
    [InlineData("""{"N":9007199254740993}""", "N", "9007199254740992")] // 6.10
    [InlineData("""{"D":"2025-03-24T07:00:00.987Z"}""", "D", "\"2025-03-24T07:00:00Z\"")] // 6.9
    [InlineData("""{"D":"2025-03-24T07:00:00+02:00"}""", "D", "\"2025-03-24T05:00:00Z\"")]
    [InlineData("""{"D":"2025-03-24T07:00:00"}""", "D", "\"2025-03-24T07:00:00Z\"")] // 6.8
    [InlineData("""{"B":false}""", "B", "false")]
    [InlineData("""{"Tags@odata.type":"Collection(Edm.String)","Tags":["b","a","b"]}""", "Tags", "[\"b\",\"a\"]")] // 6.14
    [InlineData("""{"Tags@odata.type":"Collection(Edm.String)","Tags":[]}""", "Tags", null)]
    [InlineData("""{"Pick":"not a choice"}""", "Pick", "\"not a choice\"")] // 5.3
    [InlineData("""{"WhoLookupId":"1"}""", "WhoLookupId", "\"1\"")]
    [InlineData("""{"N":null}""", "N", null)]
    public async Task Create_Value_IsReadBackNormalised(string fields, string name, string? expected)
    {
        await using var emulator = await TestEmulator.StartAsync();
        var list = await emulator.MakeListAsync("L", AllKinds);
        emulator.Host.EnsurePerson("/sites/Team", "Ada", "ada@example.com");
        var read = await emulator.FieldsAsync(list, await emulator.MakeItemAsync(list, fields));
        Assert.Equal(expected, read.TryGetProperty(name, out var value) ? value.GetRawText() : null);
    }

    [Fact]
    public async Task Create_ColumnsChangedSinceAnItemWasShown_ShowsThemAsTheyAre()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var list = await emulator.MakeListAsync("L");
        (await emulator.PostAsync($"{list}/items", """{"fields":{"Title":"1"}}""")).Ok(201);
        var column = (await emulator.PostAsync($"{list}/columns", """{"name":"New","text":{}}""")).Ok(201).Json.GetProperty("id").GetString();
        Assert.Equal("x", (await CreateAsync()).GetProperty("New").GetString());
        (await emulator.PatchAsync($"{list}/columns/{column}", """{"hidden":true}""")).Ok();
        Assert.False((await CreateAsync()).TryGetProperty("New", out _));
        (await emulator.PatchAsync($"{list}/columns/{column}", """{"hidden":false}""")).Ok();
        Assert.True((await emulator.PatchAsync($"{list}/items/1/fields", """{"New":"y"}""")).Ok().Json.TryGetProperty("New", out _));
        (await emulator.DeleteAsync($"{list}/columns/{column}")).Ok(204);
        Assert.False((await emulator.PatchAsync($"{list}/items/1/fields", """{"Title":"2"}""")).Ok().Json.TryGetProperty("New", out _));

        async Task<JsonElement> CreateAsync() => (await emulator.PostAsync($"{list}/items", """{"fields":{"New":"x"}}""")).Ok(201).Json.GetProperty("fields");
    }

    [Theory] // 6.6
    [InlineData("America/Los_Angeles", "2025-03-24T07:00:00Z", "2025-03-24T07:00:00Z")]
    [InlineData("America/Los_Angeles", "2025-03-24T00:00:00Z", "2025-03-23T07:00:00Z")]
    [InlineData("Europe/Berlin", "2025-03-29T23:00:00Z", "2025-03-29T23:00:00Z")]
    [InlineData("Europe/Berlin", "2025-07-01T12:00:00Z", "2025-06-30T22:00:00Z")]
    public async Task Create_DateOnly_IsKeptAsADayOfTheSite(string zone, string written, string read)
    {
        await using var emulator = await TestEmulator.StartAsync(options => options.TimeZone = zone);
        var list = await emulator.MakeListAsync("L", """[{"name":"Day","dateTime":{"format":"dateOnly"}}]""");
        var id = await emulator.MakeItemAsync(list, $$"""{"Day":"{{written}}"}""");
        Assert.Equal(read, (await emulator.FieldsAsync(list, id)).GetProperty("Day").GetString());
    }

    [Fact] // 5.4, 6.16
    public async Task Create_HyperlinkWithItsPreference_IsKept()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var list = await emulator.MakeListAsync("L", AllKinds);
        (await emulator.PostAsync($"{list}/items", """{"fields":{"Link":{"Url":"https://example.com/a b"}}}""", ("Prefer", "apiversion=2.1"))).Ok(201);
        var link = (await emulator.FieldsAsync(list, "1")).GetProperty("Link");
        Assert.Equal("https://example.com/a%20b", link.GetProperty("Url").GetString());
        Assert.Equal("https://example.com/a b", link.GetProperty("Description").GetString());
    }

    [Fact] // 5.2, 5.4
    public async Task Get_Lookup_ShowsItsTextOnlyWhenNamed()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var parents = await emulator.MakeListAsync("Parents");
        await emulator.MakeItemAsync(parents, """{"Title":"one"}""");
        var id = parents[(parents.LastIndexOf('/') + 1)..];
        var list = await emulator.MakeListAsync("L", $$"""[{"name":"P","lookup":{"listId":"{{id}}","columnName":"Title"} },{"name":"Ps","lookup":{"listId":"{{id}}","columnName":"Title","allowMultipleValues":true} }]""");
        var item = await emulator.MakeItemAsync(list, """{"PLookupId":1,"PsLookupId@odata.type":"Collection(Edm.Int32)","PsLookupId":[1]}""");
        var all = await emulator.FieldsAsync(list, item);
        Assert.Equal("1", all.GetProperty("PLookupId").GetString());
        Assert.False(all.TryGetProperty("P", out _));
        Assert.Equal("one", all.GetProperty("Ps")[0].GetProperty("LookupValue").GetString());
        Assert.Equal("one", (await emulator.FieldsAsync(list, item, "P")).GetProperty("P").GetString());
        Assert.Single((await emulator.GetAsync($"{list}/items?$filter=fields/PLookupId eq '1'", ("Prefer", "HonorNonIndexedQueriesWarningMayFailRandomly"))).Ok().Rows);
        (await emulator.PatchAsync($"{list}/items/{item}/fields", """{"PLookupId":null}""")).Ok();
        Assert.False((await emulator.FieldsAsync(list, item)).TryGetProperty("PLookupId", out _));
    }

    [Fact] // 6.4, 6.13
    public async Task Write_DefaultsAndAppendOnlyNotes_BehaveAsTheService()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var list = await emulator.MakeListAsync("L", """[{"name":"B","boolean":{},"defaultValue":{"value":"1"}},{"name":"A","text":{"allowMultipleLines":true,"appendChangesToExistingText":true}}]""");
        var id = await emulator.MakeItemAsync(list, """{"A":"first"}""");
        Assert.True((await emulator.FieldsAsync(list, id)).GetProperty("B").GetBoolean());
        (await emulator.PatchAsync($"{list}/items/{id}/fields", """{"Title":"x"}""")).Ok();
        Assert.False((await emulator.FieldsAsync(list, id)).TryGetProperty("A", out _));
    }

    [Fact] // 6.7
    public async Task Create_PostEchoShift_ShowsWrongDatesOnce()
    {
        await using var emulator = await TestEmulator.StartAsync(options => (options.TimeZone, options.Switches.PostEchoShift) = ("America/Los_Angeles", true));
        var list = await emulator.MakeListAsync("L", AllKinds);
        var echo = (await emulator.PostAsync($"{list}/items", """{"fields":{"D":"2025-03-24T07:00:00Z"}}""")).Ok(201).Json.GetProperty("fields");
        Assert.NotEqual("2025-03-24T07:00:00Z", echo.GetProperty("D").GetString());
        Assert.Equal("2025-03-24T07:00:00Z", (await emulator.FieldsAsync(list, "1")).GetProperty("D").GetString());
    }

    private const string AllKinds = """
        [{"name":"T","text":{}},{"name":"Note","text":{"allowMultipleLines":true}},{"name":"N","number":{}},{"name":"B","boolean":{}},{"name":"D","dateTime":{"format":"dateTime"}},
         {"name":"Pick","choice":{"choices":["x"]}},{"name":"Tags","choice":{"choices":["a","b"],"displayAs":"checkBoxes"}},{"name":"Link","hyperlinkOrPicture":{}},{"name":"Who","personOrGroup":{}}]
        """;
}
