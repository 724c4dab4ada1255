using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Options;
using OrleansSync.Engine.ApiKeys;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Grains.Clusters;
using OrleansSync.Helix;
using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Keys;
using OrleansSync.Helix.Logs;
using OrleansSync.Helix.Projects;
using OrleansSync.Helix.Sources;
using OrleansSync.Server.Auth;
using OrleansSync.Server.HelixCli;
using OrleansSync.Server.Requests;

namespace OrleansSync.Server.Clusters;

/// <summary>Clusters over gRPC: translates, and decides nothing.</summary>
internal sealed class ClustersService(
    IGrainFactory grains, IClusters clusters, IProjects projects, IKeys keys, IClusterLogs logs, CliAccess access, IIdSource ids, TimeProvider clock, IOptions<HelixOptions> options)
    : V1.Clusters.ClustersBase
{
    // A message of gRPC has at most 4 MB unless its reader says otherwise; a character has at most three bytes.
    private const int PartLength = 256 * 1024;
    private const int PartFiles = 2000;

    [RequireRole(ApiKeyRole.Operator)]
    public override async Task<V1.Cluster> CreateCluster(V1.CreateClusterRequest request, ServerCallContext context)
    {
        var draft = request.Cluster.ToDraft();
        var requestKey = HelixRequests.Read(request, request.RequestId, context);
        var answer = (await GetGrain(ids.Next()).CreateAsync(draft, requestKey, request.ValidateOnly, context.CancellationToken)).ToProto();
        if (request.ValidateOnly)
        {
            (answer.Id, answer.Etag) = ("", "");
        }

        return answer;
    }

    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task<V1.Cluster> GetCluster(V1.GetClusterRequest request, ServerCallContext context) => (await GetAsync(request.Id, context.CancellationToken)).ToProto();

    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task<V1.ListClustersResponse> ListClusters(V1.ListClustersRequest request, ServerCallContext context)
    {
        var project = RequestFields.ReadId(request.ProjectId, "project_id");
        var size = RequestFields.ReadPageSize(request.PageSize);
        var query = $"{context.Method}\n{project}";
        var after = PageToken.Read(request.PageToken, query) is { } id ? new ClusterId(id) : (ClusterId?)null;
        _ = await projects.FindAsync(new ProjectId(project), context.CancellationToken) ?? throw SyncException.NotFound("project", project);
        var page = await clusters.ListAsync(new ProjectId(project), after, size + 1, context.CancellationToken);
        var response = new V1.ListClustersResponse { NextPageToken = page.Length > size ? PageToken.Write(page[size - 1].Id.Value, query) : "" };
        response.Clusters.AddRange(page.Take(size).Select(cluster => cluster.ToProto()));
        return response;
    }

    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task ReadClusterSource(
        V1.ReadClusterSourceRequest request, IServerStreamWriter<V1.ReadClusterSourceResponse> responseStream, ServerCallContext context)
    {
        var (deployment, source) = await GetGrain(RequestFields.ReadId(request.Id, "id")).ReadSourceAsync(!request.WithoutContents, context.CancellationToken);
        if (source.HelixToml is { } toml)
        {
            await SendAsync(new V1.ReadClusterSourceResponse { HelixToml = toml });
        }

        if (request.UnlessFingerprint.Length > 0 && request.UnlessFingerprint == SourceHash.OfAll(source.Files.Select(file => (file.Path, file.Stamp))))
        {
            await SendAsync(new V1.ReadClusterSourceResponse { Unchanged = true });
            return;
        }

        var some = new V1.SourceFiles();
        var length = 0;
        foreach (var file in source.Files)
        {
            some.Files.Add(new V1.SourceFile { Path = file.Path, Content = file.Content, Sha256 = file.Stamp.Sha256, LastModifiedMs = file.Stamp.LastModifiedMs ?? 0 });
            length += file.Content.Length + file.Path.Length;
            if (length >= PartLength || some.Files.Count >= PartFiles)
            {
                await SendAsync(new V1.ReadClusterSourceResponse { Files = some });
                (some, length) = (new V1.SourceFiles(), 0);
            }
        }

        if (some.Files.Count > 0)
        {
            await SendAsync(new V1.ReadClusterSourceResponse { Files = some });
        }

        Task SendAsync(V1.ReadClusterSourceResponse part)
        {
            part.SourceDeploymentId = deployment.ToString();
            return responseStream.WriteAsync(part, context.CancellationToken);
        }
    }

    [RequireRole(ApiKeyRole.Operator)]
    public override async Task<V1.RotateClusterKeyResponse> RotateClusterKey(V1.RotateClusterKeyRequest request, ServerCallContext context)
    {
        var cluster = await GetAsync(request.Id, context.CancellationToken);
        var (record, key) = access.Draw(KeyOwner.Cluster, cluster.Id.Value);
        await keys.AddAsync(record, context.CancellationToken);
        return new V1.RotateClusterKeyResponse { Key = key, Warning = cluster.Source is null ? "" : "Older keys of the cluster stay valid until its next successful deploy." };
    }

    [RequireRole(ApiKeyRole.Viewer)]
    public override Task<V1.ListRegionsResponse> ListRegions(V1.ListRegionsRequest request, ServerCallContext context) =>
        Task.FromResult(new V1.ListRegionsResponse { Regions = { options.Value.AllRegions } });

    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task<V1.ReadClusterLogResponse> ReadClusterLog(V1.ReadClusterLogRequest request, ServerCallContext context)
    {
        var cluster = await GetAsync(request.Id, context.CancellationToken);
        var range = LogRange.Of(ReadTime(request.StartTime, "start_time"), ReadTime(request.EndTime, "end_time"), clock.Now())
            ?? throw SyncException.Invalid("start_time", $"must be before end_time, by at most {LogRange.Longest.TotalMinutes} minutes.");
        var found = await logs.ReadRangeAsync(cluster.Id, range.From, range.To, options.Value.LogLinesMax, context.CancellationToken);
        var response = new V1.ReadClusterLogResponse();
        response.Lines.AddRange(found.Select(line => new V1.ClusterLogLine
        {
            Number = line.Number,
            Time = Timestamp.FromDateTimeOffset(line.At),
            Severity = line.Severity,
            Message = line.Message,
        }));
        return response;
    }

    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task WatchClusterLog(
        V1.WatchClusterLogRequest request, IServerStreamWriter<V1.WatchClusterLogResponse> responseStream, ServerCallContext context)
    {
        var cluster = await GetAsync(request.Id, context.CancellationToken);
        var after = request.After;
        if (after == 0 && await logs.FindLatestAsync(cluster.Id, context.CancellationToken) is { } latest)
        {
            var backfill = await logs.ReadRangeAsync(
                cluster.Id, latest.At - options.Value.LogBackfill, latest.At.AddMicroseconds(1), options.Value.LogLinesMax, context.CancellationToken);
            foreach (var line in backfill)
            {
                await responseStream.WriteAsync(ToProto(line), context.CancellationToken);
            }

            after = latest.Number;
        }

        while (!context.CancellationToken.IsCancellationRequested)
        {
            var news = await logs.ReadAfterAsync(cluster.Id, after, options.Value.LogLinesMax, context.CancellationToken);
            foreach (var line in news)
            {
                await responseStream.WriteAsync(ToProto(line), context.CancellationToken);
                after = line.Number;
            }

            if (news.IsEmpty)
            {
                await Task.Delay(options.Value.LogPoll, clock, context.CancellationToken);
            }
        }
    }

    // From 1970 up to the year 9999, which is what a time can hold.
    private static DateTimeOffset? ReadTime(Timestamp? time, string field) => time switch
    {
        null => null,
        { Seconds: >= 0 and <= 253_402_300_799, Nanos: >= 0 and <= 999_999_999 } => time.ToDateTimeOffset(),
        _ => throw SyncException.Invalid(field, "is no time since 1970."),
    };

    private static V1.WatchClusterLogResponse ToProto(LogLine line) =>
        new() { Number = line.Number, Time = Timestamp.FromDateTimeOffset(line.At), Severity = line.Severity, Message = line.Message };

    private async Task<Cluster> GetAsync(string text, CancellationToken cancellationToken)
    {
        var id = RequestFields.ReadId(text, "id");
        return await GetGrain(id).FindAsync(cancellationToken) ?? throw SyncException.NotFound("cluster", id);
    }

    private IClusterGrain GetGrain(Guid id) => grains.GetGrain<IClusterGrain>(id);
}
