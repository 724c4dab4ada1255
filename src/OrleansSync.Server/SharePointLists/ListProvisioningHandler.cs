using Grpc.Core;
using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Provisioning;
using OrleansSync.Engine.Requests;
using OrleansSync.Engine.SharePointLists;
using OrleansSync.Engine.SharePointSites;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Grains.SyncDefinitions;
using OrleansSync.Server.Catalog;
using OrleansSync.Server.Requests;
using OrleansSync.Server.SyncDefinitions;

namespace OrleansSync.Server.SharePointLists;

/// <summary>Makes a list for a table: plans, declares the site, makes the list, declares it, and puts it into the definition. Each step finds what an earlier call has done.</summary>
internal sealed class ListProvisioningHandler(
    ListProvisioningPlanner planner, IResources<SiteSpec> sites, IResources<ListSpec> lists, IListProvisioning provisioning, SharePointListNoun noun,
    CatalogHandler<ListSpec, V1.SharePointList> handler, IListNumbers numbers, IGrainFactory grains, IIdSource ids, TimeProvider clock)
{
    public async Task<V1.ProvisionSharePointListResponse> ProvisionAsync(V1.ProvisionSharePointListRequest request, ServerCallContext context)
    {
        var key = RequestFields.ReadRequestKey(request, request.RequestId, context);
        var plan = await planner.PlanAsync(request, key, context.CancellationToken);
        var response = new V1.ProvisionSharePointListResponse { Columns = { plan.Columns.Select(ToProto) } };
        if (request.ValidateOnly)
        {
            response.FieldMappings.AddRange(DefinitionTarget.Foresee(plan.Spec, plan.Columns).Select(SyncDefinitionMapping.ToProto));
            response.SyncDefinition = Foresee(plan, request.When);
            return response;
        }

        var site = plan.IsNewSite ? await sites.CreateAsync(plan.Site, request: null, context.CancellationToken) : plan.Site;
        var made = await provisioning.ProvisionAsync(site.Spec.ConnectionId, site.Spec.GraphId, plan.List, context.CancellationToken);
        var declared = await DeclareAsync(site, made, plan.List, context.CancellationToken);
        var mappings = plan.Columns.Where(column => column.Declaration is not null).Select(column => column.ToMapping(made.Columns[column.Declaration!.DisplayName].Column.Name)).ToList(); // Filtered in the same line.
        response.SharepointList = handler.ToMessage(declared);
        response.Made.AddRange(made.Made);
        response.FieldMappings.AddRange(mappings.Select(SyncDefinitionMapping.ToProto));
        if (plan.Spec is { } spec)
        {
            var (attached, violation) = DefinitionTarget.Attach(spec, new ListReference(site.Spec.SiteUrl, declared.Spec.DisplayName, declared.Id), request.When, [.. mappings]);
            response.SyncDefinition = violation is null ? (await SaveAsync(plan, attached, key, context)).ToProto() : throw SyncException.Invalid([violation]);
        }

        return response;
    }

    private Task<SyncDefinition> SaveAsync(ProvisioningPlan plan, SyncDefinitionSpec spec, RequestKey? key, ServerCallContext context)
    {
        var author = RequestFields.ReadCaller(context);
        return plan.Known is { } known
            ? grains.GetGrain<ISyncDefinitionGrain>(known.Id.Value).UpdateAsync(spec, known.Etag, author, key, validateOnly: false, context.CancellationToken)
            : grains.GetGrain<ISyncDefinitionGrain>(ids.Next()).CreateAsync(spec, author, key, validateOnly: false, context.CancellationToken);
    }

    private V1.SyncDefinition? Foresee(ProvisioningPlan plan, string when)
    {
        if (plan.Spec is not { } spec)
        {
            return null;
        }

        // The list has no id yet, so none is told.
        var foreseen = ListProvisioningPlanner.Foresee(plan, spec, Guid.Empty, when).Spec;
        var answer = (plan.Known is { } known ? known with { Spec = foreseen } : SyncDefinition.Create(new SyncDefinitionId(Guid.Empty), foreseen, clock.Now())).ToProto();
        (answer.Id, answer.Etag) = plan.Known is null ? ("", "") : (answer.Id, answer.Etag);
        if (answer.List.SharepointListId == $"{Guid.Empty:D}")
        {
            answer.List.SharepointListId = "";
        }

        foreach (var target in answer.Targets.Where(target => target.SharepointListId == $"{Guid.Empty:D}"))
        {
            target.SharepointListId = "";
        }

        return answer;
    }

    private async Task<Resource<ListSpec>> DeclareAsync(Resource<SiteSpec> site, ProvisionedFacts made, ListDeclaration list, CancellationToken cancellationToken)
    {
        var known = await lists.FindByNameAsync(site.Id, made.ListGuid.ToString("D"), cancellationToken);
        var wanted = new ListSpec(
            site.Id, made.ListGuid, list.DisplayName, known?.Spec.Number ?? await numbers.NextAsync(cancellationToken), list.KeyMode, made.KeyColumn,
            made.MarkColumn.Length > 0 ? made.MarkColumn : known?.Spec.MarkColumn ?? "", ResourceStatus.Active, known?.Spec.Columns ?? []);
        var spec = await noun.ReadAsync(wanted, site.Spec, cancellationToken);
        if (known is null)
        {
            var now = clock.Now();
            return await lists.CreateAsync(new Resource<ListSpec>(ids.Next(), 1, spec, now, now), request: null, cancellationToken);
        }

        var changed = known.Change(spec, clock.Now());
        return changed.Revision == known.Revision ? known : await lists.UpdateAsync(changed, request: null, cancellationToken);
    }

    private static V1.ProvisionedColumn ToProto(PlannedColumn column) => new()
    {
        Column = column.Column.Name,
        DisplayName = column.Declaration?.DisplayName ?? "",
        Kind = column.Declaration?.Kind.ToString() ?? "",
        IsSkipped = column.Declaration is null,
        Remark = column.Remark,
        IsIndexed = column.Declaration?.IsIndexed == true,
        ParentSyncDefinitionId = column.Declaration?.Parent?.DefinitionId.ToString("D") ?? "",
    };
}
