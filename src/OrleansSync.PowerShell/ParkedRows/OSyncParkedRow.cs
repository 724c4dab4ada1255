using OrleansSync.PowerShell.Definitions;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.ParkedRows;

/// <summary>A row that was set aside.</summary>
[View("RowKey", "Reason", "Attempt", "DueTime", "Direction", "Key")]
public sealed record OSyncParkedRow
{
    /// <summary>The row's sync key, 32 hexadecimal digits, as in the list's column OrleansSyncKey.</summary>
    public string Key { get; init; } = "";

    /// <summary>The row's key columns as PostgreSQL writes them, in the key's order; empty when only the sync key is known.</summary>
    public IReadOnlyList<string> RowKey { get; init; } = [];

    /// <summary>For instance VALUE_REFUSED, DANGLING_LOOKUP, WRITE_REFUSED.</summary>
    public string Reason { get; init; } = "";

    /// <summary>How often it was tried.</summary>
    public int Attempt { get; init; }

    /// <summary>When it is tried next; absent when it waits for a person or for a change.</summary>
    public DateTimeOffset? DueTime { get; init; }

    /// <summary>Its direction.</summary>
    public OSyncDirection Direction { get; init; }

    /// <summary>The definition whose row it is.</summary>
    public string DefinitionId { get; init; } = "";

    internal static OSyncParkedRow From(V1.ParkedRow message) => new()
    {
        Key = message.Key,
        RowKey = [.. message.RowKey],
        Reason = message.Reason,
        Attempt = message.Attempt,
        DueTime = message.DueTime?.ToDateTimeOffset(),
        Direction = (OSyncDirection)message.Direction,
    };
}
