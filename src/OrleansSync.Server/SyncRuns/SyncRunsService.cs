using Grpc.Core;
using OrleansSync.Engine.ApiKeys;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Grains.SyncDefinitions;
using OrleansSync.Server.Auth;
using OrleansSync.Server.Requests;

namespace OrleansSync.Server.SyncRuns;

/// <summary>Runs over gRPC.</summary>
internal sealed class SyncRunsService(IGrainFactory grains, ISyncRuns runs, RunWaker waker, IHostApplicationLifetime lifetime, TimeProvider clock) : V1.SyncRuns.SyncRunsBase
{
    // How often a watched run is looked at; turns take longer.
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    [RequireRole(ApiKeyRole.Operator)]
    public override async Task<V1.SyncRun> StartSyncRun(V1.StartSyncRunRequest request, ServerCallContext context)
    {
        var definition = RequestFields.ReadId(request.SyncDefinitionId, "sync_definition_id");
        var run = await grains.GetGrain<ISyncDefinitionGrain>(definition).StartRunAsync(request.CompareAll, context.CancellationToken);
        waker.Wake(run.Definition, lifetime.ApplicationStopping);
        return run.ToProto();
    }

    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task<V1.SyncRun> GetSyncRun(V1.GetSyncRunRequest request, ServerCallContext context) => (await FindAsync(request.Id, context)).ToProto();

    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task<V1.ListSyncRunsResponse> ListSyncRuns(V1.ListSyncRunsRequest request, ServerCallContext context)
    {
        var definition = new SyncDefinitionId(RequestFields.ReadId(request.SyncDefinitionId, "sync_definition_id"));
        var (pageSize, query) = (RequestFields.ReadPageSize(request.PageSize), $"{context.Method}\n{request.SyncDefinitionId}");
        var before = PageToken.Read(request.PageToken, query) is { } token ? new SyncRunId(token) : (SyncRunId?)null;
        var page = await runs.ListAsync(definition, before, pageSize + 1, context.CancellationToken);
        var response = new V1.ListSyncRunsResponse { SyncRuns = { page.Take(pageSize).Select(run => run.ToProto()) } };
        if (page.Length > pageSize)
        {
            response.NextPageToken = PageToken.Write(page[pageSize - 1].Id.Value, query);
        }

        return response;
    }

    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task WatchSyncRun(V1.WatchSyncRunRequest request, IServerStreamWriter<V1.SyncRun> responseStream, ServerCallContext context)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        SyncRun? seen = null;
        while (true)
        {
            var run = await FindAsync(request.Id, context);
            if (!run.Equals(seen))
            {
                await responseStream.WriteAsync(run.ToProto(), context.CancellationToken);
                seen = run;
            }

            if (RunTransitions.HasEnded(run.State))
            {
                return;
            }

            await Task.Delay(LookEvery, clock, stop.Token);
        }
    }

    [RequireRole(ApiKeyRole.Operator)]
    public override Task<V1.SyncRun> PauseSyncRun(V1.PauseSyncRunRequest request, ServerCallContext context) => ChangeAsync(request.Id, RunEvent.Pause, context);

    [RequireRole(ApiKeyRole.Operator)]
    public override Task<V1.SyncRun> ResumeSyncRun(V1.ResumeSyncRunRequest request, ServerCallContext context) => ChangeAsync(request.Id, RunEvent.Resume, context);

    [RequireRole(ApiKeyRole.Operator)]
    public override Task<V1.SyncRun> CancelSyncRun(V1.CancelSyncRunRequest request, ServerCallContext context) => ChangeAsync(request.Id, RunEvent.Cancel, context);

    [RequireRole(ApiKeyRole.Operator)]
    public override Task<V1.SyncRun> ConfirmSyncRun(V1.ConfirmSyncRunRequest request, ServerCallContext context) =>
        ChangeAsync(request.Id, request.Allow ? RunEvent.Confirm : RunEvent.Decline, context);

    private async Task<V1.SyncRun> ChangeAsync(string id, RunEvent happened, ServerCallContext context)
    {
        var run = await FindAsync(id, context);
        var changed = await grains.GetGrain<ISyncDefinitionGrain>(run.Definition.Value).ChangeRunAsync(run.Id, happened, context.CancellationToken);
        waker.Wake(changed.Definition, lifetime.ApplicationStopping);
        return changed.ToProto();
    }

    private async Task<SyncRun> FindAsync(string text, ServerCallContext context)
    {
        var id = RequestFields.ReadId(text, "id");
        return await runs.FindAsync(new SyncRunId(id), context.CancellationToken) ?? throw SyncException.NotFound("sync run", id);
    }
}
