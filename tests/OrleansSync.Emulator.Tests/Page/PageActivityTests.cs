using System.Net;
using Microsoft.Playwright;
using OrleansSync.Emulator.Tests.Browser;
using static Microsoft.Playwright.Assertions;

namespace OrleansSync.Emulator.Tests.Page;

/// <summary>Traffic, budget and faults as the page shows them; its shortcuts, its policy.</summary>
public sealed class PageActivityTests(Chromium chromium) : IClassFixture<Chromium>
{
    [ChromiumFact]
    public async Task Budget_UsedUp_ShowsTheThrottle()
    {
        await using var session = await PageSession.StartAsync(chromium, options => options.Unlimited = false);
        await session.OpenAsync();
        await Expect(session.Page.Locator("#throttling")).ToHaveTextAsync("Not throttled");
        var members = string.Join(',', Enumerable.Range(1, 20).Select(id => $$"""{"id":"{{id}}","method":"GET","url":"/{{session.Emulator.Site}}/lists"}"""));
        for (var sent = 0; sent < 32; sent++)
        {
            (await session.Emulator.PostAsync("$batch", $$"""{"requests":[{{members}}]}""")).Ok();
        }

        await Expect(session.Page.Locator("#throttling")).ToContainTextAsync("Throttled: requests are answered with 429");
        await Expect(session.Page.GetByRole(AriaRole.Meter)).ToHaveAttributeAsync("aria-valuetext", "1,280 of 1,250");
        await Expect(session.Page.GetByText("Last 60 s: 1,280 RU, 15 throttled")).ToBeVisibleAsync();
        await Expect(session.Page.Locator(".traffic .status-bad").First).ToHaveTextAsync("429");
        await session.Page.RunAndWaitForResponseAsync(() => session.Page.GetByLabel("Throttle").UncheckAsync(), response => response.Request.Method == "PATCH");
        (await session.Emulator.GetAsync(session.Emulator.Site)).Ok();
        Assert.True(session.Emulator.Host.Budget.Unlimited);
        session.AssertQuiet();
    }

    [ChromiumFact]
    public async Task Fault_ArmedOnThePage_StrikesTheEngineOnceAndShowsAsUsed()
    {
        await using var session = await PageSession.StartAsync(chromium);
        var list = await session.Emulator.MakeListAsync("Orders");
        await session.OpenAsync(list);
        await session.Page.GetByRole(AriaRole.Tab, new() { Name = "Faults" }).ClickAsync();
        await session.Page.GetByLabel("Status").FillAsync("200");
        await session.Button("Arm the fault").ClickAsync();
        await Expect(session.Page.Locator("form .field.wrong .error")).ToContainTextAsync("Status");
        await session.Page.GetByLabel("Status").FillAsync("503");
        await session.Page.GetByLabel("Strikes").SelectOptionAsync("itemCreate");
        await session.Button("Arm the fault").ClickAsync();
        await Expect(session.Page.Locator(".badge")).ToHaveTextAsync("armed, struck 0 of 1");
        (await session.Emulator.PostAsync($"{list}/items", """{"fields":{}}""")).Refused(503, "serviceNotAvailable");
        (await session.Emulator.PostAsync($"{list}/items", """{"fields":{}}""")).Ok(201);
        await Expect(session.Page.Locator(".badge")).ToHaveTextAsync("used 1 of 1");
        session.AssertQuiet();
    }

    [ChromiumFact]
    public async Task Traffic_PausedAndFiltered_ShowsWhatWasAskedFor()
    {
        await using var session = await PageSession.StartAsync(chromium);
        var list = await session.Emulator.MakeListAsync("Orders");
        await session.OpenAsync(list);
        var rows = session.Page.Locator(".traffic tbody tr");
        await Expect(rows.First).ToContainTextAsync("Team/lists");
        await session.Page.Keyboard.PressAsync("p");
        await session.Emulator.MakeItemAsync(list, """{"Title":"x"}""");
        await Expect(session.Page.GetByText("Go on (1)")).ToBeVisibleAsync();
        await Expect(rows.First).ToContainTextAsync("Team/lists");
        await session.Page.Keyboard.PressAsync("p");
        await Expect(rows.First).ToContainTextAsync("Orders/items");
        await session.Page.GetByLabel("Filter requests").FillAsync("items");
        await Expect(rows).ToHaveCountAsync(1);
        session.AssertQuiet();
    }

    [ChromiumFact]
    public async Task Help_ByItsKey_ListsTheShortcutsAndGivesTheFocusBack()
    {
        await using var session = await PageSession.StartAsync(chromium);
        await session.OpenAsync();
        await session.Button("New list in Team").FocusAsync();
        await session.Page.Keyboard.PressAsync("?");
        await Expect(session.Dialog.GetByRole(AriaRole.Heading, new() { Name = "Keyboard shortcuts" })).ToBeVisibleAsync();
        await session.Dialog.GetByLabel("Single-key shortcuts are on").UncheckAsync();
        await session.Page.Keyboard.PressAsync("Escape");
        await Expect(session.Button("New list in Team")).ToBeFocusedAsync();
        await session.Page.Keyboard.PressAsync("?");
        await Expect(session.Dialog).ToHaveCountAsync(0);
        session.AssertQuiet();
    }

    [ChromiumFact]
    public async Task Policy_OfThePage_StopsWhatIsInline()
    {
        await using var session = await PageSession.StartAsync(chromium);
        await session.OpenAsync();
        var ran = await session.Page.EvaluateAsync<bool>("""
            () => {
              try { document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.ran = true">'); } catch { }
              const script = document.createElement('script');
              try { script.textContent = 'window.ran = true'; document.body.append(script); } catch { }
              return Boolean(window.ran);
            }
            """);
        Assert.False(ran);
    }

    [Fact]
    public async Task Page_WithoutABrowser_SendsItsPolicyAndAnswersUnchangedFilesShortly()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var page = (await emulator.GetAsync("/")).Ok();
        Assert.Contains("script-src 'self'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Equal("nosniff", page.Headers["X-Content-Type-Options"]);
        Assert.StartsWith("text/html", page.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Equal((int)HttpStatusCode.NotModified, (await emulator.GetAsync("/", ("If-None-Match", page.Headers["ETag"]))).Status);
        Assert.StartsWith("text/javascript", (await emulator.GetAsync("/page/app.js")).Ok().Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Equal(404, (await emulator.GetAsync("/page/Program.cs")).Status);
    }
}
