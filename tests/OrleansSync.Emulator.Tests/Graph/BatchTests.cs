using System.Text.Json;
using OrleansSync.Emulator.Faults;
using OrleansSync.Emulator.Graph;

namespace OrleansSync.Emulator.Tests.Graph;

/// <summary>sharepoint-graph.md 9 and 10.</summary>
public sealed class BatchTests
{
    [Fact] // 9.1 to 9.3
    public async Task Batch_Members_AreAnsweredEachOnItsOwn()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var list = await emulator.MakeListAsync("L");
        var answers = await SendAsync(
            emulator,
            $$"""{"id":"a","method":"POST","url":"/{{list}}/items","headers":{"Content-Type":"application/json"},"body":{"fields":{"Title":"1"} } }""",
            $$"""{"id":"b","method":"GET","url":"/{{list}}/items/99"}""",
            $$"""{"id":"c","method":"DELETE","url":"/{{list}}/items/1","dependsOn":["b"]}""",
            $$"""{"id":"d","method":"PATCH","url":"{{list}}/items/1/fields","headers":{"content-type":"application/json","If-Match":"\"x,1\""},"body":{"Title":"2"},"dependsOn":["a"]}""",
            $$"""{"id":"e","method":"POST","url":"/{{list}}/items","body":{"fields":{} } }""",
            """{"id":"f","method":"POST","url":"/$batch","headers":{"Content-Type":"application/json"},"body":{"requests":[]}}""",
            $$"""{"id":"g","method":"DELETE","url":"/{{list}}/items/1","dependsOn":["d","a"]}""",
            $$"""{"id":"h","method":"DELETE","url":"/{{list}}/items/1","headers":{"If-Match":"*"},"dependsOn":["a"]}""");
        Assert.Equal("a201 b404 c424 d412 e400 f400 g424 h204", string.Join(' ', answers.OrderBy(answer => answer.Key, StringComparer.Ordinal).Select(answer => $"{answer.Key}{answer.Value.GetProperty("status").GetInt32()}")));
        Assert.Equal("itemNotFound", answers["b"].GetProperty("body").GetProperty("error").GetProperty("code").GetString());
        Assert.False(answers["h"].TryGetProperty("body", out _));
    }

    [Theory] // 9.1
    [InlineData("""{"requests":[]}""")]
    [InlineData("""{"nope":[]}""")]
    [InlineData("""{"requests":[{"id":"1","method":"GET","url":"/sites/root"},{"id":"1","method":"GET","url":"/sites/root"}]}""")]
    [InlineData("""{"requests":[{"id":"a","method":"GET","url":"/sites/root"},{"id":"A","method":"GET","url":"/sites/root"}]}""")]
    [InlineData("""{"requests":[{"id":"1","method":"GET","url":"https://graph.microsoft.com/v1.0/sites/root"}]}""")]
    [InlineData("""{"requests":[{"id":"1","method":"GET","url":"/sites/root","dependsOn":["2"]}]}""")]
    [InlineData("""{"requests":[{"id":"1","method":"GET","url":"/sites/root","dependsOn":["1"]}]}""")]
    [InlineData("""{"requests":[{"id":"1","method":"GET","url":"/sites/root","dependsOn":["2"]},{"id":"2","method":"GET","url":"/sites/root","dependsOn":["1"]}]}""")]
    [InlineData("""{"requests":[{"method":"GET","url":"/sites/root"}]}""")]
    public async Task Batch_Malformed_IsRefusedAsAWhole(string body)
    {
        await using var emulator = await TestEmulator.StartAsync();
        (await emulator.PostAsync("$batch", body)).Refused(400, "BadRequest");
    }

    [Fact]
    public async Task Batch_MoreThanTwenty_IsRefusedAsAWhole()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var members = string.Join(',', Enumerable.Range(0, 21).Select(number => $$"""{"id":"{{number}}","method":"GET","url":"/sites/root"}"""));
        (await emulator.PostAsync("$batch", $$"""{"requests":[{{members}}]}""")).Refused(400, "BadRequest", "20");
    }

    [Fact] // 9.4, 10.1 to 10.4
    public async Task Budget_WhenUsedUp_ThrottlesMembersUntilTheMinuteEnds()
    {
        await using var emulator = await TestEmulator.StartAsync(options => options.Unlimited = false);
        var list = await emulator.MakeListAsync("L");
        emulator.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        var before = emulator.Host.Budget;
        Assert.Equal(0, before.Minute);
        for (var number = 0; number < 62; number++)
        {
            await SendAsync(emulator, [.. Enumerable.Range(0, 10).Select(member => $$"""{"id":"{{member}}","method":"POST","url":"/{{list}}/items","headers":{"Content-Type":"application/json"},"body":{"fields":{} } }""")]);
        }

        Assert.Equal(1240, emulator.Host.Budget.Minute);
        var shown = (await emulator.GetAsync($"{list}/items?$top=1")).Ok(); // 1242: RateLimit headers from 80 %
        Assert.Equal(("1250", "8"), (shown.Headers["RateLimit-Limit"], shown.Headers["RateLimit-Remaining"]));
        var answers = await SendAsync(emulator, [.. Enumerable.Range(0, 10).Select(member => $$"""{"id":"{{member}}","method":"POST","url":"/{{list}}/items","headers":{"Content-Type":"application/json"},"body":{"fields":{} } }""")]);
        Assert.Equal([201, 429], answers.Values.Select(answer => answer.GetProperty("status").GetInt32()).Distinct().Order());
        Assert.Equal(4, answers.Values.Count(answer => answer.GetProperty("status").GetInt32() == 201));
        var wait = int.Parse(answers["9"].GetProperty("headers").GetProperty("Retry-After").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(wait, 1, 60);
        Assert.Equal(624, (await emulator.GetAsync("../_emulator/graph/v1.0/" + list + "/items?$top=5000")).Ok().Rows.Count);
        (await emulator.GetAsync(list)).Refused(429, "activityLimitReached");
        Assert.True(emulator.Host.Counters.Throttled >= 7);
        emulator.Host.Clock.Advance(TimeSpan.FromSeconds(wait));
        (await emulator.GetAsync(list)).Ok();
    }

    [Fact]
    public async Task Faults_OnMatch_StrikeAsOftenAsTold()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var list = await emulator.MakeListAsync("L");
        emulator.Host.Faults.Add(new FaultRule { Kind = FaultKind.Status, Operation = OperationKind.ItemCreate, Status = 503, RetryAfter = 7, Skip = 1, Times = 2 });
        var answers = await SendAsync(emulator, [.. Enumerable.Range(0, 4).Select(member => $$"""{"id":"{{member}}","method":"POST","url":"/{{list}}/items","headers":{"Content-Type":"application/json"},"body":{"fields":{} } }""")]);
        Assert.Equal([201, 503, 503, 201], answers.OrderBy(answer => answer.Key, StringComparer.Ordinal).Select(answer => answer.Value.GetProperty("status").GetInt32()));
        Assert.Equal("7", answers["1"].GetProperty("headers").GetProperty("Retry-After").GetString());
        emulator.Host.Faults.Add(new FaultRule { Kind = FaultKind.LostReply, Method = "POST", PathContains = "/items" });
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => emulator.PostAsync($"{list}/items", """{"fields":{"Title":"lost"}}"""));
        Assert.Equal(3, (await emulator.GetAsync($"{list}/items")).Rows.Count); // the work was done
        Assert.Empty(emulator.Host.Faults.Read());
    }

    [Fact]
    public async Task Faults_OnAWholeBatch_StrikeItAndNotItsMembers()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var list = await emulator.MakeListAsync("L");
        var body = $$"""{"requests":[{"id":"1","method":"POST","url":"/{{list}}/items","headers":{"Content-Type":"application/json"},"body":{"fields":{} } }]}""";
        emulator.Host.Faults.Add(new FaultRule { Kind = FaultKind.Status, Operation = OperationKind.Batch, Status = 503, RetryAfter = 7 });
        Assert.Equal("7", (await emulator.PostAsync("$batch", body)).Refused(503, "serviceNotAvailable").Headers["Retry-After"]);
        Assert.Empty((await emulator.GetAsync($"{list}/items")).Rows); // nothing was done
        emulator.Host.Faults.Add(new FaultRule { Kind = FaultKind.LostReply, Operation = OperationKind.Batch });
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => emulator.PostAsync("$batch", body));
        Assert.Single((await emulator.GetAsync($"{list}/items")).Rows); // all of it was done
        emulator.Host.Faults.Add(new FaultRule { Kind = FaultKind.Status, Status = 503, Method = "POST" });
        Assert.Equal(503, Assert.Single(await SendAsync(emulator, body["{\"requests\":[".Length..^2])).Value.GetProperty("status").GetInt32()); // a rule for any request strikes the member
        (await emulator.PostAsync("$batch", body)).Ok();
    }

    [Fact]
    public async Task Faults_Delay_HoldsTheWorkBackForItsTime()
    {
        var clock = new TimerClock();
        await using var emulator = await TestEmulator.StartAsync(clock: clock);
        var list = await emulator.MakeListAsync("L");
        var body = $$"""{"requests":[{"id":"1","method":"POST","url":"/{{list}}/items","headers":{"Content-Type":"application/json"},"body":{"fields":{} } }]}""";
        foreach (var operation in new[] { OperationKind.ItemCreate, OperationKind.Batch })
        {
            (await emulator.PostAsync("../_emulator/faults", $$"""{"kind":"delay","operation":"{{operation}}","delay":"00:01:30"}""")).Ok();
            var before = (await emulator.GetAsync($"{list}/items")).Rows.Count;
            var answer = emulator.PostAsync("$batch", body);
            Assert.Equal(before, (await emulator.GetAsync($"{list}/items")).Rows.Count);
            Assert.False(answer.IsCompleted);
            await clock.PassAsync(TimeSpan.FromSeconds(90));
            (await answer).Ok();
            Assert.Equal(before + 1, (await emulator.GetAsync($"{list}/items")).Rows.Count);
        }
    }

    [Fact]
    public async Task Faults_DelayOfOneMember_LetsOthersWriteMeanwhile()
    {
        var clock = new TimerClock();
        await using var emulator = await TestEmulator.StartAsync(clock: clock);
        var list = await emulator.MakeListAsync("L");
        emulator.Host.Faults.Add(new FaultRule { Kind = FaultKind.Delay, Operation = OperationKind.ItemRead, Delay = TimeSpan.FromSeconds(90) });
        var create = $$"""
            "method":"POST","url":"/{{list}}/items","headers":{"Content-Type":"application/json"},"body":{"fields":{} }
            """;
        var answer = SendAsync(emulator, $$"""{"id":"a",{{create}} }""", $$"""{"id":"b","method":"GET","url":"/{{list}}/items/1"}""", $$"""{"id":"c",{{create}} }""");
        var pass = await clock.WaitedForAsync(TimeSpan.FromSeconds(90));
        Assert.Equal("2", await emulator.MakeItemAsync(list, "{}"));
        pass();
        Assert.Equal("a1 b1 c3", string.Join(' ', (await answer).Select(member => member.Key + member.Value.GetProperty("body").GetProperty("id").GetString())));
    }

    private static async Task<Dictionary<string, JsonElement>> SendAsync(TestEmulator emulator, params string[] members) =>
        (await emulator.PostAsync("$batch", $$"""{"requests":[{{string.Join(',', members)}}]}""")).Ok().Json.GetProperty("responses").EnumerateArray().ToDictionary(answer => answer.GetProperty("id").GetString()!);
}
