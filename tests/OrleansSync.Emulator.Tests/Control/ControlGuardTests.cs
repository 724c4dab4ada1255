namespace OrleansSync.Emulator.Tests.Control;

/// <summary>A web page in somebody's browser must not drive the emulator.</summary>
public sealed class ControlGuardTests
{
    [Theory]
    [InlineData("evil.example", null, null, "forbiddenHost")] // a name of the page's own that leads to loopback
    [InlineData("127.0.0.1.evil.example", null, null, "forbiddenHost")]
    [InlineData(null, "https://evil.example", null, "crossOrigin")]
    [InlineData(null, "null", null, "crossOrigin")]
    [InlineData(null, "http://127.0.0.1:1", null, "crossOrigin")]
    [InlineData(null, null, "cross-site", "crossOrigin")]
    [InlineData(null, null, "same-site", "crossOrigin")]
    public async Task Control_FromAForeignPage_IsRefusedAndDoesNothing(string? host, string? origin, string? site, string code)
    {
        await using var emulator = await TestEmulator.StartAsync();
        var headers = Headers(host, origin, site);
        (await emulator.PostAsync("../_emulator/faults", """{"kind":"status","status":503}""", headers)).Refused(403, code);
        (await emulator.GetAsync("../_emulator/state", headers)).Refused(403, code);
        (await emulator.PostAsync($"../_emulator/graph/v1.0/{emulator.Site}/lists", """{"displayName":"L"}""", headers)).Refused(403, code);
        Assert.Empty(emulator.Host.Faults.Read());
        Assert.DoesNotContain((await emulator.GetAsync($"{emulator.Site}/lists", headers)).Ok().Rows, list => list.GetProperty("displayName").GetString() == "L"); // Graph itself asks for a token.
    }

    [Theory]
    [InlineData("localhost", null, "same-origin")]
    [InlineData("LOCALHOST:5080", "http://localhost:5080", "same-origin")]
    [InlineData("127.9.9.9", null, null)]
    [InlineData("[::1]:5080", "http://[::1]:5080", null)]
    [InlineData(null, null, "none")] // typed into the address bar
    public async Task Control_FromItsOwnPageOrOutsideABrowser_Answers(string? host, string? origin, string? site)
    {
        await using var emulator = await TestEmulator.StartAsync();
        (await emulator.GetAsync("../_emulator/state", Headers(host, origin, site))).Ok();
    }

    [Fact]
    public async Task Control_UnderANameThatWasAllowed_Answers()
    {
        await using var emulator = await TestEmulator.StartAsync(options => options.ControlHosts = ["emulator.test"]);
        (await emulator.GetAsync("../_emulator/state", ("Host", "emulator.test:80"))).Ok();
        (await emulator.GetAsync("../_emulator/state", ("Host", "other.test"))).Refused(403, "forbiddenHost", "--control-host other.test");
        (await emulator.GetAsync("../_emulator/state", ("Host", "emulator.test"), ("Origin", "http://other.test"))).Refused(403, "crossOrigin");
        await using var open = await TestEmulator.StartAsync(options => options.ControlHosts = ["*"]);
        (await open.GetAsync("../_emulator/state", ("Host", "other.test"))).Ok();
    }

    private static (string Name, string Value)[] Headers(string? host, string? origin, string? site) =>
        [.. new[] { ("Host", host), ("Origin", origin), ("Sec-Fetch-Site", site) }.Where(header => header.Item2 is not null).Select(header => (header.Item1, header.Item2!))]; // Those without a value are left out.
}
