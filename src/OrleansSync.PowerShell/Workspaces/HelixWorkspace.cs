using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Workspaces;

/// <summary>A place for projects, and who pays for them.</summary>
[View("Name", "UrlSlug", "Type", "Plan", "HasBilling", "Id")]
public sealed record HelixWorkspace
{
    /// <summary>Its id, a UUID.</summary>
    public string Id { get; init; } = "";

    /// <summary>The same as Id, under the name that other cmdlets take it by.</summary>
    public string WorkspaceId => Id;

    /// <summary>Its version; changes with every change.</summary>
    public string Etag { get; init; } = "";

    /// <summary>1 to 64 characters.</summary>
    public string Name { get; init; } = "";

    /// <summary>1 to 64 of a-z, 0-9 and hyphens; unique; never changes.</summary>
    public string UrlSlug { get; init; } = "";

    /// <summary>Its type.</summary>
    public HelixWorkspaceType Type { get; init; }

    /// <summary>The plan as the operator calls it, 1 to 64 characters. Empty on creation takes the server's default.</summary>
    public string Plan { get; init; } = "";

    /// <summary>Without billing no project and no cluster is created. Absent on creation takes the server's default.</summary>
    public bool? HasBilling { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>When it was changed last.</summary>
    public DateTimeOffset? UpdateTime { get; init; }

    internal static HelixWorkspace From(V1.Workspace message) => new()
    {
        Id = message.Id,
        Etag = message.Etag,
        Name = message.Name,
        UrlSlug = message.UrlSlug,
        Type = (HelixWorkspaceType)message.Type,
        Plan = message.Plan,
        HasBilling = message.HasHasBilling ? message.HasBilling : null,
        CreateTime = message.CreateTime?.ToDateTimeOffset(),
        UpdateTime = message.UpdateTime?.ToDateTimeOffset(),
    };
}
