using System.Collections.Immutable;
using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Introspection;
using OrleansSync.Engine.Mapping;
using OrleansSync.Engine.Provisioning;
using OrleansSync.Engine.SharePointLists;
using OrleansSync.Engine.SharePointSites;
using OrleansSync.Engine.SyncDefinitions.Compilation;
using OrleansSync.Engine.Text;
using OrleansSync.Engine.Values.Lists;
using OrleansSync.Server.Catalog;
using OrleansSync.Server.Requests;
using OrleansSync.Server.SyncDefinitions;

namespace OrleansSync.Server.SharePointLists;

/// <summary>Makes a list for a table: plan, make, declare.</summary>
internal sealed class ListProvisioningHandler(
    IResources<SiteSpec> sites, IResources<ListSpec> lists, ITableFacts tables, IListProvisioning provisioning, SharePointListNoun noun,
    CatalogHandler<ListSpec, V1.SharePointList> handler, IListNumbers numbers, IIdSource ids, TimeProvider clock)
{
    private const int NameLengthMax = 255;

    public async Task<V1.ProvisionSharePointListResponse> ProvisionAsync(V1.ProvisionSharePointListRequest request, CancellationToken cancellationToken)
    {
        var (site, plan) = await PlanAsync(request, cancellationToken);
        var response = new V1.ProvisionSharePointListResponse { Columns = { plan.Select(ToProto) } };
        if (request.ValidateOnly)
        {
            response.FieldMappings.AddRange(plan.Where(column => column.Declaration is not null).Select(column => ToMapping(column, column.Declaration!.DisplayName)));
            return response;
        }

        var mode = request.KeyMode == V1.ListKeyMode.Unindexed ? ListKeyMode.Unindexed : ListKeyMode.Provisioned;
        var wanted = new ListDeclaration(request.DisplayName, [.. plan.Select(column => column.Declaration).OfType<ColumnDeclaration>()], mode, request.HasMarkColumn);
        var made = await provisioning.ProvisionAsync(site.Spec.ConnectionId, site.Spec.GraphId, wanted, cancellationToken);
        var declared = await DeclareAsync(site, made, mode, request.DisplayName, cancellationToken);
        response.SharepointList = handler.ToMessage(declared);
        response.Made.AddRange(made.Made);
        response.FieldMappings.AddRange(plan.Where(column => column.Declaration is not null).Select(column => ToMapping(column, made.Columns[column.Declaration!.DisplayName].Column.Name)));
        return response;
    }

    private async Task<(Resource<SiteSpec> Site, ImmutableArray<PlannedColumn> Plan)> PlanAsync(V1.ProvisionSharePointListRequest request, CancellationToken cancellationToken)
    {
        var (siteId, database) = (RequestFields.ReadId(request.SiteId, "site_id"), RequestFields.ReadId(request.DatabaseId, "database_id"));
        var site = await sites.FindAsync(siteId, cancellationToken) ?? throw SyncException.NotFound("SharePoint site", siteId);
        var violations = new List<FieldViolation>();
        if (TextRules.CheckLine(request.DisplayName, NameLengthMax) is { } problem)
        {
            violations.Add(new("display_name", problem));
        }

        if (request.KeyMode == V1.ListKeyMode.UserColumn || !Enum.IsDefined(request.KeyMode))
        {
            violations.Add(new("key_mode", "is PROVISIONED or UNINDEXED for a list that is made; declare a list of yours to give a column of its over to keys."));
        }

        var table = await tables.FindAsync(database, new RelationName(request.Table?.Schema ?? "", request.Table?.Table ?? ""), cancellationToken);
        if (table is null)
        {
            violations.Add(new("table.table", "is not there, or the role may not see it; names have the case that they were made with."));
            throw SyncException.Invalid(violations);
        }

        var (plan, wrong) = ListPlan.Make(table, [.. request.ColumnChoices.Select(ReadChoice)], site.Spec.TimeZone.Length > 0, "column_choices");
        violations.AddRange(wrong);
        return violations.Count == 0 ? (site, plan) : throw SyncException.Invalid(violations);
    }

    private static ColumnChoice ReadChoice(V1.ColumnChoice choice, int index)
    {
        ListColumnKind? kind = choice.Kind.Length == 0 ? null
            : Enum.TryParse<ListColumnKind>(choice.Kind, ignoreCase: true, out var given) && Enum.IsDefined(given) && !char.IsAsciiDigit(choice.Kind[0]) ? given
            : throw SyncException.Invalid($"column_choices[{index}].kind", "is not a kind: Text, Note, Number, Currency, Boolean, DateTime, DateOnly, Choice, MultiChoice or Hyperlink.");
        return new(choice.Column, choice.DisplayName, kind, choice.IsSkipped);
    }

    private async Task<Resource<ListSpec>> DeclareAsync(Resource<SiteSpec> site, ProvisionedFacts made, ListKeyMode mode, string displayName, CancellationToken cancellationToken)
    {
        var known = await lists.FindByNameAsync(site.Id, made.ListGuid.ToString("D"), cancellationToken);
        var wanted = new ListSpec(
            site.Id, made.ListGuid, displayName, known?.Spec.Number ?? await numbers.NextAsync(cancellationToken), mode, made.KeyColumn,
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

    private static V1.FieldMapping ToMapping(PlannedColumn column, string field) =>
        SyncDefinitionMapping.ToProto(new FieldMapping(column.Column.Name, field, ValuesFit: column.ValuesFit));

    private static V1.ProvisionedColumn ToProto(PlannedColumn column) => new()
    {
        Column = column.Column.Name,
        DisplayName = column.Declaration?.DisplayName ?? "",
        Kind = column.Declaration?.Kind.ToString() ?? "",
        IsSkipped = column.Declaration is null,
        Remark = column.Remark,
    };
}
