using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Sites;

/// <summary>One thing that was tried.</summary>
[View("Name", "Problem")]
public sealed record OSyncSiteTestStep
{
    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>What is wrong and the way out; empty when it worked.</summary>
    public string Problem { get; init; } = "";

    internal static OSyncSiteTestStep From(V1.SharePointTestStep message) => new()
    {
        Name = message.Name,
        Problem = message.Problem,
    };
}
