using OrleansSync.Emulator.Hosting;

namespace OrleansSync.Emulator.Tests.Graph;

/// <summary>What sharepoint-graph.md marks as widely known or inferred: each switch both ways. Where both are shown elsewhere too, here is the other one.</summary>
public sealed class SwitchTests
{
    private const string Risk = "HonorNonIndexedQueriesWarningMayFailRandomly";

    [Fact] // 10.4
    public async Task RateLimitHeaders_Off_NoneAreSent()
    {
        await using var emulator = await TestEmulator.StartAsync(options => (options.Unlimited, options.Switches.RateLimitHeaders) = (false, false));
        for (var number = 0; number < 1251; number++)
        {
            Assert.DoesNotContain((await emulator.GetAsync("sites/root?$select=id")).Headers.Keys, name => name.StartsWith("RateLimit", StringComparison.OrdinalIgnoreCase));
        }

        (await emulator.GetAsync("sites/root")).Refused(429, "activityLimitReached");
    }

    [Fact] // 5.3
    public async Task RefuseUnknownChoices_On_OnlyTheChoicesAreTaken()
    {
        await using var emulator = await StartAsync(switches => switches.RefuseUnknownChoices = true);
        var list = await MakeAsync(emulator);
        (await emulator.PostAsync($"{list}/items", """{"fields":{"Pick":"y"}}""")).Refused(400, "invalidRequest", "'Pick'");
        (await emulator.PostAsync($"{list}/items", """{"fields":{"Tags@odata.type":"Collection(Edm.String)","Tags":["a","c"]}}""")).Refused(400, "invalidRequest", "'Tags'");
        await emulator.MakeItemAsync(list, """{"Pick":"x","Tags@odata.type":"Collection(Edm.String)","Tags":["a"]}""");
        emulator.Host.Switches.RefuseUnknownChoices = false;
        await emulator.MakeItemAsync(list, """{"Pick":"y"}""");
    }

    [Fact] // 5.3
    public async Task RefuseReadOnlyFields_Off_TheyAreIgnored()
    {
        await using var emulator = await StartAsync(switches => switches.RefuseReadOnlyFields = false);
        var list = await MakeAsync(emulator);
        var id = await emulator.MakeItemAsync(list, """{"T":"a","Created":"2020-01-01T00:00:00Z","id":"7","Who":1}""");
        var fields = await emulator.FieldsAsync(list, id);
        Assert.Equal(("1", "a", "2026-03-01T12:00:00Z"), (id, fields.GetProperty("T").GetString(), fields.GetProperty("Created").GetString()));
        Assert.False(fields.TryGetProperty("WhoLookupId", out _));
    }

    [Fact]
    public async Task RefuseDanglingLookups_Off_TheIdIsKept()
    {
        await using var emulator = await StartAsync(switches => switches.RefuseDanglingLookups = false);
        var list = await MakeAsync(emulator);
        var id = await emulator.MakeItemAsync(list, """{"WhoLookupId":99}""");
        Assert.Equal("99", (await emulator.FieldsAsync(list, id)).GetProperty("WhoLookupId").GetString());
        Assert.Equal("", (await emulator.FieldsAsync(list, id, "Who")).GetProperty("Who").GetString());
    }

    [Fact] // 6.2
    public async Task WhitespaceIsEmpty_Off_WhiteSpaceIsKept()
    {
        await using var emulator = await StartAsync(switches => switches.WhitespaceIsEmpty = false);
        var list = await MakeAsync(emulator);
        var fields = await emulator.FieldsAsync(list, await emulator.MakeItemAsync(list, """{"T":"  ","Pick":""}"""));
        Assert.Equal("  ", fields.GetProperty("T").GetString());
        Assert.False(fields.TryGetProperty("Pick", out _));
    }

    [Fact] // 6.5
    public async Task StripControlCharacters_Off_TheyAreRefused()
    {
        await using var emulator = await StartAsync(switches => switches.StripControlCharacters = false);
        var list = await MakeAsync(emulator);
        (await emulator.PostAsync($"{list}/items", """{"fields":{"T":"a\u0001b"}}""")).Refused(400, "invalidRequest", "Invalid text value");
        (await emulator.PostAsync($"{list}/items", """{"fields":{"T":"a\tb"}}""")).Ok(201);
    }

    [Fact] // 6.8
    public async Task AcceptZonelessDates_Off_TheyAreRefused()
    {
        await using var emulator = await StartAsync(switches => switches.AcceptZonelessDates = false);
        var list = await MakeAsync(emulator);
        (await emulator.PostAsync($"{list}/items", """{"fields":{"D":"2025-03-24T07:00:00"}}""")).Refused(400, "invalidRequest", "'D'");
        (await emulator.PostAsync($"{list}/items", """{"fields":{"D":"2025-03-24"}}""")).Refused(400, "invalidRequest", "'D'");
        (await emulator.PostAsync($"{list}/items", """{"fields":{"D":"2025-03-24T07:00:00Z"}}""")).Ok(201);
    }

    [Fact] // 6.13
    public async Task ApplyDefaults_Off_NothingIsFilledIn()
    {
        await using var emulator = await StartAsync(switches => switches.ApplyDefaults = false);
        var list = await emulator.MakeListAsync("D", """[{"name":"B","boolean":{},"defaultValue":{"value":"1"}}]""");
        Assert.False((await emulator.FieldsAsync(list, await emulator.MakeItemAsync(list, "{}"))).TryGetProperty("B", out _));
    }

    [Fact] // 5.4
    public async Task RequireHyperlinkPrefer_Off_LinksAreTakenWithoutIt()
    {
        await using var emulator = await StartAsync(switches => switches.RequireHyperlinkPrefer = false);
        var list = await emulator.MakeListAsync("H", """[{"name":"Link","hyperlinkOrPicture":{}}]""");
        var id = await emulator.MakeItemAsync(list, """{"Link":{"Url":"https://example.com","Description":"there"}}""");
        Assert.Equal("there", (await emulator.FieldsAsync(list, id)).GetProperty("Link").GetProperty("Description").GetString());
    }

    [Fact] // 8
    public async Task LoopbackNotifications_Off_HttpIsRefused()
    {
        await using var emulator = await StartAsync(switches => switches.LoopbackNotifications = false);
        var list = await MakeAsync(emulator);
        (await emulator.PostAsync("subscriptions", $$"""{"changeType":"updated","notificationUrl":"http://127.0.0.1:9/hook","resource":"{{list}}","expirationDateTime":"2026-03-02T00:00:00Z"}""")).Refused(400, "InvalidRequest", "https");
    }

    [Theory] // 5.2
    [InlineData(false)]
    [InlineData(true)]
    public async Task InlineFieldsOnGet_OnAndOff_ASingleItemHasThemOrNot(bool on)
    {
        await using var emulator = await StartAsync(switches => switches.InlineFieldsOnGet = on);
        var list = await MakeAsync(emulator);
        var id = await emulator.MakeItemAsync(list, """{"T":"a"}""");
        Assert.Equal(on, (await emulator.GetAsync($"{list}/items/{id}")).Ok().Json.TryGetProperty("fields", out _));
        Assert.False((await emulator.GetAsync($"{list}/items/{id}?$select=id")).Ok().Json.TryGetProperty("fields", out _));
        Assert.All((await emulator.GetAsync($"{list}/items")).Ok().Rows, row => Assert.False(row.TryGetProperty("fields", out _)));
    }

    [Theory] // 5.2
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public async Task NotEqualMatchesNull_OnAndOff_ItemsWithoutAValueAreFoundOrNot(bool on, int found)
    {
        await using var emulator = await StartAsync(switches => switches.NotEqualMatchesNull = on);
        var list = await MakeAsync(emulator);
        await emulator.MakeItemAsync(list, """{"T":"a"}""");
        await emulator.MakeItemAsync(list, """{"T":"b"}""");
        await emulator.MakeItemAsync(list, "{}");
        Assert.Equal(found, (await emulator.GetAsync($"{list}/items?$filter=fields/T ne 'a'", ("Prefer", Risk))).Ok().Rows.Count);
        Assert.Equal(2, (await emulator.GetAsync($"{list}/items?$filter=fields/T ne null", ("Prefer", Risk))).Ok().Rows.Count);
    }

    [Theory] // 4.2
    [InlineData(true, "dateOnly")]
    [InlineData(false, "dateTime")]
    public async Task DateColumnsAreDateOnly_OnAndOff_SetTheFormatThatIsNotNamed(bool on, string format)
    {
        await using var emulator = await StartAsync(switches => switches.DateColumnsAreDateOnly = on);
        var list = await emulator.MakeListAsync("L", """[{"name":"When","dateTime":{}},{"name":"Day","dateTime":{"format":"dateOnly"}}]""");
        Assert.Equal(format, (await FormatAsync(emulator, list, "When")));
        Assert.Equal("dateOnly", (await FormatAsync(emulator, list, "Day")));
        var fields = await emulator.FieldsAsync(list, await emulator.MakeItemAsync(list, """{"When":"2025-03-24T07:00:00Z"}"""));
        Assert.Equal(on ? "2025-03-24T00:00:00Z" : "2025-03-24T07:00:00Z", fields.GetProperty("When").GetString());
    }

    [Theory] // 5.2, 12
    [InlineData(true, 429, "activityLimitReached")]
    [InlineData(false, 400, "invalidRequest")]
    public async Task ThresholdAs429_OnAndOff_IsTheStatusAboveTheThreshold(bool on, int status, string code)
    {
        await using var emulator = await TestEmulator.StartAsync(options => (options.ListViewThreshold, options.Switches.ThresholdAs429) = (1, on));
        var list = await MakeAsync(emulator);
        await emulator.MakeItemAsync(list, "{}");
        await emulator.MakeItemAsync(list, "{}");
        var refused = (await emulator.GetAsync($"{list}/items?$filter=fields/T eq 'a'", ("Prefer", Risk))).Refused(status, code, "list view threshold");
        Assert.Equal(on, refused.Headers.ContainsKey("Retry-After"));
    }

    [Theory] // 2.2
    [InlineData(true, 405, "Request_BadRequest")]
    [InlineData(false, 400, "BadRequest")]
    public async Task UnknownMethodAs405_OnAndOff_IsTheAnswerToAMethodThatAPathDoesNotHave(bool on, int status, string code)
    {
        await using var emulator = await StartAsync(switches => switches.UnknownMethodAs405 = on);
        (await emulator.PostAsync("sites/root", "{}")).Refused(status, code);
        (await emulator.PostAsync("sites", "{}")).Refused(status, code);
        (await emulator.GetAsync("$batch")).Refused(status, code);
    }

    private static Task<TestEmulator> StartAsync(Action<EmulatorSwitches> turn) => TestEmulator.StartAsync(options => turn(options.Switches));

    private static async Task<string?> FormatAsync(TestEmulator emulator, string list, string column) =>
        (await emulator.GetAsync($"{list}/columns/{column}")).Ok().Json.GetProperty("dateTime").GetProperty("format").GetString();

    private static Task<string> MakeAsync(TestEmulator emulator) => emulator.MakeListAsync("L", """
        [{"name":"T","text":{}},{"name":"D","dateTime":{"format":"dateTime"}},{"name":"Pick","choice":{"choices":["x"]}},
         {"name":"Tags","choice":{"choices":["a","b"],"displayAs":"checkBoxes"}},{"name":"Who","personOrGroup":{}}]
        """);
}
