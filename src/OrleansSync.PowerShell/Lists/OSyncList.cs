using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Lists;

/// <summary>A list of a site.</summary>
[View("DisplayName", "KeyMode", "Status", "ListGuid", "Id")]
public sealed record OSyncList
{
    /// <summary>Its id, a UUID.</summary>
    public string Id { get; init; } = "";

    /// <summary>The same as Id, under the name that other cmdlets take it by.</summary>
    public string ListId => Id;

    /// <summary>Its version; changes with every change.</summary>
    public string Etag { get; init; } = "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>When it was changed last.</summary>
    public DateTimeOffset? UpdateTime { get; init; }

    /// <summary>The id of the site.</summary>
    public string SiteId { get; init; } = "";

    /// <summary>Its display name when it was read last. To declare a list, give this or list_guid.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>Its GUID; fixed. A list that is made again under its old name has another one.</summary>
    public string ListGuid { get; init; } = "";

    /// <summary>How rows are recognised in it. 0 means PROVISIONED.</summary>
    public OSyncListKeyMode KeyMode { get; init; }

    /// <summary>The internal name of the column of keys; needed for USER_COLUMN.</summary>
    public string KeyColumn { get; init; } = "";

    /// <summary>The internal name of a yes/no column that marks items of deleted rows; empty for none.</summary>
    public string MarkColumn { get; init; } = "";

    /// <summary>0 means ACTIVE.</summary>
    public OSyncStatus Status { get; init; }

    /// <summary>Its columns when they were read last.</summary>
    public IReadOnlyList<OSyncListColumn> Columns { get; init; } = [];

    /// <summary>Its number in the ledger.</summary>
    public int Number { get; init; }

    internal static OSyncList From(V1.SharePointList message) => new()
    {
        Id = message.Id,
        Etag = message.Etag,
        CreateTime = message.CreateTime?.ToDateTimeOffset(),
        UpdateTime = message.UpdateTime?.ToDateTimeOffset(),
        SiteId = message.SiteId,
        DisplayName = message.DisplayName,
        ListGuid = message.ListGuid,
        KeyMode = (OSyncListKeyMode)message.KeyMode,
        KeyColumn = message.KeyColumn,
        MarkColumn = message.MarkColumn,
        Status = (OSyncStatus)message.Status,
        Columns = [.. message.Columns.Select(OSyncListColumn.From)],
        Number = message.Number,
    };
}
