using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Schemas;

/// <summary>A constraint of a table.</summary>
[View("Name", "Kind", "Columns", "Definition")]
public sealed record OSyncTableConstraint
{
    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its kind.</summary>
    public OSyncConstraintKind Kind { get; init; }

    /// <summary>In its own order; of an exclusion, an expression is empty.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Its is deferrable.</summary>
    public bool IsDeferrable { get; init; }

    /// <summary>Its is validated.</summary>
    public bool IsValidated { get; init; }

    /// <summary>As PostgreSQL writes it.</summary>
    public string Definition { get; init; } = "";

    /// <summary>The table that a foreign key points to, as schema.name; empty for other kinds.</summary>
    public string Target { get; init; } = "";

    /// <summary>Its target columns.</summary>
    public IReadOnlyList<string> TargetColumns { get; init; } = [];

    internal static OSyncTableConstraint From(V1.SchemaConstraint message) => new()
    {
        Name = message.Name,
        Kind = (OSyncConstraintKind)message.Kind,
        Columns = [.. message.Columns],
        IsDeferrable = message.IsDeferrable,
        IsValidated = message.IsValidated,
        Definition = message.Definition,
        Target = message.Target,
        TargetColumns = [.. message.TargetColumns],
    };
}
