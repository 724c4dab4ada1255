using System.Text.Json;

namespace OrleansSync.Emulator.Tests.Control;

public sealed class ControlTests
{
    private const string Base = "../_emulator";

    [Fact] // 7.8
    public async Task Restore_DeletedItem_ComesBackUnderItsIdAndShowsInDelta()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var list = await emulator.MakeListAsync("L", """[{"name":"Key","text":{},"indexed":true,"enforceUniqueValues":true}]""");
        var id = await emulator.MakeItemAsync(list, """{"Title":"a","Key":"k"}""");
        (await emulator.DeleteAsync($"{list}/items/{id}")).Ok(204);
        var link = (await emulator.GetAsync($"{list}/items/delta?token=latest")).Link("deltaLink")!;
        Assert.Equal("a", (await emulator.GetAsync($"{Base}/{list}/recyclebin")).Ok().Json[0].GetProperty("title").GetString());
        Assert.Empty((await emulator.PostAsync($"{Base}/{list}/recyclebin/{id}/restore", "{}")).Ok().Json.EnumerateArray());
        Assert.Equal(id, Assert.Single((await emulator.GetAsync(link)).Rows).GetProperty("id").GetString());
        (await emulator.DeleteAsync($"{list}/items/{id}")).Ok(204);
        await emulator.MakeItemAsync(list, """{"Key":"K"}""");
        (await emulator.PostAsync($"{Base}/{list}/recyclebin/{id}/restore", "{}")).Refused(400, "invalidRequest", "unique constraints");
        (await emulator.PostAsync($"{Base}/{list}/recyclebin/77/restore", "{}")).Refused(404, "itemNotFound");
    }

    [Fact]
    public async Task Person_OfTheControlApi_WritesWithoutTokenAndShowsAsEditor()
    {
        await using var emulator = await TestEmulator.StartAsync(options => options.Unlimited = false);
        var list = await emulator.MakeListAsync("L");
        var id = await emulator.MakeItemAsync(list, """{"Title":"a"}""");
        var used = emulator.Host.Budget.Minute;
        emulator.Client.DefaultRequestHeaders.Authorization = null;
        (await emulator.PatchAsync($"{Base}/graph/v1.0/{list}/items/{id}/fields", """{"Title":"b"}""", ("x-person-name", "Ada"), ("x-person-email", "ada@example.com"))).Ok();
        Assert.Equal(used, emulator.Host.Budget.Minute);
        await emulator.SignInAsync();
        var item = (await emulator.GetAsync($"{list}/items/{id}")).Json; // 11.1
        Assert.Equal("ada@example.com", item.GetProperty("lastModifiedBy").GetProperty("user").GetProperty("email").GetString());
        Assert.False(item.GetProperty("lastModifiedBy").TryGetProperty("application", out _));
        Assert.True(item.GetProperty("createdBy").TryGetProperty("application", out _));
        Assert.Contains((await emulator.GetAsync($"{emulator.Site}/lists/User%20Information%20List/items?$expand=fields")).Rows, user => user.GetProperty("fields").TryGetProperty("EMail", out var mail) && mail.GetString() == "ada@example.com"); // 5.4
    }

    [Fact]
    public async Task Switches_Patch_ChangesTheNamedOnly()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var switches = (await emulator.PatchAsync($"{Base}/switches", """{"numberFromString":true}""")).Ok().Json;
        Assert.True(switches.GetProperty("numberFromString").GetBoolean());
        Assert.True(switches.GetProperty("inlineFieldsWithoutExpand").GetBoolean());
        var list = await emulator.MakeListAsync("L", """[{"name":"N","number":{}}]""");
        await emulator.MakeItemAsync(list, """{"N":"1.5"}""");
        (await emulator.PatchAsync($"{Base}/switches", """{"nope":true}""")).Refused(400, "invalidRequest", "nope");
    }

    [Fact]
    public async Task Control_FaultsClockTokensBudgetCounters_DoWhatTheySay()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var fault = (await emulator.PostAsync($"{Base}/faults", """{"kind":"status","status":503,"operation":"site","times":5}""")).Ok().Json.GetProperty("id").GetInt32();
        (await emulator.GetAsync("sites/root")).Refused(503, "serviceNotAvailable");
        Assert.Equal(1, (await emulator.GetAsync($"{Base}/faults")).Json[0].GetProperty("struck").GetInt32());
        (await emulator.DeleteAsync($"{Base}/faults/{fault}")).Ok(204);
        (await emulator.GetAsync("sites/root")).Ok();
        (await emulator.PostAsync($"{Base}/faults", """{"kind":"status","status":200}""")).Refused(400, "invalidRequest");
        (await emulator.PostAsync($"{Base}/tokens/expire", """{"access":true,"delta":false}""")).Ok();
        (await emulator.GetAsync("sites/root")).Refused(401, "InvalidAuthenticationToken");
        await emulator.SignInAsync();
        (await emulator.PostAsync($"{Base}/clock", """{"advance":"02:00:00","scale":0}""")).Ok();
        (await emulator.GetAsync("sites/root")).Refused(401, "InvalidAuthenticationToken");
        Assert.Equal(2500, (await emulator.PatchAsync($"{Base}/budget", """{"tier":2}""")).Ok().Json.GetProperty("tier").GetProperty("perMinute").GetInt32());
        var counters = (await emulator.GetAsync($"{Base}/counters")).Ok().Json;
        Assert.Equal(2, counters.GetProperty("requests").GetProperty("Site").GetInt32());
        Assert.Equal(1, counters.GetProperty("concurrencyPeak").GetInt32());
        Assert.Equal(0, (await emulator.DeleteAsync($"{Base}/counters")).Ok().Json.GetProperty("resourceUnits").GetInt64());
        (await emulator.PostAsync($"{Base}/sites", """{"path":"/sites/New","timeZone":"Europe/Berlin"}""")).Ok();
        await emulator.SignInAsync();
        (await emulator.GetAsync("sites/contoso.sharepoint.com:/sites/New")).Ok();
        Assert.Equal(3, (await emulator.GetAsync($"{Base}/state")).Ok().Json.GetProperty("sites").GetArrayLength());
        (await emulator.PatchAsync($"{Base}/sites/{emulator.SiteId}", """{"timeZone":"Nowhere"}""")).Refused(400, "invalidRequest");
    }

    [Fact]
    public async Task Traffic_Watcher_SeesRequestsWithTheBudget()
    {
        await using var emulator = await TestEmulator.StartAsync();
        using var watch = await emulator.Client.GetAsync(new Uri($"{Base}/traffic", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", watch.Content.Headers.ContentType?.MediaType);
        using var reader = new StreamReader(await watch.Content.ReadAsStreamAsync());
        (await emulator.GetAsync("sites/root?$select=id")).Ok();
        string? line;
        while ((line = await reader.ReadLineAsync()) is not null && !line.StartsWith("data: {\"number\"", StringComparison.Ordinal))
        {
        }

        var entry = JsonDocument.Parse(line!["data: ".Length..]).RootElement;
        Assert.Equal("/sites/root", entry.GetProperty("path").GetString());
        Assert.Equal(200, entry.GetProperty("status").GetInt32());
        Assert.Equal(1, entry.GetProperty("budget").GetProperty("minute").GetInt32());
    }
}
