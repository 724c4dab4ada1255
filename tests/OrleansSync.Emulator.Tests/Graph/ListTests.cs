namespace OrleansSync.Emulator.Tests.Graph;

/// <summary>sharepoint-graph.md 3 and 4.</summary>
public sealed class ListTests
{
    [Fact] // 3.1 to 3.3
    public async Task Sites_EveryAddress_FindsTheSite()
    {
        await using var emulator = await TestEmulator.StartAsync();
        foreach (var path in new[] { emulator.Site, $"sites/{Uri.EscapeDataString(emulator.SiteId)}", "sites/contoso.sharepoint.com:/sites/Team", "sites/contoso.sharepoint.com:/sites/Team:", "sites/root/getByPath(path='/sites/Team')" })
        {
            var site = (await emulator.GetAsync(path)).Ok().Json;
            Assert.Equal(emulator.SiteId, site.GetProperty("id").GetString());
            Assert.Equal("https://contoso.sharepoint.com/sites/Team", site.GetProperty("webUrl").GetString());
        }

        Assert.Equal(3, emulator.SiteId.Split(',').Length);
        (await emulator.GetAsync("sites/contoso.sharepoint.com:/sites/Team:/lists")).Ok();
        Assert.Single((await emulator.GetAsync("sites?search=team")).Ok().Rows);
        Assert.Equal(2, (await emulator.GetAsync("sites/getAllSites")).Ok().Rows.Count);
        (await emulator.GetAsync("sites/contoso.sharepoint.com:/sites/None")).Refused(404, "itemNotFound");
        (await emulator.GetAsync($"{emulator.Site}/drives")).Refused(400, "BadRequest", "drives");
    }

    [Fact] // 3.4 to 3.7
    public async Task Lists_Life_FollowsTheService()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var made = (await emulator.PostAsync($"{emulator.Site}/lists", """{"displayName":"My Books","columns":[{"name":"Author","text":{}},{"name":"PageCount","number":{}}],"list":{"template":"genericList"}}""")).Ok(201).Json;
        var list = $"{emulator.Site}/lists/{made.GetProperty("id").GetString()}";
        Assert.Equal("genericList", made.GetProperty("list").GetProperty("template").GetString());
        (await emulator.PostAsync($"{emulator.Site}/lists", """{"displayName":"my books"}""")).Refused(409, "nameAlreadyExists"); // 3.6
        var names = (await emulator.GetAsync($"{list}/columns")).Ok().Rows.Select(column => column.GetProperty("name").GetString()).ToList();
        Assert.Contains("Author0", names); // 3.6, the trap
        Assert.Contains("PageCount", names);
        Assert.Contains("Title", names);
        Assert.Equal(made.GetProperty("id").GetString(), (await emulator.GetAsync($"{emulator.Site}/lists/My%20Books")).Ok().Json.GetProperty("id").GetString()); // 3.5
        Assert.Single((await emulator.GetAsync($"{emulator.Site}/lists")).Ok().Rows);
        Assert.Equal(2, (await emulator.GetAsync($"{emulator.Site}/lists?$select=id,system")).Ok().Rows.Count); // 3.4
        (await emulator.PatchAsync(list, """{"displayName":"Books"}""")).Ok();
        (await emulator.GetAsync($"{emulator.Site}/lists?$skip=1")).Refused(400, "invalidRequest", "Only URLs returned by the API can be used to page."); // 2.4
        (await emulator.DeleteAsync(list)).Ok(204);
        (await emulator.GetAsync(list)).Refused(404, "itemNotFound", "list");
    }

    [Fact] // 2.4
    public async Task Lists_Top_PagesByLink()
    {
        await using var emulator = await TestEmulator.StartAsync();
        foreach (var title in new[] { "A", "B", "C" })
        {
            await emulator.MakeListAsync(title);
        }

        var first = (await emulator.GetAsync($"{emulator.Site}/lists?$top=2")).Ok();
        var second = (await emulator.GetAsync(first.Link("nextLink")!)).Ok();
        Assert.Equal([2, 1], [first.Rows.Count, second.Rows.Count]);
        Assert.Null(second.Link("nextLink"));
    }

    [Theory] // 4.2, 4.4
    [InlineData("""{"boolean":{}}""", "boolean", "boolean")]
    [InlineData("""{"choice":{"choices":["a","b"]}}""", "choice", "choice")]
    [InlineData("""{"choice":{"choices":["a"],"displayAs":"checkBoxes"}}""", "choice", "multichoice")]
    [InlineData("""{"currency":{}}""", "currency", "currency")]
    [InlineData("""{"dateTime":{"format":"dateTime"}}""", "dateTime", "dateTime")]
    [InlineData("""{"hyperlinkOrPicture":{"isPicture":false}}""", null, "url")]
    [InlineData("""{"number":{"decimalPlaces":"two"}}""", "number", "number")]
    [InlineData("""{"personOrGroup":{}}""", "personOrGroup", "user")]
    [InlineData("""{"term":{}}""", null, "term")]
    [InlineData("""{"text":{}}""", "text", "text")]
    [InlineData("""{"text":{"allowMultipleLines":true}}""", "text", "note")]
    [InlineData("""{"calculated":{"formula":"=1"}}""", "calculated", "calculated")]
    [InlineData("""{"thumbnail":{}}""", null, "thumbnail")]
    [InlineData("""{"geolocation":{}}""", "geolocation", "geolocation")]
    public async Task Columns_EachType_ShowsItsFacetAndType(string facet, string? shown, string type)
    {
        await using var emulator = await TestEmulator.StartAsync();
        var list = await emulator.MakeListAsync("L");
        (await emulator.PostAsync($"{list}/columns", facet.Insert(1, "\"name\":\"C\","))).Ok(201);
        var column = (await emulator.GetAsync($"{list}/columns/C")).Ok().Json;
        var facets = new[] { "boolean", "calculated", "choice", "currency", "dateTime", "geolocation", "hyperlinkOrPicture", "lookup", "number", "personOrGroup", "term", "text", "thumbnail" };
        Assert.Equal(shown is null ? [] : [shown], facets.Where(name => column.TryGetProperty(name, out _)));
        Assert.False(column.TryGetProperty("type", out _));
        var typed = (await emulator.GetAsync($"{list}/contentTypes?$expand=columns")).Ok().Rows[0].GetProperty("columns").EnumerateArray().Single(other => other.GetProperty("name").GetString() == "C");
        Assert.Equal(type, typed.GetProperty("type").GetString());
    }

    [Fact] // 4.1, 4.7, 4.8, 4.10, 4.11
    public async Task Columns_Rules_AreKept()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var list = await emulator.MakeListAsync("L");
        var made = (await emulator.PostAsync($"{list}/columns", """{"name":"Prix ç","text":{}}""")).Ok(201).Json;
        Assert.Equal("Prix_x0020__x00e7_", made.GetProperty("name").GetString());
        var column = $"{list}/columns/{made.GetProperty("id").GetString()}";
        Assert.Equal("Price", (await emulator.PatchAsync(column, """{"displayName":"Price"}""")).Ok().Json.GetProperty("displayName").GetString());
        (await emulator.PatchAsync(column, """{"number":{}}""")).Refused(400, "invalidRequest");
        (await emulator.PostAsync($"{list}/columns", """{"name":"D","text":{},"defaultValue":null}""")).Refused(500, "generalException");
        (await emulator.PostAsync($"{list}/columns", """{"name":"U","text":{},"enforceUniqueValues":true}""")).Refused(400, "invalidRequest", "indexed");
        (await emulator.PostAsync($"{list}/columns", """{"name":"K","text":{},"number":{}}""")).Refused(400, "invalidRequest");
        (await emulator.PostAsync($"{list}/columns", """{"name":"H","text":{},"hidden":true}""")).Ok(201);
        Assert.DoesNotContain((await emulator.GetAsync($"{list}/columns")).Rows, row => row.GetProperty("name").GetString() == "H");
        Assert.Contains((await emulator.GetAsync($"{list}/columns?$select=name,hidden")).Rows, row => row.GetProperty("name").GetString() == "H");
        for (var number = 0; number < 20; number++)
        {
            (await emulator.PostAsync($"{list}/columns", $$"""{"name":"I{{number}}","text":{},"indexed":true}""")).Ok(201);
        }

        (await emulator.PostAsync($"{list}/columns", """{"name":"I20","text":{},"indexed":true}""")).Refused(400, "invalidRequest", "20 indexes");
        (await emulator.DeleteAsync($"{list}/columns/Title")).Refused(400, "invalidRequest");
        (await emulator.DeleteAsync(column)).Ok(204);
        (await emulator.GetAsync(column)).Refused(404, "itemNotFound");
    }
}
