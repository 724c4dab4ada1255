using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Sites;

/// <summary>Something that the product relies on.</summary>
[View("Id", "Fact", "Holds", "Seen")]
public sealed record OSyncSiteFact
{
    /// <summary>Its number in the reference.</summary>
    public string Id { get; init; } = "";

    /// <summary>Its fact.</summary>
    public string Fact { get; init; } = "";

    /// <summary>Absent when it could not be seen.</summary>
    public bool? Holds { get; init; }

    /// <summary>What was seen.</summary>
    public string Seen { get; init; } = "";

    internal static OSyncSiteFact From(V1.SharePointFact message) => new()
    {
        Id = message.Id,
        Fact = message.Fact,
        Holds = message.HasHolds ? message.Holds : null,
        Seen = message.Seen,
    };
}
