using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Moves;

/// <summary>A row's item that went from one list to another.</summary>
[View("MoveTime", "FromListId", "ToListId", "Key")]
public sealed record OSyncMove
{
    /// <summary>The definition.</summary>
    public string DefinitionId { get; init; } = "";

    /// <summary>The row's sync key, 32 hexadecimal digits.</summary>
    public string Key { get; init; } = "";

    /// <summary>The run that moved it.</summary>
    public string RunId { get; init; } = "";

    /// <summary>Where it was; empty when the list is none of the definition's any more.</summary>
    public string FromListId { get; init; } = "";

    /// <summary>Its item there.</summary>
    public int FromItemId { get; init; }

    /// <summary>Where it is; empty when the list is none of the definition's any more.</summary>
    public string ToListId { get; init; } = "";

    /// <summary>Its item there.</summary>
    public int ToItemId { get; init; }

    /// <summary>When it was moved.</summary>
    public DateTimeOffset? MoveTime { get; init; }

    internal static OSyncMove From(V1.RowMove message) => new()
    {
        Key = message.Key,
        RunId = message.SyncRunId,
        FromListId = message.FromSharepointListId,
        FromItemId = message.FromItemId,
        ToListId = message.ToSharepointListId,
        ToItemId = message.ToItemId,
        MoveTime = message.MoveTime?.ToDateTimeOffset(),
    };
}
