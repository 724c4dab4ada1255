using System.Collections.Concurrent;
using Microsoft.Playwright;
using OrleansSync.Emulator.Hosting;

namespace OrleansSync.Emulator.Tests.Browser;

/// <summary>An emulator, its page in a window, and all that the window complained of.</summary>
internal sealed class PageSession : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> complaints = new();
    private readonly IBrowserContext context;

    private PageSession(TestEmulator emulator, IBrowserContext context, IPage page) => (Emulator, this.context, Page) = (emulator, context, page);

    public TestEmulator Emulator { get; }

    public IPage Page { get; }

    /// <summary>The rows of the items.</summary>
    public ILocator Rows => Page.Locator("table.items tbody tr");

    public ILocator Dialog => Page.Locator("dialog[open]");

    public static async Task<PageSession> StartAsync(Chromium chromium, Action<EmulatorOptions>? configure = null, BrowserNewContextOptions? window = null)
    {
        var emulator = await TestEmulator.StartAsync(configure);
        var context = await chromium.OpenAsync(window ?? new() { ViewportSize = new() { Width = 1440, Height = 900 } });
        context.SetDefaultTimeout(10_000);
        var session = new PageSession(emulator, context, await context.NewPageAsync());
        session.Listen();
        return session;
    }

    /// <summary>Opens the page at its start, or at a list of the site.</summary>
    public async Task OpenAsync(string? list = null)
    {
        var hash = list is null ? "" : $"#/{Uri.EscapeDataString(Emulator.SiteId)}/{list.Split('/')[^1]}/items";
        await Page.GotoAsync(new Uri(Emulator.Host.Address, "/" + hash).ToString());
        await Assertions.Expect(Page.Locator("main h1")).ToBeVisibleAsync();
    }

    public ILocator Row(string text) => Rows.Filter(new() { HasText = text });

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Field(string label) => Dialog.GetByLabel(label, new() { Exact = true });

    /// <summary>The message beside a field of the open dialog.</summary>
    public ILocator ErrorOf(string label) => Dialog.Locator(".field").Filter(new() { Has = Page.GetByLabel(label, new() { Exact = true }) }).Locator(".error");

    /// <summary>Presses Tab until the focused element shows a text.</summary>
    public async Task TabToAsync(string text)
    {
        for (var presses = 0; presses < 60; presses++)
        {
            await Page.Keyboard.PressAsync("Tab");
            if ((await FocusedAsync()).Contains(text, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"60 presses of Tab did not come to '{text}'.");
    }

    /// <summary>The name or the text of what has the focus.</summary>
    public Task<string> FocusedAsync() => Page.EvaluateAsync<string>("() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText ?? ''");

    /// <summary>Asserts that the window complained of nothing: no error, no broken policy, no request to another origin.</summary>
    public void AssertQuiet() => Assert.Empty(complaints);

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await Emulator.DisposeAsync();
    }

    private void Listen()
    {
        Page.Console += (_, message) =>
        {
            // A refusal that the test asked for is told by the browser too; a broken policy is an error of its own kind.
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource: the server responded with a status of 4", StringComparison.Ordinal))
            {
                complaints.Enqueue(message.Text);
            }
        };
        Page.PageError += (_, error) => complaints.Enqueue(error);
        Page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(Emulator.Host.Address.ToString(), StringComparison.Ordinal))
            {
                complaints.Enqueue($"a request to {request.Url}");
            }
        };
    }
}
