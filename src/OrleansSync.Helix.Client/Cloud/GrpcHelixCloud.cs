using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Grpc.Core;
using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Projects;
using OrleansSync.Helix.Sources;

namespace OrleansSync.Helix.Client.Cloud;

/// <summary>The server over gRPC.</summary>
/// <param name="calls">Carries the caller's key.</param>
/// <param name="clock">For the waits before a lost stream is taken up again.</param>
public sealed class GrpcHelixCloud(CallInvoker calls, TimeProvider clock) : IHelixCloud
{
    private const int PageSize = 500;
    private const int LostStreamsMax = 10;

    // Half a second longer each time: about half a minute in all, in which a server is started again.
    private static readonly TimeSpan LostStreamWait = TimeSpan.FromMilliseconds(500);

    private readonly V1.Workspaces.WorkspacesClient workspaces = new(calls);
    private readonly V1.Projects.ProjectsClient projects = new(calls);
    private readonly V1.Clusters.ClustersClient clusters = new(calls);
    private readonly V1.Deployments.DeploymentsClient deployments = new(calls);

    /// <inheritdoc />
    public Task<ImmutableArray<CloudWorkspace>> ListWorkspacesAsync(CancellationToken cancellationToken) => PagesAsync(async token =>
    {
        var page = await workspaces.ListWorkspacesAsync(new V1.ListWorkspacesRequest { PageSize = PageSize, PageToken = token }, cancellationToken: cancellationToken);
        return (page.Workspaces.Select(workspace => new CloudWorkspace(workspace.Id, workspace.Name, workspace.HasBilling)), page.NextPageToken);
    });

    /// <inheritdoc />
    public Task<ImmutableArray<NamedProject>> ListProjectsAsync(string workspaceId, CancellationToken cancellationToken) => PagesAsync(async token =>
    {
        var page = await projects.ListProjectsAsync(
            new V1.ListProjectsRequest { WorkspaceId = workspaceId, PageSize = PageSize, PageToken = token }, cancellationToken: cancellationToken);
        return (page.Projects.Select(ToProject), page.NextPageToken);
    });

    /// <inheritdoc />
    public Task<NamedProject?> FindProjectAsync(string id, CancellationToken cancellationToken) =>
        FindAsync(async () => ToProject(await projects.GetProjectAsync(new V1.GetProjectRequest { Id = id }, cancellationToken: cancellationToken)));

    /// <inheritdoc />
    public Task<NamedProject> CreateProjectAsync(string workspaceId, string name, CancellationToken cancellationToken) => GuardAsync(async () => ToProject(
        await projects.CreateProjectAsync(new V1.CreateProjectRequest { Project = new V1.Project { WorkspaceId = workspaceId, Name = name } }, cancellationToken: cancellationToken)));

    /// <inheritdoc />
    public Task<ImmutableArray<NamedCluster>> ListClustersAsync(string projectId, CancellationToken cancellationToken) => PagesAsync(async token =>
    {
        var page = await clusters.ListClustersAsync(
            new V1.ListClustersRequest { ProjectId = projectId, PageSize = PageSize, PageToken = token }, cancellationToken: cancellationToken);
        return (page.Clusters.Select(ToCluster), page.NextPageToken);
    });

    /// <inheritdoc />
    public async Task<ProjectClusters?> FindProjectClustersAsync(string projectId, CancellationToken cancellationToken)
    {
        // Side by side: both need the id only.
        var project = FindProjectAsync(projectId, cancellationToken);
        var all = FindClustersAsync(projectId, cancellationToken);
        await Task.WhenAll(project, all);
        return await project is { } found && await all is { } some ? new ProjectClusters(found, some) : null;
    }

    /// <inheritdoc />
    public Task<NamedCluster?> FindClusterAsync(string id, CancellationToken cancellationToken) =>
        FindAsync(async () => ToCluster(await clusters.GetClusterAsync(new V1.GetClusterRequest { Id = id }, cancellationToken: cancellationToken)));

    /// <inheritdoc />
    public Task<NamedCluster> CreateClusterAsync(string projectId, string name, string region, BuildMode mode, CancellationToken cancellationToken) => GuardAsync(async () => ToCluster(
        await clusters.CreateClusterAsync(
            new V1.CreateClusterRequest { Cluster = new V1.Cluster { ProjectId = projectId, Name = name, Region = region, BuildMode = (V1.BuildMode)mode } },
            cancellationToken: cancellationToken)));

    /// <inheritdoc />
    public async Task<SourceSet?> FindSourceAsync(string clusterId, CancellationToken cancellationToken) =>
        (await ReadSourceAsync(new V1.ReadClusterSourceRequest { Id = clusterId }, cancellationToken))?.Source;

    /// <inheritdoc />
    public Task<ComparedSource?> CompareSourceAsync(string clusterId, string fingerprint, CancellationToken cancellationToken) =>
        ReadSourceAsync(new V1.ReadClusterSourceRequest { Id = clusterId, WithoutContents = true, UnlessFingerprint = fingerprint }, cancellationToken);

    private async Task<ImmutableArray<NamedCluster>?> FindClustersAsync(string projectId, CancellationToken cancellationToken)
    {
        try
        {
            return await ListClustersAsync(projectId, cancellationToken);
        }
        catch (HelixClientException exception) when (exception.Error is HelixClientError.NotFound)
        {
            return null;
        }
    }

    private Task<ComparedSource?> ReadSourceAsync(V1.ReadClusterSourceRequest request, CancellationToken cancellationToken) => FindAsync(async () =>
    {
        using var call = clusters.ReadClusterSource(request, cancellationToken: cancellationToken);
        string? toml = null;
        var (id, isSame) = ("", false);
        var files = ImmutableArray.CreateBuilder<SourceFile>();
        while (await call.ResponseStream.MoveNext(cancellationToken))
        {
            var part = call.ResponseStream.Current;
            id = part.SourceDeploymentId;
            switch (part.PartCase)
            {
                case V1.ReadClusterSourceResponse.PartOneofCase.HelixToml:
                    toml = part.HelixToml;
                    break;
                case V1.ReadClusterSourceResponse.PartOneofCase.Files:
                    files.AddRange(part.Files.Files.Select(file => new SourceFile(file.Path, file.Content, new FileStamp(file.Sha256, file.LastModifiedMs == 0 ? null : file.LastModifiedMs))));
                    break;
                case V1.ReadClusterSourceResponse.PartOneofCase.Unchanged:
                    isSame = part.Unchanged;
                    break;
                default:
                    break;
            }
        }

        return new ComparedSource(id, new SourceSet(files.ToImmutable(), toml), isSame);
    });

    /// <inheritdoc />
    public async IAsyncEnumerable<DeployProgress> DeployAsync(DeployOrder order, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new V1.StartDeploymentRequest
        {
            ClusterId = order.ClusterId,
            InstanceName = order.InstanceName,
            BuildModeOverride = (V1.BuildMode)order.BuildModeOverride,
        };
        if (order.Source.HelixToml is { } toml)
        {
            request.HelixToml = toml;
        }

        request.Files.AddRange(order.Source.Files.Select(file => new V1.SourceFile { Path = file.Path, Content = file.Content, LastModifiedMs = file.Stamp.LastModifiedMs ?? 0 }));
        foreach (var (name, value) in order.EnvVars)
        {
            request.EnvVars[name] = value;
        }

        var started = await GuardAsync(async () => await deployments.StartDeploymentAsync(request, cancellationToken: cancellationToken));
        long after = 0;
        for (var lost = 0; ;)
        {
            using var call = deployments.WatchDeployment(new V1.WatchDeploymentRequest { Id = started.Id, After = after }, cancellationToken: cancellationToken);
            while (await MoveNextAsync(call.ResponseStream, lost < LostStreamsMax, cancellationToken) is { } happened)
            {
                after = happened.Number;
                lost = 0;
                var news = ToProgress(happened);
                yield return news;
                if (news.IsEnd)
                {
                    yield break;
                }
            }

            lost++;
            await Task.Delay(LostStreamWait * lost, clock, cancellationToken);
        }
    }

    // Null when the stream was lost and may be taken up again.
    private static async Task<V1.WatchDeploymentResponse?> MoveNextAsync(IAsyncStreamReader<V1.WatchDeploymentResponse> stream, bool mayBeLost, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.MoveNext(cancellationToken) ? stream.Current
                : throw new HelixClientException(HelixClientError.DeployFailed, "The deployment's events ended before the deployment did.");
        }
        catch (RpcException exception) when (exception.StatusCode is StatusCode.Unavailable && mayBeLost && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (RpcException exception)
        {
            throw Of(exception);
        }
    }

    private static DeployProgress ToProgress(V1.WatchDeploymentResponse happened) => happened.EventCase switch
    {
        V1.WatchDeploymentResponse.EventOneofCase.ValidatingQueries => new DeployProgress(happened.Number, "Validating queries...", -1, "", "", ""),
        V1.WatchDeploymentResponse.EventOneofCase.Building => new DeployProgress(
            happened.Number, $"Building: {happened.Building.EstimatedPercentage} %", happened.Building.EstimatedPercentage, "", "", ""),
        V1.WatchDeploymentResponse.EventOneofCase.Deploying => new DeployProgress(happened.Number, "Deploying to infrastructure...", -1, "", "", ""),
        V1.WatchDeploymentResponse.EventOneofCase.Log => new DeployProgress(happened.Number, happened.Log, -1, "", "", ""),
        V1.WatchDeploymentResponse.EventOneofCase.Done => new DeployProgress(happened.Number, $"Deployed to {happened.Done.Url}", 100, happened.Done.Url, happened.Done.AuthKey, ""),
        V1.WatchDeploymentResponse.EventOneofCase.BadRequest => Failed(happened, happened.BadRequest),
        V1.WatchDeploymentResponse.EventOneofCase.QueryValidationError => Failed(happened, happened.QueryValidationError),
        V1.WatchDeploymentResponse.EventOneofCase.Error => Failed(happened, happened.Error),
        // A later server may tell more than this client knows.
        _ => new DeployProgress(happened.Number, "", -1, "", "", ""),
    };

    private static DeployProgress Failed(V1.WatchDeploymentResponse happened, string cause) => new(happened.Number, cause, -1, "", "", cause.Length > 0 ? cause : "The server did not say why.");

    private static NamedProject ToProject(V1.Project project) => new(project.Id, project.Name, project.WorkspaceId);

    private static NamedCluster ToCluster(V1.Cluster cluster) => new(
        cluster.Id,
        cluster.Name,
        cluster.ProjectId,
        cluster.Region,
        (BuildMode)cluster.BuildMode,
        cluster.Enterprise is { } shape
            ? new EnterpriseShape(
                shape.AvailabilityMode, shape.GatewayNodeType, shape.DbNodeType, shape.MinGatewayCount, shape.MaxGatewayCount, shape.MinHyperscaleCount, shape.MaxHyperscaleCount)
            : null,
        cluster.SourceDeploymentId);

    private static async Task<ImmutableArray<T>> PagesAsync<T>(Func<string, Task<(IEnumerable<T> Items, string Next)>> read)
    {
        var all = ImmutableArray.CreateBuilder<T>();
        var token = "";
        do
        {
            var (items, next) = await GuardAsync(() => read(token));
            all.AddRange(items);
            token = next;
        }
        while (token.Length > 0);
        return all.ToImmutable();
    }

    private static async Task<T?> FindAsync<T>(Func<Task<T>> call)
        where T : class
    {
        try
        {
            return await call();
        }
        catch (RpcException exception) when (exception.StatusCode is StatusCode.NotFound)
        {
            return null;
        }
        catch (RpcException exception)
        {
            throw Of(exception);
        }
    }

    private static async Task<T> GuardAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (RpcException exception)
        {
            throw Of(exception);
        }
    }

    private static Exception Of(RpcException exception) => exception.StatusCode switch
    {
        StatusCode.Cancelled => new OperationCanceledException(exception.Status.Detail, exception),
        StatusCode.Unavailable or StatusCode.DeadlineExceeded => new HelixClientException(HelixClientError.Unreachable, $"The server could not be reached: {exception.Status.Detail}", exception),
        StatusCode.Unauthenticated => new HelixClientException(HelixClientError.Refused, "The key is missing or not valid; connect with a valid one.", exception),
        StatusCode.NotFound => new HelixClientException(HelixClientError.NotFound, exception.Status.Detail, exception),
        StatusCode.InvalidArgument => new HelixClientException(HelixClientError.InvalidArgument, exception.Status.Detail, exception),
        _ => new HelixClientException(HelixClientError.Refused, exception.Status.Detail, exception),
    };
}
