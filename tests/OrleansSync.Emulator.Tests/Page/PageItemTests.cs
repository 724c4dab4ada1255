using Microsoft.Playwright;
using OrleansSync.Emulator.Tests.Browser;
using static Microsoft.Playwright.Assertions;

namespace OrleansSync.Emulator.Tests.Page;

/// <summary>Items, as somebody with a keyboard and a window sees them.</summary>
public sealed class PageItemTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Columns = """[{"name":"Code","text":{},"indexed":true,"enforceUniqueValues":true},{"name":"Amount","number":{}}]""";

    [ChromiumFact]
    public async Task Keyboard_AddEditDeleteRestore_NeedsNoMouse()
    {
        await using var session = await PageSession.StartAsync(chromium);
        var list = await session.Emulator.MakeListAsync("Orders", Columns);
        await session.OpenAsync();
        var keyboard = session.Page.Keyboard;
        await session.TabToAsync("Orders");
        await keyboard.PressAsync("Enter");
        await Expect(session.Page.GetByRole(AriaRole.Heading, new() { Name = "Orders" })).ToBeVisibleAsync();

        await keyboard.PressAsync("n");
        await Expect(session.Field("Title")).ToBeFocusedAsync();
        await keyboard.TypeAsync("first");
        await keyboard.PressAsync("Tab");
        await keyboard.TypeAsync("A-1");
        await keyboard.PressAsync("Enter");
        await Expect(session.Row("first")).ToBeFocusedAsync();
        Assert.Equal("A-1", (await session.Emulator.FieldsAsync(list, "1")).GetProperty("Code").GetString());

        await keyboard.PressAsync("Enter");
        await Expect(session.Field("Title")).ToBeFocusedAsync();
        await keyboard.PressAsync("Control+a");
        await keyboard.TypeAsync("second");
        await keyboard.PressAsync("Enter");
        await Expect(session.Row("second")).ToBeFocusedAsync();
        Assert.Equal("second", (await session.Emulator.FieldsAsync(list, "1")).GetProperty("Title").GetString());

        await keyboard.PressAsync("Delete");
        await Expect(session.Rows).ToHaveCountAsync(0);
        (await session.Emulator.GetAsync($"{list}/items/1")).Refused(404, "itemNotFound");

        await keyboard.PressAsync("3");
        await Expect(session.Button("Restore item 1")).ToBeVisibleAsync();
        await session.TabToAsync("Restore item 1");
        await keyboard.PressAsync("Enter");
        await Expect(session.Page.GetByText("The recycle bin is empty")).ToBeVisibleAsync();
        await keyboard.PressAsync("1");
        await Expect(session.Row("second")).ToBeVisibleAsync();
        (await session.Emulator.GetAsync($"{list}/items/1")).Ok();
        session.AssertQuiet();
    }

    [ChromiumFact]
    public async Task NewItem_AskedForBeforeTheColumnsAreThere_ShowsTheirFields()
    {
        await using var session = await PageSession.StartAsync(chromium);
        await session.Emulator.MakeListAsync("Orders", Columns);
        await session.OpenAsync();
        var asked = new TaskCompletionSource();
        await session.Page.RouteAsync(url => url.Contains("/columns", StringComparison.Ordinal), async route =>
        {
            await asked.Task;
            await route.ContinueAsync();
        });
        await session.TabToAsync("Orders");
        await session.Page.Keyboard.PressAsync("Enter");
        await Expect(session.Button("New item")).ToBeVisibleAsync();

        await session.Page.Keyboard.PressAsync("n");
        asked.SetResult();

        await Expect(session.Field("Title")).ToBeFocusedAsync();
        session.AssertQuiet();
    }

    [ChromiumFact]
    public async Task Undo_AfterADelete_BringsTheItemBack()
    {
        await using var session = await PageSession.StartAsync(chromium);
        var list = await session.Emulator.MakeListAsync("Orders");
        await session.Emulator.MakeItemAsync(list, """{"Title":"kept"}""");
        await session.OpenAsync(list);
        await session.Button("Delete item 1").ClickAsync();
        await Expect(session.Rows).ToHaveCountAsync(0);
        await session.Button("Undo").ClickAsync();
        await Expect(session.Row("kept")).ToBeVisibleAsync();
        session.AssertQuiet();
    }

    [ChromiumFact]
    public async Task Engine_WritesWhileThePageIsOpen_RowsShowAndFlash()
    {
        await using var session = await PageSession.StartAsync(chromium);
        var list = await session.Emulator.MakeListAsync("Orders");
        await session.OpenAsync(list);
        await Expect(session.Page.GetByText("No items yet")).ToBeVisibleAsync();
        var id = await session.Emulator.MakeItemAsync(list, """{"Title":"from the engine"}""");
        await Expect(session.Row("from the engine")).ToHaveClassAsync("flash");
        await Expect(session.Page.Locator("#live")).ToHaveTextAsync("1 row changed.");
        (await session.Emulator.PatchAsync($"{list}/items/{id}/fields", """{"Title":"changed by the engine"}""")).Ok();
        await Expect(session.Row("changed by the engine")).ToHaveClassAsync("flash");
        (await session.Emulator.DeleteAsync($"{list}/items/{id}")).Ok(204);
        await Expect(session.Page.GetByText("No items yet")).ToBeVisibleAsync();
        await Expect(session.Page.GetByRole(AriaRole.Region, new() { Name = "Requests, newest first" }).Locator("tbody tr").First).ToContainTextAsync("DELETE");
        session.AssertQuiet();
    }

    [ChromiumFact]
    public async Task Save_OfWhatTheServiceRefuses_ShowsItsMessageByTheField()
    {
        await using var session = await PageSession.StartAsync(chromium);
        var list = await session.Emulator.MakeListAsync("Orders", Columns);
        await session.Emulator.MakeItemAsync(list, """{"Title":"one","Code":"A"}""");
        await session.OpenAsync(list);
        await session.Page.Keyboard.PressAsync("n");
        await session.Field("Amount").FillAsync("many");
        await session.Button("Add item").ClickAsync();
        await Expect(session.ErrorOf("Amount")).ToHaveTextAsync("The value of field 'Amount' does not fit the type of its column.");
        await Expect(session.Field("Amount")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(session.Field("Amount")).ToBeFocusedAsync();

        await session.Field("Amount").FillAsync("2");
        await session.Field("Code").FillAsync("a");
        await session.Button("Add item").ClickAsync();
        await Expect(session.ErrorOf("Code")).ToContainTextAsync("unique constraints");
        await Expect(session.ErrorOf("Amount")).ToHaveCountAsync(0);
        await session.Page.Keyboard.PressAsync("Escape");
        await Expect(session.Dialog).ToHaveCountAsync(0);
        await Expect(session.Rows).ToHaveCountAsync(1);
        session.AssertQuiet();
    }

    [ChromiumFact]
    public async Task Save_OfAnItemThatChangedMeanwhile_OffersItsCurrentValues()
    {
        await using var session = await PageSession.StartAsync(chromium);
        var list = await session.Emulator.MakeListAsync("Orders");
        var id = await session.Emulator.MakeItemAsync(list, """{"Title":"old"}""");
        await session.OpenAsync(list);
        await session.Row("old").ClickAsync();
        await session.Field("Title").FillAsync("mine");
        (await session.Emulator.PatchAsync($"{list}/items/{id}/fields", """{"Title":"theirs"}""")).Ok();
        await session.Button("Save").ClickAsync();
        await Expect(session.Dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("The resource has changed since the caller last read it");
        await session.Button("Show its current values").ClickAsync();
        await Expect(session.Field("Title")).ToHaveValueAsync("theirs");
        session.AssertQuiet();
    }

    [ChromiumFact]
    public async Task Sort_AndPages_AreThoseOfTheService()
    {
        await using var session = await PageSession.StartAsync(chromium);
        var list = await session.Emulator.MakeListAsync("Orders");
        for (var number = 1; number <= 60; number++)
        {
            await session.Emulator.MakeItemAsync(list, $$"""{"Title":"t{{99 - number}}"}""");
        }

        await session.OpenAsync(list);
        await Expect(session.Page.GetByText("1–50 of 60")).ToBeVisibleAsync();
        await session.Page.Keyboard.PressAsync("]");
        await Expect(session.Page.Locator(".pager").GetByText("51–60 of 60")).ToBeVisibleAsync();
        await Expect(session.Rows).ToHaveCountAsync(10);
        await session.Page.GetByRole(AriaRole.Columnheader, new() { Name = "Title" }).GetByRole(AriaRole.Button).ClickAsync();
        await Expect(session.Page.GetByRole(AriaRole.Columnheader, new() { Name = "Title" })).ToHaveAttributeAsync("aria-sort", "ascending");
        await Expect(session.Rows.First).ToContainTextAsync("t39");
        await session.Page.Keyboard.PressAsync("/");
        await session.Page.Keyboard.TypeAsync("t98");
        await Expect(session.Rows).ToHaveCountAsync(1);
        session.AssertQuiet();
    }
}
