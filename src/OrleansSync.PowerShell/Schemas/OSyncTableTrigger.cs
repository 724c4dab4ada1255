using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Schemas;

/// <summary>A trigger of a table.</summary>
[View("Name", "IsEnabled", "Assigns")]
public sealed record OSyncTableTrigger
{
    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>As PostgreSQL writes it.</summary>
    public string Definition { get; init; } = "";

    /// <summary>Its is enabled.</summary>
    public bool IsEnabled { get; init; }

    /// <summary>The columns that it sets, as far as its text shows.</summary>
    public IReadOnlyList<string> Assigns { get; init; } = [];

    internal static OSyncTableTrigger From(V1.SchemaTrigger message) => new()
    {
        Name = message.Name,
        Definition = message.Definition,
        IsEnabled = message.IsEnabled,
        Assigns = [.. message.Assigns],
    };
}
