using Microsoft.Playwright;
using OrleansSync.Emulator.Tests.Browser;
using static Microsoft.Playwright.Assertions;

namespace OrleansSync.Emulator.Tests.Page;

/// <summary>axe-core on every part of the page, in both themes, wide and narrow.</summary>
public sealed class PageAccessibilityTests(Chromium chromium) : IClassFixture<Chromium>
{
    [AxeTheory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 1440)]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Axe_OnEveryPart_FindsNothing(ColorScheme scheme, int width)
    {
        await using var session = await PageSession.StartAsync(chromium, null, new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = width, Height = 900 } });
        var page = session.Page;
        await session.OpenAsync();
        await CheckAsync("the start");
        await session.Button("Make a sample list").ClickAsync();
        await Expect(session.Rows).ToHaveCountAsync(12);
        Assert.Equal(0, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        await CheckAsync("the items");
        await session.Rows.First.ClickAsync();
        await session.Field("Quantity").FillAsync("many");
        await session.Button("Save").ClickAsync();
        await Expect(session.Dialog.Locator(".error")).ToBeVisibleAsync();
        await CheckAsync("an item with an error");
        await page.Keyboard.PressAsync("Escape");
        await Expect(session.Rows.First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Delete");
        await Expect(session.Rows).ToHaveCountAsync(11);
        await CheckAsync("the message after a delete");
        await page.Keyboard.PressAsync("2");
        await Expect(session.Button("New column")).ToBeVisibleAsync();
        await CheckAsync("the columns");
        await page.Keyboard.PressAsync("3");
        await Expect(session.Button("Restore item 1")).ToBeVisibleAsync();
        await CheckAsync("the recycle bin");
        await page.GetByRole(AriaRole.Tab, new() { Name = "Faults" }).ClickAsync();
        await session.Button("Arm the fault").ClickAsync();
        await Expect(page.Locator(".badge")).ToBeVisibleAsync();
        await CheckAsync("the faults");
        await page.Keyboard.PressAsync("l");
        await session.Button("Add a column").ClickAsync();
        await CheckAsync("a new list");
        session.AssertQuiet();

        async Task CheckAsync(string part)
        {
            var found = await Axe.CheckAsync(page);
            Assert.True(found.Length == 0, $"{part}: {string.Join('\n', found)}");
        }
    }
}
