using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Sites;

/// <summary>What the test of a site found, by doing it in a list of its own.</summary>
[View("SiteUrl", "Passed", "Problems")]
public sealed record OSyncSiteTest
{
    /// <summary>The declared site; empty when a site was tested that is not declared, or none.</summary>
    public string SiteId { get; init; } = "";

    /// <summary>Its address.</summary>
    public string SiteUrl { get; init; } = "";

    /// <summary>What was tried, in order; the test ends with the first that failed.</summary>
    public IReadOnlyList<OSyncSiteTestStep> Steps { get; init; } = [];

    /// <summary>What the product relies on, and whether it is so here; empty when the test did not come so far.</summary>
    public IReadOnlyList<OSyncSiteFact> Facts { get; init; } = [];

    /// <summary>What the app may do, and the least that it needs for it.</summary>
    public IReadOnlyList<OSyncFeature> Features { get; init; } = [];

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<string> Problems => [.. Steps.Where(step => step.Problem.Length > 0).Select(step => $"{step.Name}: {step.Problem}"), .. Facts.Where(fact => fact.Holds is false).Select(fact => $"{fact.Id}: {fact.Fact} Seen: {fact.Seen}")];

    /// <summary>True when every step worked and no fact was seen to be otherwise.</summary>
    public bool Passed => Problems.Count == 0 && Steps.Count > 0;

    internal static OSyncSiteTest From(V1.TestSharePointSiteResponse message) => new() { Steps = [.. message.Steps.Select(OSyncSiteTestStep.From)], Facts = [.. message.Facts.Select(OSyncSiteFact.From)], Features = [.. message.Features.Select(OSyncFeature.From)] };

    internal static OSyncSiteTest From(V1.TestSharePointConnectionResponse message) => new() { Steps = [.. message.Steps.Select(OSyncSiteTestStep.From)], Facts = [.. message.Facts.Select(OSyncSiteFact.From)], Features = [.. message.Features.Select(OSyncFeature.From)] };
}
