using System.Text.Json;
using Microsoft.Playwright;

namespace OrleansSync.Emulator.Tests.Browser;

/// <summary>The accessibility checker of package.json.</summary>
internal static class Axe
{
    private static readonly string Script = Path.Combine(FindRoot(), "node_modules", "axe-core", "axe.min.js");

    /// <summary>Why it cannot check here, or null.</summary>
    public static string? WhyNot { get; } = Chromium.WhyNot ?? (File.Exists(Script) ? null : "axe-core is not installed; 'dotnet run eng/build.cs -- test' installs it, or 'npm ci' in the repository's folder.");

    /// <summary>What is wrong with a page as it stands: a rule and a place a line.</summary>
    public static async Task<string[]> CheckAsync(IPage page)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await page.EvaluateAsync(await File.ReadAllTextAsync(Script) + "; undefined");
        }

        var found = await page.EvaluateAsync<JsonElement>("async () => (await axe.run(document)).violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary}`))");
        return [.. found.EnumerateArray().Select(line => line.GetString()!)]; // They are texts.
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OrleansSync.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
