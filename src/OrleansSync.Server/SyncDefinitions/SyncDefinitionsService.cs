using Grpc.Core;
using OrleansSync.Engine.ApiKeys;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Grains.SyncDefinitions;
using OrleansSync.Server.Auth;
using OrleansSync.Server.Requests;

namespace OrleansSync.Server.SyncDefinitions;

/// <summary>Sync definitions over gRPC: translates, and decides nothing.</summary>
internal sealed class SyncDefinitionsService(IGrainFactory grains, ISyncDefinitions definitions, IIdSource ids) : V1.SyncDefinitions.SyncDefinitionsBase
{
    // A filter that few definitions pass must not read the whole store in one call.
    private const int ReadPagesMax = 20;

    [RequireRole(ApiKeyRole.Operator)]
    public override async Task<V1.SyncDefinition> CreateSyncDefinition(V1.CreateSyncDefinitionRequest request, ServerCallContext context)
    {
        var spec = request.SyncDefinition.Required().ToSpec();
        var requestKey = RequestFields.ReadRequestKey(request, request.RequestId, context);
        var created = await GetGrain(ids.Next()).CreateAsync(spec, requestKey, request.ValidateOnly, context.CancellationToken);
        var answer = created.ToProto();
        if (request.ValidateOnly)
        {
            // The id was never given to anything.
            answer.Id = "";
            answer.Etag = "";
        }

        return answer;
    }

    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task<V1.SyncDefinition> GetSyncDefinition(V1.GetSyncDefinitionRequest request, ServerCallContext context)
    {
        var id = RequestFields.ReadId(request.Id, "id");
        var found = await GetGrain(id).FindAsync(context.CancellationToken);
        return found?.ToProto() ?? throw SyncException.NotFound("sync definition", id);
    }

    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task<V1.ListSyncDefinitionsResponse> ListSyncDefinitions(V1.ListSyncDefinitionsRequest request, ServerCallContext context)
    {
        var pageSize = RequestFields.ReadPageSize(request.PageSize);
        var (filter, problem) = SyncDefinitionFilter.Parse(request.Filter);
        if (filter is null)
        {
            throw SyncException.Invalid("filter", problem ?? "does not parse.");
        }

        var query = $"{context.Method}\n{request.Filter}";
        var after = PageToken.Read(request.PageToken, query);
        var response = new V1.ListSyncDefinitionsResponse();
        for (var read = 0; read < ReadPagesMax; read++)
        {
            // One more than asked for tells whether there is a next page.
            var page = await definitions.ListAsync(after is { } id ? new SyncDefinitionId(id) : null, pageSize + 1, context.CancellationToken);
            foreach (var definition in page)
            {
                if (!filter.Accepts(definition.Spec))
                {
                    after = definition.Id.Value;
                    continue;
                }

                if (response.SyncDefinitions.Count == pageSize)
                {
                    response.NextPageToken = PageToken.Write(after.GetValueOrDefault(), query);
                    return response;
                }

                response.SyncDefinitions.Add(definition.ToProto());
                after = definition.Id.Value;
            }

            if (page.Length <= pageSize)
            {
                return response;
            }
        }

        response.NextPageToken = PageToken.Write(after.GetValueOrDefault(), query);
        return response;
    }

    [RequireRole(ApiKeyRole.Operator)]
    public override async Task<V1.SyncDefinition> UpdateSyncDefinition(V1.UpdateSyncDefinitionRequest request, ServerCallContext context)
    {
        var definition = request.SyncDefinition.Required();
        var id = RequestFields.ReadId(definition.Id, "sync_definition.id");
        var values = definition.ToSpec();
        var change = new SyncDefinitionChange(SyncDefinitionMask.Read(request.UpdateMask, values), values);
        var requestKey = RequestFields.ReadRequestKey(request, request.RequestId, context);
        var updated = await GetGrain(id).UpdateAsync(change, definition.Etag, requestKey, request.ValidateOnly, context.CancellationToken);
        return updated.ToProto();
    }

    [RequireRole(ApiKeyRole.Operator)]
    public override async Task<V1.DeleteSyncDefinitionResponse> DeleteSyncDefinition(V1.DeleteSyncDefinitionRequest request, ServerCallContext context)
    {
        var id = RequestFields.ReadId(request.Id, "id");
        var requestKey = RequestFields.ReadRequestKey(request, request.RequestId, context);
        await GetGrain(id).DeleteAsync(request.Etag, requestKey, request.ValidateOnly, context.CancellationToken);
        return new V1.DeleteSyncDefinitionResponse();
    }

    private ISyncDefinitionGrain GetGrain(Guid id) => grains.GetGrain<ISyncDefinitionGrain>(id);
}
