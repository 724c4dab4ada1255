using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Clusters;

/// <summary>A cluster as its metadata says.</summary>
[View("Name", "Region", "BuildMode", "Url", "Id")]
public sealed record HelixCluster
{
    /// <summary>Its id, a UUID.</summary>
    public string Id { get; init; } = "";

    /// <summary>The same as Id, under the name that other cmdlets take it by.</summary>
    public string ClusterId => Id;

    /// <summary>Its version; changes with every change.</summary>
    public string Etag { get; init; } = "";

    /// <summary>The id of the project.</summary>
    public string ProjectId { get; init; } = "";

    /// <summary>1 to 32 letters, digits, hyphens and underscores; unique in the project.</summary>
    public string Name { get; init; } = "";

    /// <summary>Empty takes the server's default.</summary>
    public string Region { get; init; } = "";

    /// <summary>Required for a standard cluster.</summary>
    public HelixBuildMode BuildMode { get; init; }

    /// <summary>Set for an enterprise cluster, absent for a standard one.</summary>
    public HelixEnterpriseShape? Enterprise { get; init; }

    /// <summary>The deployment whose source it runs; empty before the first.</summary>
    public string SourceDeploymentId { get; init; } = "";

    /// <summary>Where it answers; empty before the first deployment.</summary>
    public string Url { get; init; } = "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>When it was changed last.</summary>
    public DateTimeOffset? UpdateTime { get; init; }

    internal static HelixCluster From(V1.Cluster message) => new()
    {
        Id = message.Id,
        Etag = message.Etag,
        ProjectId = message.ProjectId,
        Name = message.Name,
        Region = message.Region,
        BuildMode = (HelixBuildMode)message.BuildMode,
        Enterprise = message.Enterprise is { } enterprise ? HelixEnterpriseShape.From(enterprise) : null,
        SourceDeploymentId = message.SourceDeploymentId,
        Url = message.Url,
        CreateTime = message.CreateTime?.ToDateTimeOffset(),
        UpdateTime = message.UpdateTime?.ToDateTimeOffset(),
    };
}
