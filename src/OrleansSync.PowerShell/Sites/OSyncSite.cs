using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Sites;

/// <summary>A site of a tenant.</summary>
[View("DisplayName", "SiteUrl", "TimeZone", "Status", "Id")]
public sealed record OSyncSite
{
    /// <summary>Its id, a UUID.</summary>
    public string Id { get; init; } = "";

    /// <summary>The same as Id, under the name that other cmdlets take it by.</summary>
    public string SiteId => Id;

    /// <summary>Its version; changes with every change.</summary>
    public string Etag { get; init; } = "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>When it was changed last.</summary>
    public DateTimeOffset? UpdateTime { get; init; }

    /// <summary>The id of the connection.</summary>
    public string ConnectionId { get; init; } = "";

    /// <summary>Its address, https (http on loopback, for an emulator); fixed. Unique in its connection.</summary>
    public string SiteUrl { get; init; } = "";

    /// <summary>The time zone that the site is set to, by its IANA name such as Europe/Berlin. Graph does not tell it, and a date without a time cannot be written right without it; empty while no such column is synced.</summary>
    public string TimeZone { get; init; } = "";

    /// <summary>0 means ACTIVE.</summary>
    public OSyncStatus Status { get; init; }

    /// <summary>What people see.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>Graph's id of it: host,GUID,GUID.</summary>
    public string GraphId { get; init; } = "";

    internal static OSyncSite From(V1.SharePointSite message) => new()
    {
        Id = message.Id,
        Etag = message.Etag,
        CreateTime = message.CreateTime?.ToDateTimeOffset(),
        UpdateTime = message.UpdateTime?.ToDateTimeOffset(),
        ConnectionId = message.ConnectionId,
        SiteUrl = message.SiteUrl,
        TimeZone = message.TimeZone,
        Status = (OSyncStatus)message.Status,
        DisplayName = message.DisplayName,
        GraphId = message.GraphId,
    };
}
