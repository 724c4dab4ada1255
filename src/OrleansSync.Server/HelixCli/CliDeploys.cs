using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Grains.Clusters;
using OrleansSync.Grains.Deployments;
using OrleansSync.Helix;
using OrleansSync.Helix.Artifacts;
using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Deployments;
using OrleansSync.Helix.Keys;
using OrleansSync.Helix.RuntimeConfigs;
using OrleansSync.Helix.Sources;
using OrleansSync.Helix.Users;
using OrleansSync.Helix.Workspaces;

namespace OrleansSync.Server.HelixCli;

/// <summary>
/// Deploys for the Helix CLI. Who may not deploy gets a status; all that goes wrong later is an event, because the CLI shows only that. A caller
/// that was lost comes back to the stream with the number of the last event.
/// </summary>
internal sealed class CliDeploys(CliAccess access, IGrainFactory grains, IKeys keys, IIdSource ids, TimeProvider clock, IOptions<HelixOptions> options)
{
    /// <summary>Tells which deployment a stream is of.</summary>
    public const string DeploymentHeader = "x-deployment-id";

    public async Task DeployAsync(HttpContext context, UserId user, ClusterKind kind)
    {
        var (project, cluster) = await access.GetClusterAsync(user, context.Part("id"), kind, MemberRole.Developer, context.RequestAborted);
        var found = new List<InputProblem>();
        var (request, isStream) = await ReadAsync(context, kind, found);
        var input = DeployIntake.Read(request, new SourceLimits(options.Value.SourceFilesMax, options.Value.SourceBytesMax), clock.GetUtcNow(), out var problems);
        if (input is null || found.Count > 0)
        {
            await RefuseAsync(context, isStream, "bad_request", StatusCodes.Status400BadRequest, string.Join(' ', found.Concat(problems).Select(problem => $"{problem.Field}: {problem.Message}")));
            return;
        }

        Deployment deployment;
        try
        {
            deployment = await grains.GetGrain<IClusterGrain>(cluster.Id.Value)
                .DeployAsync(new DeploymentId(ids.Next()), input, user.ToString(), null, context.RequestAborted);
        }
        catch (SyncException exception) when (isStream)
        {
            await RefuseAsync(context, isStream, "error", CliErrors.StatusOf(exception.Error), exception.Message);
            return;
        }

        context.Response.Headers[DeploymentHeader] = deployment.Id.ToString();
        if (isStream)
        {
            await StreamAsync(context, deployment.Id, after: 0);
            return;
        }

        var ended = await WaitAsync(deployment.Id, context.RequestAborted);
        var key = ArtifactLayout.KeyOf(ArtifactLayout.PrefixOf(project.WorkspaceId, project.Id, cluster.Id), ended.Id, ArtifactLayout.Source);
        await (ended.Stage is DeployStage.Done
            ? CliCatalog.AnswerAsync(context, new CliUploaded(key, ended.Url, ended.Id.ToString()), CliJson.Default.CliUploaded)
            : CliErrors.WriteAsync(context, StatusCodes.Status422UnprocessableEntity, ended.Failure));
    }

    public async Task WatchAsync(HttpContext context, UserId user, ClusterKind kind)
    {
        var deployment = await GetAsync(context, user, kind, MemberRole.Developer);
        var last = context.Request.Headers["last-event-id"].ToString();
        var after = long.TryParse(last.Length > 0 ? last : context.Request.Query["after"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        await StreamAsync(context, deployment.Id, after);
    }

    public async Task CancelAsync(HttpContext context, UserId user, ClusterKind kind)
    {
        var deployment = await GetAsync(context, user, kind, MemberRole.Developer);
        var cancelled = await grains.GetGrain<IDeploymentGrain>(deployment.Id.Value).CancelAsync(context.RequestAborted);
        await CliCatalog.AnswerAsync(
            context, new CliDeploymentState(cancelled.Id.ToString(), cancelled.Stage.ToString().ToLowerInvariant(), cancelled.Url, cancelled.Failure), CliJson.Default.CliDeploymentState);
    }

    private async Task<Deployment> GetAsync(HttpContext context, UserId user, ClusterKind kind, MemberRole least)
    {
        var (_, cluster) = await access.GetClusterAsync(user, context.Part("id"), kind, least, context.RequestAborted);
        return Guid.TryParseExact(context.Part("deployment"), "D", out var id)
            && await grains.GetGrain<IDeploymentGrain>(id).FindAsync(context.RequestAborted) is { } found && found.ClusterId == cluster.Id
                ? found
                : throw new SyncException(SyncError.NotFound, "The cluster has no deployment with this id.");
    }

    private async Task StreamAsync(HttpContext context, DeploymentId id, long after)
    {
        var isInternal = context.Request.Query["encoding"] == "internal";
        await CliEvents.BeginAsync(context);
        while (true)
        {
            var news = await grains.GetGrain<IDeploymentGrain>(id.Value).WatchAsync(after, context.RequestAborted);
            foreach (var happened in news.Events)
            {
                var key = happened.Kind is DeployEventKind.Done && news.Deployment.IsFirst ? await IssueFirstKeyAsync(news.Deployment.ClusterId, context.RequestAborted) : null;
                await CliEvents.SendAsync(context, CliEvents.Of(happened, key, isInternal, news.Deployment.IsFirst, options.Value.EventsOfOldClients), happened.Number);
                after = happened.Number;
                if (happened.IsTerminal)
                {
                    return;
                }
            }

            if (news.Deployment.HasEnded && after >= news.Deployment.EventCount)
            {
                return;
            }

            if (news.Events.IsEmpty)
            {
                await CliEvents.KeepAliveAsync(context);
            }
        }
    }

    // Made when it is told and stored as a hash only; whoever misses it rotates the key.
    private async Task<string?> IssueFirstKeyAsync(ClusterId cluster, CancellationToken cancellationToken)
    {
        var (record, key) = access.Draw(KeyOwner.Cluster, cluster.Value);
        return await keys.AddFirstAsync(record, cancellationToken) ? key : null;
    }

    private async Task<Deployment> WaitAsync(DeploymentId id, CancellationToken cancellationToken)
    {
        long after = 0;
        while (true)
        {
            var news = await grains.GetGrain<IDeploymentGrain>(id.Value).WatchAsync(after, cancellationToken);
            if (news.Deployment.HasEnded)
            {
                return news.Deployment;
            }

            after = news.Deployment.EventCount;
        }
    }

    private static async Task RefuseAsync(HttpContext context, bool isStream, string name, int status, string message)
    {
        if (!isStream)
        {
            await CliErrors.WriteAsync(context, status, message);
            return;
        }

        await CliEvents.BeginAsync(context);
        await CliEvents.SendAsync(context, CliEvents.Write(name, context.Request.Query["encoding"] == "internal", ("error", message)), number: null);
    }

    private async Task<(DeployRequest Request, bool IsStream)> ReadAsync(HttpContext context, ClusterKind kind, List<InputProblem> problems)
    {
        // JSON writes a byte as six at worst.
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = (6L * options.Value.SourceBytesMax) + 65536;
        if (kind is ClusterKind.Standard)
        {
            var body = await ReadBodyAsync(context, CliJson.Default.CliDeploy);
            var standard = new DeployRequest(kind, body.Schema ?? "", Texts(body.Queries), Texts(body.EnvVars), body.InstanceName ?? "", body.HelixToml, body.BuildModeOverride)
            {
                BuildMode = body.BuildMode,
                RuntimeConfig = body.RuntimeConfig is { ValueKind: not JsonValueKind.Null } json ? RuntimeConfigJson.Read(json, problems) : null,
            };
            return (standard, true);
        }

        var enterprise = await ReadBodyAsync(context, CliJson.Default.CliEnterpriseDeploy);
        // The CLI up to v2.2.9 sends rs_files and reads events; later ones send source_files and read JSON.
        var isStream = enterprise.SourceFiles is null;
        var request = new DeployRequest(
            kind, "", Texts(enterprise.SourceFiles ?? enterprise.RsFiles), new Dictionary<string, string>(), enterprise.InstanceName ?? "", enterprise.HelixToml, null);
        return (request with { QueriesJson = ReadQueries(enterprise) }, isStream);
    }

    private static string ReadQueries(CliEnterpriseDeploy body)
    {
        if (body.QueriesJsonB64 is null)
        {
            return body.SourceFiles is null ? "" : throw new BadHttpRequestException("queries_json_b64 is required.");
        }

        var bytes = new byte[body.QueriesJsonB64.Length];
        if (body.QueriesJsonB64.Length == 0 || !Convert.TryFromBase64String(body.QueriesJsonB64, bytes, out var length) || length == 0)
        {
            throw new BadHttpRequestException("queries_json_b64 is empty or not base64.");
        }

        return body.QueriesJsonSizeBytes is { } size && size != length
            ? throw new BadHttpRequestException("queries_json_size_bytes is not the size of what queries_json_b64 holds.")
            : Encoding.UTF8.GetString(bytes, 0, length);
    }

    private static Task<T> ReadBodyAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class => CliCatalog.ReadAsync(context, type);

    private static Dictionary<string, string> Texts(Dictionary<string, string?>? texts) =>
        texts?.ToDictionary(entry => entry.Key, entry => entry.Value ?? "", StringComparer.Ordinal) ?? [];
}
