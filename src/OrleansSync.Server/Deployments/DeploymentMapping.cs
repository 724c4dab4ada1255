using Google.Protobuf.WellKnownTypes;
using OrleansSync.Helix.Deployments;
using OrleansSync.Helix.RuntimeConfigs;

namespace OrleansSync.Server.Deployments;

/// <summary>Deployments and their events between the protocol and Helix.</summary>
internal static class DeploymentMapping
{
    public static V1.Deployment ToProto(this Deployment deployment) => new()
    {
        Id = deployment.Id.ToString(),
        ClusterId = deployment.ClusterId.ToString(),
        InstanceName = deployment.InstanceName,
        BuildMode = (V1.BuildMode)deployment.BuildMode,
        Stage = (V1.DeploymentStage)deployment.Stage,
        Percent = deployment.Percent,
        Url = deployment.Url,
        Failure = deployment.Failure,
        CreateTime = Timestamp.FromDateTimeOffset(deployment.CreatedAt),
        UpdateTime = Timestamp.FromDateTimeOffset(deployment.UpdatedAt),
    };

    public static RuntimeConfig ToConfig(this V1.RuntimeConfig config) => new(
        config.VectorConfig is { HasM: true } m ? m.M : null,
        config.VectorConfig is { HasEfConstruction: true } construction ? construction.EfConstruction : null,
        config.VectorConfig is { HasEfSearch: true } search ? search.EfSearch : null,
        [.. config.GraphConfig?.SecondaryIndices.Select(index => new SecondaryIndex(index.Name, index.Unique)) ?? []],
        config.HasDbMaxSizeGb ? config.DbMaxSizeGb : null,
        config.HasMcp ? config.Mcp : null,
        config.HasBm25 ? config.Bm25 : null,
        config.HasSchema ? config.Schema : null,
        config.HasEmbeddingModel ? config.EmbeddingModel : null,
        config.HasGraphvisNodeLabel ? config.GraphvisNodeLabel : null);

    public static V1.WatchDeploymentResponse ToProto(this DeployEvent happened, string? authKey)
    {
        var answer = new V1.WatchDeploymentResponse { Number = happened.Number, Time = Timestamp.FromDateTimeOffset(happened.At) };
        switch (happened.Kind)
        {
            case DeployEventKind.ValidatingQueries:
                answer.ValidatingQueries = new V1.WatchDeploymentResponse.Types.ValidatingQueries();
                break;
            case DeployEventKind.Building:
                answer.Building = new V1.WatchDeploymentResponse.Types.Building { EstimatedPercentage = happened.Percent };
                break;
            case DeployEventKind.Deploying:
                answer.Deploying = new V1.WatchDeploymentResponse.Types.Deploying();
                break;
            case DeployEventKind.Log:
                answer.Log = happened.Message;
                break;
            case DeployEventKind.Done:
                answer.Done = new V1.WatchDeploymentResponse.Types.Done { Url = happened.Url, AuthKey = authKey ?? "" };
                break;
            case DeployEventKind.BadRequest:
                answer.BadRequest = happened.Message;
                break;
            case DeployEventKind.QueryValidationError:
                answer.QueryValidationError = happened.Message;
                break;
            default:
                answer.Error = happened.Message;
                break;
        }

        return answer;
    }
}
