using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Lists;

/// <summary>What became of one column of the table.</summary>
[View("Column", "DisplayName", "Kind", "IsSkipped", "Remark")]
public sealed record OSyncProvisionedColumn
{
    /// <summary>Its column.</summary>
    public string Column { get; init; } = "";

    /// <summary>Empty when it is skipped.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>Empty when it is skipped.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Its is skipped.</summary>
    public bool IsSkipped { get; init; }

    /// <summary>Why it is so.</summary>
    public string Remark { get; init; } = "";

    /// <summary>True when it is indexed.</summary>
    public bool IsIndexed { get; init; }

    /// <summary>Of a lookup, the definition whose items it looks up.</summary>
    public string ParentDefinitionId { get; init; } = "";

    internal static OSyncProvisionedColumn From(V1.ProvisionedColumn message) => new()
    {
        Column = message.Column,
        DisplayName = message.DisplayName,
        Kind = message.Kind,
        IsSkipped = message.IsSkipped,
        Remark = message.Remark,
        IsIndexed = message.IsIndexed,
        ParentDefinitionId = message.ParentSyncDefinitionId,
    };
}
