using System.Text.Json;
using OrleansSync.Emulator.Faults;
using OrleansSync.Emulator.Graph;

namespace OrleansSync.Emulator.Tests.Graph;

/// <summary>sharepoint-graph.md 7.</summary>
public sealed class DeltaTests
{
    [Fact] // 7.1 to 7.6
    public async Task Delta_Rounds_TellTheLatestStateOnce()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var list = await MakeAsync(emulator, 5);
        (await emulator.DeleteAsync($"{list}/items/1")).Ok(204);
        var (rows, link) = await RoundAsync(emulator, $"{list}/items/delta?$expand=fields($select=Title)&$top=2");
        Assert.Equal(["2", "3", "4", "5"], rows.Select(Id)); // deleted before: not told
        Assert.All(rows, row => Assert.False(row.TryGetProperty("lastModifiedBy", out _))); // 7.4
        Assert.All(rows, row => Assert.True(row.GetProperty("fields").TryGetProperty("Title", out _)));
        Assert.Contains("$expand=", link, StringComparison.Ordinal); // 7.5

        (await emulator.PatchAsync($"{list}/items/2/fields", """{"Title":"x"}""")).Ok();
        (await emulator.PatchAsync($"{list}/items/2/fields", """{"Title":"y"}""")).Ok();
        (await emulator.DeleteAsync($"{list}/items/3")).Ok(204);
        (rows, link) = await RoundAsync(emulator, link);
        Assert.Equal(["2", "3"], rows.Select(Id));
        Assert.Equal("y", rows[0].GetProperty("fields").GetProperty("Title").GetString());
        Assert.Equal("deleted", rows[1].GetProperty("deleted").GetProperty("state").GetString());
        Assert.False(rows[1].TryGetProperty("eTag", out _));
        (rows, _) = await RoundAsync(emulator, link);
        Assert.Empty(rows);
    }

    [Fact] // 7.1, 7.5
    public async Task Delta_Latest_IsEmptyAndGoesOnFromNow()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var list = await MakeAsync(emulator, 2);
        var (rows, link) = await RoundAsync(emulator, $"{list}/items/delta?token=latest");
        Assert.Empty(rows);
        await emulator.MakeItemAsync(list, """{"Title":"new"}""");
        (rows, _) = await RoundAsync(emulator, link);
        Assert.Equal("new", Assert.Single(rows).GetProperty("fields").GetProperty("Title").GetString());
        var token = link[(link.IndexOf("token=", StringComparison.Ordinal) + 6)..];
        Assert.Single((await emulator.GetAsync($"{list}/items/delta(token='{token}')")).Ok().Rows);
        emulator.Host.Switches.InlineFieldsWithoutExpand = false;
        Assert.False((await emulator.GetAsync(link)).Rows[0].TryGetProperty("fields", out _));
    }

    [Fact] // 7.9, 7.10, 7.11
    public async Task Delta_Tokens_AgeAndAreChecked()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var list = await MakeAsync(emulator, 1);
        var (_, link) = await RoundAsync(emulator, $"{list}/items/delta");
        (await emulator.GetAsync($"{list}/items/delta?token=garbage")).Refused(400, "invalidRequest", "Provided sync token is malformed");
        emulator.Host.Clock.Advance(TimeSpan.FromDays(60));
        await emulator.SignInAsync();
        (await emulator.GetAsync(link)).Ok();
        emulator.Host.Clock.Advance(TimeSpan.FromDays(1));
        await emulator.SignInAsync();
        var gone = (await emulator.GetAsync(link)).Refused(410, "resyncRequired");
        Assert.EndsWith("/items/delta", gone.Headers["Location"], StringComparison.Ordinal);
        (_, link) = await RoundAsync(emulator, gone.Headers["Location"][(gone.Headers["Location"].IndexOf("/v1.0/", StringComparison.Ordinal) + 6)..]);
        emulator.Host.Faults.Add(new FaultRule { Kind = FaultKind.Resync, Code = "resyncChangesApplyDifferences" });
        (await emulator.GetAsync(link)).Refused(410, "resyncChangesApplyDifferences");
        (await emulator.GetAsync(link)).Ok();
        emulator.Host.Faults.ExpireDeltaTokens();
        (await emulator.GetAsync(link)).Refused(410, "resyncRequired");
        (await emulator.DeleteAsync(list)).Ok(204);
        (await emulator.GetAsync(link)).Refused(404, "itemNotFound");
    }

    [Fact] // 7.3, 7.6
    public async Task Delta_DisturbedPages_HoldTheSameItems()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var list = await MakeAsync(emulator, 6);
        var plain = await RoundAsync(emulator, $"{list}/items/delta");
        emulator.Host.Faults.Add(new FaultRule { Kind = FaultKind.DuplicateRows, Operation = OperationKind.Delta });
        Assert.Equal(12, (await emulator.GetAsync($"{list}/items/delta")).Rows.Count);
        emulator.Host.Faults.Add(new FaultRule { Kind = FaultKind.ReorderedRows });
        var mixed = (await emulator.GetAsync($"{list}/items/delta")).Rows.Select(Id).ToList();
        Assert.NotEqual(plain.Rows.Select(Id), mixed);
        Assert.Equal(plain.Rows.Select(Id), mixed.Order());
        (await emulator.DeleteAsync($"{list}/items/1")).Ok(204);
        emulator.Host.Faults.Add(new FaultRule { Kind = FaultKind.ErrorRow });
        var page = (await emulator.GetAsync(plain.Link)).Ok();
        Assert.Equal("InternalServerError", Assert.Single(page.Rows).GetProperty("error").GetProperty("code").GetString());
        Assert.NotNull(page.Link("deltaLink"));
        emulator.Host.Switches.RemovedAnnotation = true;
        Assert.True(Assert.Single((await emulator.GetAsync(plain.Link)).Rows).TryGetProperty("@removed", out _));
    }

    [Fact]
    public async Task Delta_ManyChangesOfOneItem_AreSweptAndStillTold()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var list = await MakeAsync(emulator, 3);
        var (_, link) = await RoundAsync(emulator, $"{list}/items/delta");
        for (var number = 0; number < 2500; number += 20)
        {
            var members = Enumerable.Range(0, 20).Select(member => $$"""{"id":"{{member}}","method":"PATCH","url":"/{{list}}/items/2/fields","headers":{"Content-Type":"application/json"},"body":{"Title":"{{number + member}}"} }""");
            (await emulator.PostAsync("$batch", $$"""{"requests":[{{string.Join(',', members)}}]}""")).Ok();
        }

        var (rows, _) = await RoundAsync(emulator, link);
        Assert.Equal("2499", Assert.Single(rows).GetProperty("fields").GetProperty("Title").GetString());
    }

    private static string? Id(JsonElement row) => row.GetProperty("id").GetString();

    private static async Task<string> MakeAsync(TestEmulator emulator, int items)
    {
        var list = await emulator.MakeListAsync("L");
        for (var number = 0; number < items; number++)
        {
            await emulator.MakeItemAsync(list, $$"""{"Title":"{{number}}"}""");
        }

        return list;
    }

    private static async Task<(List<JsonElement> Rows, string Link)> RoundAsync(TestEmulator emulator, string path)
    {
        var rows = new List<JsonElement>();
        while (true)
        {
            var page = (await emulator.GetAsync(path)).Ok();
            rows.AddRange(page.Rows);
            Assert.True(page.Link("nextLink") is null != page.Link("deltaLink") is null); // 7.2
            if (page.Link("deltaLink") is { } link)
            {
                return (rows, link);
            }

            path = page.Link("nextLink")!;
        }
    }
}
