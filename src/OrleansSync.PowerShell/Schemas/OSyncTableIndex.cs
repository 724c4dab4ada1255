using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Schemas;

/// <summary>An index of a table.</summary>
[View("Name", "Method", "Keys", "IsUnique", "IsValid")]
public sealed record OSyncTableIndex
{
    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>btree, gin and so on.</summary>
    public string Method { get; init; } = "";

    /// <summary>Columns and expressions that it is over.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Columns that it only carries.</summary>
    public IReadOnlyList<string> Included { get; init; } = [];

    /// <summary>Its is unique.</summary>
    public bool IsUnique { get; init; }

    /// <summary>Its is valid.</summary>
    public bool IsValid { get; init; }

    /// <summary>The condition of a partial index; empty for none.</summary>
    public string Predicate { get; init; } = "";

    internal static OSyncTableIndex From(V1.SchemaIndex message) => new()
    {
        Name = message.Name,
        Method = message.Method,
        Keys = [.. message.Keys],
        Included = [.. message.Included],
        IsUnique = message.IsUnique,
        IsValid = message.IsValid,
        Predicate = message.Predicate,
    };
}
