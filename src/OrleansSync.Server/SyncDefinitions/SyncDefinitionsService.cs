using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using OrleansSync.Engine.ApiKeys;
using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Introspection;
using OrleansSync.Engine.Mapping;
using OrleansSync.Engine.Provisioning;
using OrleansSync.Engine.SharePointLists;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.SyncDefinitions.Compilation;
using OrleansSync.Grains.SyncDefinitions;
using OrleansSync.Server.Auth;
using OrleansSync.Server.Catalog;
using OrleansSync.Server.Requests;

namespace OrleansSync.Server.SyncDefinitions;

/// <summary>Sync definitions over gRPC: translates, and decides nothing.</summary>
internal sealed class SyncDefinitionsService(IGrainFactory grains, ISyncDefinitions definitions, IResources<ListSpec> lists, ITableFacts tables, ParentLists parents, IIdSource ids)
    : V1.SyncDefinitions.SyncDefinitionsBase
{
    // A filter that few definitions pass must not read the whole store in one call.
    private const int ReadPagesMax = 20;

    // Of changes without an etag that meet another change.
    private const int UpdateAttemptsMax = 5;

    private static readonly IReadOnlySet<string> Given = MessageDescriptorFields.And("state", "missing");

    [RequireRole(ApiKeyRole.Operator)]
    public override async Task<V1.SyncDefinition> CreateSyncDefinition(V1.CreateSyncDefinitionRequest request, ServerCallContext context)
    {
        var spec = request.SyncDefinition.Required().ToSpec();
        var requestKey = RequestFields.ReadRequestKey(request, request.RequestId, context);
        var created = await GetGrain(ids.Next()).CreateAsync(spec, RequestFields.ReadCaller(context), requestKey, request.ValidateOnly, context.CancellationToken);
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
        var filter = MessageFilter.Read(request.Filter, V1.SyncDefinition.Descriptor);
        var query = $"{context.Method}\n{request.Filter}";
        var after = PageToken.Read(request.PageToken, query);
        var response = new V1.ListSyncDefinitionsResponse();
        for (var read = 0; read < ReadPagesMax; read++)
        {
            // One more than asked for tells whether there is a next page.
            var page = await definitions.ListAsync(after is { } id ? new SyncDefinitionId(id) : null, pageSize + 1, context.CancellationToken);
            foreach (var definition in page)
            {
                var message = definition.ToProto();
                if (!filter.Accepts(message))
                {
                    after = definition.Id.Value;
                    continue;
                }

                if (response.SyncDefinitions.Count == pageSize)
                {
                    response.NextPageToken = PageToken.Write(after.GetValueOrDefault(), query);
                    return response;
                }

                response.SyncDefinitions.Add(message);
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
        var requestKey = RequestFields.ReadRequestKey(request, request.RequestId, context);
        if (requestKey is not null && await definitions.FindAnswerAsync(requestKey, context.CancellationToken) is { Definition: { } answered })
        {
            return answered.ToProto();
        }

        for (var attempt = 1; ; attempt++)
        {
            var known = await GetGrain(id).FindAsync(context.CancellationToken) ?? throw SyncException.NotFound("sync definition", id);
            known.CheckEtag(definition.Etag);
            var spec = MessageMask.Merge(request.UpdateMask, definition, known.ToProto(), Given).ToSpec();
            try
            {
                return (await GetGrain(id).UpdateAsync(spec, known.Etag, RequestFields.ReadCaller(context), requestKey, request.ValidateOnly, context.CancellationToken)).ToProto();
            }
            catch (SyncException exception) when (exception.Error == SyncError.EtagMismatch && definition.Etag.Length == 0 && attempt < UpdateAttemptsMax)
            {
                // Somebody changed other fields in between; the caller did not ask to be told.
            }
        }
    }

    [RequireRole(ApiKeyRole.Operator)]
    public override async Task<V1.DeleteSyncDefinitionResponse> DeleteSyncDefinition(V1.DeleteSyncDefinitionRequest request, ServerCallContext context)
    {
        var id = RequestFields.ReadId(request.Id, "id");
        var requestKey = RequestFields.ReadRequestKey(request, request.RequestId, context);
        await GetGrain(id).DeleteAsync(request.Etag, requestKey, request.ValidateOnly, context.CancellationToken);
        return new V1.DeleteSyncDefinitionResponse();
    }

    [RequireRole(ApiKeyRole.Operator)]
    public override async Task<V1.ResetSyncCursorResponse> ResetSyncCursor(V1.ResetSyncCursorRequest request, ServerCallContext context)
    {
        await grains.GetGrain<ISyncDefinitionGrain>(RequestFields.ReadId(request.Id, "id")).ResetCursorAsync(request.Reconcile, context.CancellationToken);
        return new V1.ResetSyncCursorResponse();
    }

    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task<V1.ListSyncDefinitionVersionsResponse> ListSyncDefinitionVersions(V1.ListSyncDefinitionVersionsRequest request, ServerCallContext context)
    {
        var id = RequestFields.ReadId(request.Id, "id");
        var (pageSize, query) = (RequestFields.ReadPageSize(request.PageSize), $"{context.Method}\n{request.Id}");
        var before = PageToken.Read(request.PageToken, query) is { } token ? BitConverter.ToInt64(token.ToByteArray()) : long.MaxValue;
        var page = await definitions.ListVersionsAsync(new SyncDefinitionId(id), before, pageSize + 1, context.CancellationToken);
        if (page.IsEmpty && request.PageToken.Length == 0)
        {
            throw SyncException.NotFound("sync definition", id);
        }

        var response = new V1.ListSyncDefinitionVersionsResponse();
        response.Versions.AddRange(page.Take(pageSize).Select(version => new V1.SyncDefinitionVersion
        {
            SyncDefinition = version.ToProto(),
            AuthorId = version.AuthorId?.ToString("D") ?? "",
            ChangeTime = Timestamp.FromDateTimeOffset(version.UpdatedAt),
        }));
        if (page.Length > pageSize)
        {
            response.NextPageToken = PageToken.Write(new Guid([.. BitConverter.GetBytes(page[pageSize - 1].Revision), .. new byte[8]]), query);
        }

        return response;
    }

    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task<V1.ProposeFieldMappingsResponse> ProposeFieldMappings(V1.ProposeFieldMappingsRequest request, ServerCallContext context)
    {
        var database = RequestFields.ReadId(request.DatabaseId, "database_id");
        var listId = RequestFields.ReadId(request.SharepointListId, "sharepoint_list_id");
        var list = await lists.FindAsync(listId, context.CancellationToken) ?? throw SyncException.NotFound("SharePoint list", listId);
        var table = await tables.FindAsync(database, new RelationName(request.Table?.Schema ?? "", request.Table?.Table ?? ""), context.CancellationToken)
            ?? throw SyncException.Invalid("table.table", "is not there, or the role may not see it; names have the case that they were made with.");
        var kept = new HashSet<string>(StringComparer.Ordinal) { list.Spec.KeyColumn, list.Spec.MarkColumn };
        var direction = request.Direction == V1.SyncDirection.Unspecified ? SyncDirection.Push : (SyncDirection)request.Direction;
        var proposals = MappingProposals.Propose(table, list.Spec.Columns, kept, direction, await parents.FindAsync(database, table, list.Spec.SiteId, context.CancellationToken));
        return new V1.ProposeFieldMappingsResponse
        {
            Proposals = { proposals.Select(proposal => new V1.ProposedMapping { FieldMapping = SyncDefinitionMapping.ToProto(proposal.Mapping), Confidence = proposal.Confidence, Reason = proposal.Reason }) },
            UnmappedColumns = { table.Columns.Select(column => column.Name).Except(proposals.Select(proposal => proposal.Mapping.Column)) },
            UnmappedFields =
            {
                list.Spec.Columns.Where(field => !field.IsHidden && !field.Column.IsReadOnly && !kept.Contains(field.Column.Name)).Select(field => field.Column.Name)
                    .Except(proposals.Select(proposal => proposal.Mapping.Field)),
            },
        };
    }

    private ISyncDefinitionGrain GetGrain(Guid id) => grains.GetGrain<ISyncDefinitionGrain>(id);
}
