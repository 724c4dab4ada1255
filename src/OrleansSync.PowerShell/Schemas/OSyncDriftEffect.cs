using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Schemas;

/// <summary>What a change means for one definition.</summary>
[View("DefinitionId", "IsStopping", "Effect")]
public sealed record OSyncDriftEffect
{
    /// <summary>The definition.</summary>
    public string DefinitionId { get; init; } = "";

    /// <summary>True when its runs stop until it is saved again, false when somebody should look at it.</summary>
    public bool IsStopping { get; init; }

    /// <summary>For people.</summary>
    public string Effect { get; init; } = "";

    internal static OSyncDriftEffect From(V1.SchemaDriftEffect message) => new()
    {
        DefinitionId = message.SyncDefinitionId,
        IsStopping = message.IsStopping,
        Effect = message.Effect,
    };
}
