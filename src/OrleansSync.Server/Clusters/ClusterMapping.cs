using Google.Protobuf.WellKnownTypes;
using OrleansSync.Engine.Errors;
using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Projects;
using OrleansSync.Server.Requests;

namespace OrleansSync.Server.Clusters;

/// <summary>Clusters between the protocol and Helix.</summary>
internal static class ClusterMapping
{
    public static ClusterDraft ToDraft(this V1.Cluster? cluster)
    {
        if (cluster is null)
        {
            throw SyncException.Invalid("cluster", "is required.");
        }

        var shape = cluster.Enterprise;
        return new ClusterDraft(
            new ProjectId(RequestFields.ReadId(cluster.ProjectId, "cluster.project_id")),
            cluster.Name,
            shape is null ? ClusterKind.Standard : ClusterKind.Enterprise,
            cluster.Region,
            (BuildMode)cluster.BuildMode,
            shape is null ? null : new EnterpriseShape(
                shape.AvailabilityMode,
                shape.GatewayNodeType,
                shape.DbNodeType,
                shape.MinGatewayCount,
                shape.MaxGatewayCount,
                shape.MinHyperscaleCount,
                shape.MaxHyperscaleCount));
    }

    public static V1.Cluster ToProto(this Cluster cluster) => new()
    {
        Id = cluster.Id.ToString(),
        Etag = cluster.Etag,
        ProjectId = cluster.ProjectId.ToString(),
        Name = cluster.Name,
        Region = cluster.Region,
        BuildMode = (V1.BuildMode)cluster.BuildMode,
        Enterprise = cluster.Enterprise is { } shape ? new V1.EnterpriseShape
        {
            AvailabilityMode = shape.AvailabilityMode,
            GatewayNodeType = shape.GatewayNodeType,
            DbNodeType = shape.DbNodeType,
            MinGatewayCount = shape.MinGateways,
            MaxGatewayCount = shape.MaxGateways,
            MinHyperscaleCount = shape.MinDatabases,
            MaxHyperscaleCount = shape.MaxDatabases,
        } : null,
        SourceDeploymentId = cluster.Source?.ToString() ?? "",
        Url = cluster.Url,
        CreateTime = Timestamp.FromDateTimeOffset(cluster.CreatedAt),
        UpdateTime = Timestamp.FromDateTimeOffset(cluster.UpdatedAt),
    };
}
