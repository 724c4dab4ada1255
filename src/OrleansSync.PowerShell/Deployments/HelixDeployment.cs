using OrleansSync.PowerShell.Clusters;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Deployments;

/// <summary>One deploy of one cluster.</summary>
[View("InstanceName", "Stage", "Percent", "Url", "Failure", "CreateTime", "Id")]
public sealed record HelixDeployment
{
    /// <summary>Its id, a UUID.</summary>
    public string Id { get; init; } = "";

    /// <summary>The same as Id, under the name that other cmdlets take it by.</summary>
    public string DeploymentId => Id;

    /// <summary>The id of the cluster.</summary>
    public string ClusterId { get; init; } = "";

    /// <summary>What the project file calls the cluster.</summary>
    public string InstanceName { get; init; } = "";

    /// <summary>Its build mode.</summary>
    public HelixBuildMode BuildMode { get; init; }

    /// <summary>Its stage.</summary>
    public HelixDeploymentStage Stage { get; init; }

    /// <summary>How much is built, 0 to 100.</summary>
    public int Percent { get; init; }

    /// <summary>Where the cluster answers; empty until it is done.</summary>
    public string Url { get; init; } = "";

    /// <summary>Why it failed; empty otherwise.</summary>
    public string Failure { get; init; } = "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>When it was changed last.</summary>
    public DateTimeOffset? UpdateTime { get; init; }

    internal static HelixDeployment From(V1.Deployment message) => new()
    {
        Id = message.Id,
        ClusterId = message.ClusterId,
        InstanceName = message.InstanceName,
        BuildMode = (HelixBuildMode)message.BuildMode,
        Stage = (HelixDeploymentStage)message.Stage,
        Percent = message.Percent,
        Url = message.Url,
        Failure = message.Failure,
        CreateTime = message.CreateTime?.ToDateTimeOffset(),
        UpdateTime = message.UpdateTime?.ToDateTimeOffset(),
    };
}
