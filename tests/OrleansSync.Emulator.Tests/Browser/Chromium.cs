using Microsoft.Playwright;

namespace OrleansSync.Emulator.Tests.Browser;

/// <summary>One Chromium for all tests of the page.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Variable = "ORLEANSSYNC_CHROMIUM";

    private static readonly string[] Flags =
        ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Why there is none here, or null.</summary>
    public static string? WhyNot { get; } = Find() is null ? $"Chromium was not found. Install it (Debian: apt-get install chromium), or set {Variable} to the path of one; 'dotnet run eng/build.cs -- test' as root installs it." : null;

    /// <summary>A fresh window without anything remembered.</summary>
    public Task<IBrowserContext> OpenAsync(BrowserNewContextOptions options) => browser!.NewContextAsync(options); // The fixture made it.

    public async Task InitializeAsync()
    {
        if (Find() is { } path)
        {
            // A busy machine may need long for what usually takes a moment.
            Assertions.SetDefaultExpectTimeout(20_000);
            playwright = await Playwright.CreateAsync();
            browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = Flags });
        }
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }

    // The same places, in the same order, as eng/build.cs.
    private static string? Find() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given
        ? File.Exists(given) ? given : null
        : (from name in new[] { "chromium", "chromium-browser", "google-chrome", "google-chrome-stable" }
           from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
           select Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name)).FirstOrDefault(File.Exists);
}
