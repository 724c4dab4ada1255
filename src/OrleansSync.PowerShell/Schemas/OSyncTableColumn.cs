using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Schemas;

/// <summary>A column of a table.</summary>
[View("Number", "Name", "Type", "IsNullable", "Identity")]
public sealed record OSyncTableColumn
{
    /// <summary>Its id, a UUID.</summary>
    public string Id { get; init; } = "";

    /// <summary>Its number in the table; those of dropped columns are left out.</summary>
    public int Number { get; init; }

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>As PostgreSQL writes it, length and precision included.</summary>
    public string Type { get; init; } = "";

    /// <summary>Its is nullable.</summary>
    public bool IsNullable { get; init; }

    /// <summary>The default's expression, or that of a generated column; empty for none.</summary>
    public string Default { get; init; } = "";

    /// <summary>Its identity.</summary>
    public OSyncColumnIdentity Identity { get; init; }

    /// <summary>Its comment.</summary>
    public string Comment { get; init; } = "";

    internal static OSyncTableColumn From(V1.SchemaColumn message) => new()
    {
        Id = message.Id,
        Number = message.Number,
        Name = message.Name,
        Type = message.Type,
        IsNullable = message.IsNullable,
        Default = message.Default,
        Identity = (OSyncColumnIdentity)message.Identity,
        Comment = message.Comment,
    };
}
