using System.Buffers.Binary;
using Google.Protobuf;
using Grpc.Core;
using OrleansSync.Engine.ApiKeys;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Grains.SyncDefinitions;
using OrleansSync.Server.Auth;
using OrleansSync.Server.Requests;

namespace OrleansSync.Server.SyncRuns;

/// <summary>Runs over gRPC.</summary>
internal sealed class SyncRunsService(IGrainFactory grains, ISyncRuns runs, ILedger ledger, ListNames lists, RunWaker waker, PreviewHandler previews, IHostApplicationLifetime lifetime, TimeProvider clock) : V1.SyncRuns.SyncRunsBase
{
    // How often a watched run is looked at. One that another server drives: at first so that the end of a short one is told at once, then as turns last.
    private static readonly TimeSpan LookFirst = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);
    private const int LooksOfWatch = 10;

    [RequireRole(ApiKeyRole.Operator)]
    public override async Task<V1.SyncRun> StartSyncRun(V1.StartSyncRunRequest request, ServerCallContext context)
    {
        var definition = RequestFields.ReadId(request.SyncDefinitionId, "sync_definition_id");
        var run = await grains.GetGrain<ISyncDefinitionGrain>(definition).StartRunAsync(ReadRequest(request), context.CancellationToken);
        waker.Wake(run.Definition, lifetime.ApplicationStopping);
        return await ShowAsync(run, context.CancellationToken);
    }

    [RequireRole(ApiKeyRole.Operator)]
    public override Task PreviewSyncRun(V1.PreviewSyncRunRequest request, IServerStreamWriter<V1.PreviewSyncRunResponse> responseStream, ServerCallContext context) =>
        previews.SendAsync(request, responseStream, context.CancellationToken);

    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task<V1.SyncRun> GetSyncRun(V1.GetSyncRunRequest request, ServerCallContext context) => await ShowAsync(await FindAsync(request.Id, context), context.CancellationToken);

    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task<V1.ListSyncRunsResponse> ListSyncRuns(V1.ListSyncRunsRequest request, ServerCallContext context)
    {
        var definition = new SyncDefinitionId(RequestFields.ReadId(request.SyncDefinitionId, "sync_definition_id"));
        var (pageSize, query) = (RequestFields.ReadPageSize(request.PageSize), $"{context.Method}\n{request.SyncDefinitionId}");
        var before = PageToken.Read(request.PageToken, query) is { } token ? new SyncRunId(token) : (SyncRunId?)null;
        var page = await runs.ListAsync(definition, before, pageSize + 1, context.CancellationToken);
        var names = page.Any(run => run.Scope.List is not null) ? await lists.FindAsync(definition, context.CancellationToken) : ListNames.None;
        var response = new V1.ListSyncRunsResponse { SyncRuns = { page.Take(pageSize).Select(run => run.ToProto(names)) } };
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
        var seen = request.ResumeToken;
        ResumeToken.Check(seen, RequestFields.ReadId(request.Id, "id"));
        var began = clock.GetTimestamp();
        SyncDefinitionId? definition = null;
        while (true)
        {
            // Asked for before the run is looked at, so that an end in between is not missed.
            var rest = definition is { } known ? waker.FindRest(known) : Task.CompletedTask;
            var run = await FindAsync(request.Id, context);
            definition = run.Definition;
            var message = await ShowAsync(run, context.CancellationToken);
            message.ResumeToken = ResumeToken.Write(run.Id.Value, message.ToByteArray());
            if (message.ResumeToken != seen)
            {
                await responseStream.WriteAsync(message, context.CancellationToken);
                seen = message.ResumeToken;
            }

            if (RunTransitions.HasEnded(run.State))
            {
                return;
            }

            var wait = clock.GetElapsedTime(began) / LooksOfWatch;
            var look = Task.Delay(rest is not null || wait > LookEvery ? LookEvery : wait < LookFirst ? LookFirst : wait, clock, stop.Token);
            await Task.WhenAny(rest ?? look, look);
            stop.Token.ThrowIfCancellationRequested();
        }
    }

    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task<V1.ListRowMovesResponse> ListRowMoves(V1.ListRowMovesRequest request, ServerCallContext context)
    {
        var definition = new SyncDefinitionId(RequestFields.ReadId(request.SyncDefinitionId, "sync_definition_id"));
        var (pageSize, query) = (RequestFields.ReadPageSize(request.PageSize), $"{context.Method}\n{request.SyncDefinitionId}");
        var before = PageToken.Read(request.PageToken, query) is { } token ? BinaryPrimitives.ReadInt64BigEndian(token.ToByteArray(bigEndian: true)) : long.MaxValue;
        var page = await ledger.ListMovesAsync(definition, before, pageSize + 1, context.CancellationToken);
        var names = await lists.FindAsync(definition, context.CancellationToken);
        var response = new V1.ListRowMovesResponse { RowMoves = { page.Take(pageSize).Select(move => move.ToProto(names)) } };
        if (page.Length > pageSize)
        {
            var last = new byte[16];
            BinaryPrimitives.WriteInt64BigEndian(last, page[pageSize - 1].Number);
            response.NextPageToken = PageToken.Write(new Guid(last, bigEndian: true), query);
        }

        return response;
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
        return await ShowAsync(changed, context.CancellationToken);
    }

    private static RunRequest ReadRequest(V1.StartSyncRunRequest request) => new(
        request.CompareAll, request.MatchItems, request.TargetSharepointListId.Length == 0 ? null : RequestFields.ReadId(request.TargetSharepointListId, "target_sharepoint_list_id"), [.. request.BackfillFields]);

    private async Task<V1.SyncRun> ShowAsync(SyncRun run, CancellationToken cancellationToken) =>
        run.ToProto(run.Scope.List is null ? ListNames.None : await lists.FindAsync(run.Definition, cancellationToken));

    private async Task<SyncRun> FindAsync(string text, ServerCallContext context)
    {
        var id = RequestFields.ReadId(text, "id");
        return await runs.FindAsync(new SyncRunId(id), context.CancellationToken) ?? throw SyncException.NotFound("sync run", id);
    }
}
