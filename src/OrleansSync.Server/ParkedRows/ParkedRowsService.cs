using System.Collections.Immutable;
using System.Text.Json;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using OrleansSync.Engine.ApiKeys;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Server.Auth;
using OrleansSync.Server.Requests;

namespace OrleansSync.Server.ParkedRows;

/// <summary>Parked rows over gRPC.</summary>
internal sealed class ParkedRowsService(ILedger ledger, TimeProvider clock) : V1.ParkedRows.ParkedRowsBase
{
    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task<V1.ListParkedRowsResponse> ListParkedRows(V1.ListParkedRowsRequest request, ServerCallContext context)
    {
        var definition = new SyncDefinitionId(RequestFields.ReadId(request.SyncDefinitionId, "sync_definition_id"));
        var (pageSize, query) = (RequestFields.ReadPageSize(request.PageSize), $"{context.Method}\n{request.SyncDefinitionId}");
        var after = PageToken.Read(request.PageToken, query) is { } token ? SyncKey.FromBytes(token.ToByteArray(bigEndian: true)) : (SyncKey?)null;
        var page = await ledger.ListParkedAsync(definition, after, pageSize + 1, context.CancellationToken);
        var response = new V1.ListParkedRowsResponse { ParkedRows = { page.Take(pageSize).Select(ToProto) } };
        if (page.Length > pageSize && page[pageSize - 1].Key is { } last)
        {
            response.NextPageToken = PageToken.Write(new Guid(last.ToBytes(), bigEndian: true), query);
        }

        return response;
    }

    [RequireRole(ApiKeyRole.Operator)]
    public override async Task<V1.RetryParkedRowsResponse> RetryParkedRows(V1.RetryParkedRowsRequest request, ServerCallContext context) =>
        new() { Count = await RescheduleAsync(request.SyncDefinitionId, request.Keys, request.All, clock.Now(), context.CancellationToken) };

    [RequireRole(ApiKeyRole.Operator)]
    public override async Task<V1.IgnoreParkedRowsResponse> IgnoreParkedRows(V1.IgnoreParkedRowsRequest request, ServerCallContext context) =>
        new() { Count = await RescheduleAsync(request.SyncDefinitionId, request.Keys, request.All, dueAt: null, context.CancellationToken) };

    private async Task<long> RescheduleAsync(string definitionId, RepeatedField<string> keys, bool all, DateTimeOffset? dueAt, CancellationToken cancellationToken)
    {
        var definition = new SyncDefinitionId(RequestFields.ReadId(definitionId, "sync_definition_id"));
        if (all == keys.Count > 0)
        {
            throw SyncException.Invalid("keys", "is required, or all; give one of them.");
        }

        if (keys.Count > ILedger.KeysMax)
        {
            throw SyncException.Invalid("keys", $"has more than {ILedger.KeysMax} keys.");
        }

        ImmutableArray<SyncKey> read = [.. keys.Select((key, index) => SyncKey.Find(key) ?? throw SyncException.Invalid($"keys[{index}]", "is not a sync key: 32 hexadecimal digits in lower case, as ListParkedRows gives it."))];
        return await ledger.RescheduleParkedAsync(definition, read, dueAt, cancellationToken);
    }

    private static V1.ParkedRow ToProto(Parked parked) => new()
    {
        Key = parked.Key?.ToString() ?? "",
        RowKey = { parked.RowKey?.Parts.Select(part => part.ToPostgresText()) ?? [] },
        Reason = JsonNamingPolicy.SnakeCaseUpper.ConvertName(parked.Reason.ToString()),
        Attempt = parked.Attempt,
        DueTime = parked.DueAt is { } due ? Timestamp.FromDateTimeOffset(due) : null,
        Direction = (V1.SyncDirection)parked.Direction,
    };
}
