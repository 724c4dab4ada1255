using Grpc.Core;
using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Matching;
using OrleansSync.Engine.Previews;
using OrleansSync.Engine.Push;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SharePointConnections;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.SyncDefinitions.Compilation;
using OrleansSync.Grains.SyncDefinitions;
using OrleansSync.Grains.SyncRuns;
using OrleansSync.Server.Requests;

namespace OrleansSync.Server.SyncRuns;

/// <summary>Previews runs: reads through the ports that runs use, and writes through none.</summary>
internal sealed class PreviewHandler(IGrainFactory grains, RunPorts ports, IResources<ConnectionSpec> connections)
{
    private const int RowLimitMax = 10_000;

    /// <summary>Sends what the run would do, row by row, and the summary.</summary>
    public async Task SendAsync(V1.PreviewSyncRunRequest request, IServerStreamWriter<V1.PreviewSyncRunResponse> responses, CancellationToken cancellationToken)
    {
        var id = RequestFields.ReadId(request.SyncDefinitionId, "sync_definition_id");
        var limit = request.HasRowLimit ? request.RowLimit : ports.Options.PreviewRows;
        if (limit is < 0 or > RowLimitMax)
        {
            throw SyncException.Invalid("row_limit", $"is out of range; give 0 to {RowLimitMax}.");
        }

        var definition = await grains.GetGrain<ISyncDefinitionGrain>(id).FindAsync(cancellationToken) ?? throw SyncException.NotFound("sync definition", id);
        if (definition.Spec.Direction != SyncDirection.Push)
        {
            throw new SyncException(SyncError.DirectionNotSupported, "This version runs definitions with the direction PUSH.");
        }

        var compiled = await ports.Definitions.RefreshAsync(definition, cancellationToken);
        var connection = await connections.FindAsync(compiled.ConnectionId, cancellationToken) ?? throw SyncException.NotFound("sharepoint connection", compiled.ConnectionId);
        var target = request.TargetSharepointListId.Length == 0 ? (Guid?)null : RequestFields.ReadId(request.TargetSharepointListId, "target_sharepoint_list_id");
        var scope = RunScopes.Read(RunRequest.Ordinary with { ListId = target }, compiled);
        var comparesAll = request.CompareAll || scope.List is not null || await Reconciliation.IsDueAsync(ports.Ledger, definition, compiled, ports.Clock.Now(), cancellationToken);
        var asked = new PreviewRequest(definition, compiled.Rules, scope.List is { } all ? _ => all : compiled.Route, connection.Spec.Budget, comparesAll, limit, request.ShowUnchanged)
        {
            Matcher = new ListMatcher(ports.Table, ports.Lists, ports.Ledger, definition, compiled.MatchColumns, [.. compiled.Lists.Select(list => list.Number)]),
        };
        var preview = new PushPreview(
            ports.Table, ports.Lists, ports.Ledger, ports.Clock, asked,
            row => responses.WriteAsync(new V1.PreviewSyncRunResponse { Row = row.ToProto(IdOf) }, cancellationToken));
        var summary = await preview.RunAsync(cancellationToken);
        await responses.WriteAsync(new V1.PreviewSyncRunResponse { Summary = summary.ToProto(connection.Spec.Budget) }, cancellationToken);

        string IdOf(ListId? list) => list is { } number ? compiled.Find(number)?.Id.ToString("D") ?? "" : "";
    }
}
