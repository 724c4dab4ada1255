using System.Security.Claims;
using Grpc.Core;
using Microsoft.Extensions.Options;
using OrleansSync.Engine.ApiKeys;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Grains.Clusters;
using OrleansSync.Grains.Deployments;
using OrleansSync.Helix;
using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Deployments;
using OrleansSync.Helix.Keys;
using OrleansSync.Helix.Projects;
using OrleansSync.Helix.Sources;
using OrleansSync.Server.Auth;
using OrleansSync.Server.HelixCli;
using OrleansSync.Server.Requests;

namespace OrleansSync.Server.Deployments;

/// <summary>Deployments over gRPC: translates, and decides nothing. The pipeline is the one of the CLI.</summary>
internal sealed class DeploymentsService(
    IGrainFactory grains, IClusters clusters, IDeployments deployments, IKeys keys, CliAccess access, IIdSource ids, TimeProvider clock, IOptions<HelixOptions> options)
    : V1.Deployments.DeploymentsBase
{
    /// <summary>Longest request; the option for sources cannot be set higher.</summary>
    public const int RequestBytesMax = 300 * 1024 * 1024;

    [RequireRole(ApiKeyRole.Operator)]
    public override async Task<V1.Deployment> StartDeployment(V1.StartDeploymentRequest request, ServerCallContext context)
    {
        var id = RequestFields.ReadId(request.ClusterId, "cluster_id");
        var cluster = await grains.GetGrain<IClusterGrain>(id).FindAsync(context.CancellationToken) ?? throw SyncException.NotFound("cluster", id);
        var input = Read(request, cluster.Kind);
        if (request.ValidateOnly)
        {
            return new V1.Deployment { ClusterId = cluster.Id.ToString(), InstanceName = input.InstanceName, BuildMode = (V1.BuildMode)input.ModeFor(cluster) };
        }

        var caller = context.GetHttpContext().User.FindFirstValue(ClaimTypes.NameIdentifier) ?? "";
        var requestKey = HelixRequests.Read(request, request.RequestId, context);
        return (await grains.GetGrain<IClusterGrain>(id).DeployAsync(new DeploymentId(ids.Next()), input, caller, requestKey, context.CancellationToken)).ToProto();
    }

    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task<V1.Deployment> GetDeployment(V1.GetDeploymentRequest request, ServerCallContext context)
    {
        var id = RequestFields.ReadId(request.Id, "id");
        return (await GetGrain(id).FindAsync(context.CancellationToken) ?? throw SyncException.NotFound("deployment", id)).ToProto();
    }

    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task<V1.ListDeploymentsResponse> ListDeployments(V1.ListDeploymentsRequest request, ServerCallContext context)
    {
        var cluster = RequestFields.ReadId(request.ClusterId, "cluster_id");
        var size = RequestFields.ReadPageSize(request.PageSize);
        var query = $"{context.Method}\n{cluster}";
        var before = PageToken.Read(request.PageToken, query) is { } id ? new DeploymentId(id) : (DeploymentId?)null;
        _ = await clusters.FindAsync(new ClusterId(cluster), context.CancellationToken) ?? throw SyncException.NotFound("cluster", cluster);
        var page = await deployments.ListAsync(new ClusterId(cluster), before, size + 1, context.CancellationToken);
        var response = new V1.ListDeploymentsResponse { NextPageToken = page.Length > size ? PageToken.Write(page[size - 1].Id.Value, query) : "" };
        response.Deployments.AddRange(page.Take(size).Select(deployment => deployment.ToProto()));
        return response;
    }

    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task WatchDeployment(V1.WatchDeploymentRequest request, IServerStreamWriter<V1.WatchDeploymentResponse> responseStream, ServerCallContext context)
    {
        var grain = GetGrain(RequestFields.ReadId(request.Id, "id"));
        var mayHaveKey = RolePolicies.GetRole(context.GetHttpContext().User) >= ApiKeyRole.Operator;
        var after = Math.Max(0, request.After);
        while (true)
        {
            var news = await grain.WatchAsync(after, context.CancellationToken);
            foreach (var happened in news.Events)
            {
                var key = happened.Kind is DeployEventKind.Done && news.Deployment.IsFirst && mayHaveKey ? await IssueFirstKeyAsync(news.Deployment.ClusterId, context.CancellationToken) : null;
                await responseStream.WriteAsync(happened.ToProto(key), context.CancellationToken);
                after = happened.Number;
            }

            if (news.Deployment.HasEnded && after >= news.Deployment.EventCount)
            {
                return;
            }
        }
    }

    [RequireRole(ApiKeyRole.Operator)]
    public override async Task<V1.Deployment> CancelDeployment(V1.CancelDeploymentRequest request, ServerCallContext context) =>
        (await GetGrain(RequestFields.ReadId(request.Id, "id")).CancelAsync(context.CancellationToken)).ToProto();

    private DeployInput Read(V1.StartDeploymentRequest request, ClusterKind kind)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        var times = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var file in request.Files)
        {
            if (!files.TryAdd(file.Path, file.Content))
            {
                throw SyncException.Invalid("files", "has a path twice.");
            }

            if (file.LastModifiedMs > 0)
            {
                times[file.Path] = file.LastModifiedMs;
            }
        }

        var deploy = new DeployRequest(kind, "", files, request.EnvVars, request.InstanceName, request.HasHelixToml ? request.HelixToml : null, NameOf(request.BuildModeOverride))
        {
            LastModifiedMs = times,
            BuildMode = NameOf(request.BuildMode),
            RuntimeConfig = request.RuntimeConfig?.ToConfig(),
            QueriesJson = request.HasQueriesJson ? request.QueriesJson : null,
        };
        return DeployIntake.Read(deploy, new SourceLimits(options.Value.SourceFilesMax, options.Value.SourceBytesMax), clock.GetUtcNow(), out var problems)
            ?? throw SyncException.Invalid(problems.Select(problem => new FieldViolation(problem.Field is "queries" or "source_files" ? "files" : problem.Field, problem.Message)));
    }

    // What this server does not know is refused as such.
    private static string? NameOf(V1.BuildMode mode) => mode switch
    {
        V1.BuildMode.Unspecified => null,
        V1.BuildMode.Dev or V1.BuildMode.Release => ProjectFileEdit.NameOf((BuildMode)mode),
        _ => mode.ToString(),
    };

    private async Task<string?> IssueFirstKeyAsync(ClusterId cluster, CancellationToken cancellationToken)
    {
        var (record, key) = access.Draw(KeyOwner.Cluster, cluster.Value);
        return await keys.AddFirstAsync(record, cancellationToken) ? key : null;
    }

    private IDeploymentGrain GetGrain(Guid id) => grains.GetGrain<IDeploymentGrain>(id);
}
