using OrleansSync.PowerShell.Errors;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Definitions;

/// <summary>Whether a definition would be taken as it is, and could run.</summary>
[View("Name", "Passed", "Problems")]
public sealed record OSyncDefinitionTest
{
    /// <summary>The definition.</summary>
    public string DefinitionId { get; init; } = "";

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>What is wrong or missing, by field.</summary>
    public IReadOnlyList<OSyncFieldViolation> Problems { get; init; } = [];

    /// <summary>True when nothing is wrong and nothing is missing.</summary>
    public bool Passed => Problems.Count == 0;
}
