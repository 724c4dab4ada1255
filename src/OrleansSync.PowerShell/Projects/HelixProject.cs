using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Projects;

/// <summary>Clusters that run the same queries.</summary>
[View("Name", "CreateTime", "Id")]
public sealed record HelixProject
{
    /// <summary>Its id, a UUID.</summary>
    public string Id { get; init; } = "";

    /// <summary>The same as Id, under the name that other cmdlets take it by.</summary>
    public string ProjectId => Id;

    /// <summary>Its version; changes with every change.</summary>
    public string Etag { get; init; } = "";

    /// <summary>The id of the workspace.</summary>
    public string WorkspaceId { get; init; } = "";

    /// <summary>1 to 64 characters, unique in the workspace; upper and lower case differ.</summary>
    public string Name { get; init; } = "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>When it was changed last.</summary>
    public DateTimeOffset? UpdateTime { get; init; }

    internal static HelixProject From(V1.Project message) => new()
    {
        Id = message.Id,
        Etag = message.Etag,
        WorkspaceId = message.WorkspaceId,
        Name = message.Name,
        CreateTime = message.CreateTime?.ToDateTimeOffset(),
        UpdateTime = message.UpdateTime?.ToDateTimeOffset(),
    };
}
