using System.Collections.Immutable;
using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Introspection;
using OrleansSync.Engine.Provisioning;
using OrleansSync.Engine.Requests;
using OrleansSync.Engine.SharePointLists;
using OrleansSync.Engine.SharePointSites;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.SyncDefinitions.Compilation;
using OrleansSync.Engine.Text;
using OrleansSync.Engine.Values.Lists;
using OrleansSync.Grains.SyncDefinitions;
using OrleansSync.Server.Requests;
using OrleansSync.Server.SharePointSites;
using OrleansSync.Server.SyncDefinitions;

namespace OrleansSync.Server.SharePointLists;

/// <summary>Reads a request to make a list, and finds everything that is wrong with it before anything is made.</summary>
internal sealed class ListProvisioningPlanner(
    IResources<SiteSpec> sites, IResources<ListSpec> lists, SharePointSiteNoun siteNoun, ITableFacts tables, ParentLists parents, IDefinitionCatalog catalog, ISyncDefinitions definitions, IGrainFactory grains, IIdSource ids, TimeProvider clock)
{
    private const int NameLengthMax = 255;
    private const string Choices = "column_choices";

    public async Task<ProvisioningPlan> PlanAsync(V1.ProvisionSharePointListRequest request, RequestKey? requestKey, CancellationToken cancellationToken)
    {
        var database = RequestFields.ReadId(request.DatabaseId, "database_id");
        var (site, isNew) = await FindSiteAsync(request, cancellationToken);
        var violations = new List<FieldViolation>();
        if (TextRules.CheckLine(request.DisplayName, NameLengthMax) is { } problem)
        {
            violations.Add(new("display_name", problem));
        }

        if (request.KeyMode == V1.ListKeyMode.UserColumn || !Enum.IsDefined(request.KeyMode))
        {
            violations.Add(new("key_mode", "is PROVISIONED or UNINDEXED for a list that is made; declare a list of yours to give a column of its over to keys."));
        }

        var name = new RelationName(request.Table?.Schema ?? "", request.Table?.Table ?? "");
        var table = await tables.FindAsync(database, name, cancellationToken);
        if (table is null)
        {
            violations.Add(new("table.table", "is not there, or the role may not see it; names have the case that they were made with."));
            throw SyncException.Invalid(violations);
        }

        var (known, spec) = await FindDefinitionAsync(request, database, name, violations, cancellationToken);
        var rules = new PlanRules(site.Spec.TimeZone.Length > 0)
        {
            Parents = isNew ? [] : await parents.FindAsync(database, table, site.Id, cancellationToken),
            Filtered = DefinitionTarget.Filtered(spec, table, request.When),
            ChosenOnly = request.ChosenOnly,
        };
        var (columns, wrong) = ListPlan.Make(table, [.. request.ColumnChoices.Select(ReadChoice)], rules, Choices);
        violations.AddRange(wrong);
        var list = new ListDeclaration(
            request.DisplayName, [.. columns.Select(column => column.Declaration).OfType<ColumnDeclaration>()],
            request.KeyMode == V1.ListKeyMode.Unindexed ? ListKeyMode.Unindexed : ListKeyMode.Provisioned, request.HasMarkColumn);
        var plan = new ProvisioningPlan(site, isNew, list, columns, known, spec);
        if (violations.Count == 0 && spec is not null && !await IsAnsweredAsync(requestKey, cancellationToken))
        {
            violations.AddRange(await CheckDefinitionAsync(plan, spec, request.When, cancellationToken));
        }

        return violations.Count == 0 ? plan : throw SyncException.Invalid(violations);
    }

    /// <summary>The definition with the list as it will be.</summary>
    public static (SyncDefinitionSpec Spec, FieldViolation? Violation) Foresee(ProvisioningPlan plan, SyncDefinitionSpec spec, Guid listId, string when) => DefinitionTarget.Attach(
        spec, new ListReference(plan.Site.Spec.SiteUrl, plan.List.DisplayName, listId), when, DefinitionTarget.Foresee(spec, plan.Columns));

    private async Task<IEnumerable<FieldViolation>> CheckDefinitionAsync(ProvisioningPlan plan, SyncDefinitionSpec spec, string when, CancellationToken cancellationToken)
    {
        var there = plan.IsNewSite ? null : await FindDeclaredAsync(plan.Site.Id, plan.List.DisplayName, cancellationToken);
        if (there is { } id && spec.ListIds.Contains(id))
        {
            // An earlier call has put it there; what it looks like was checked when the definition was saved.
            return [];
        }

        if (await definitions.IsNameTakenAsync(spec.NameKey, plan.Known?.Id, cancellationToken))
        {
            throw SyncException.NameTaken("sync definition", "sync_definition.name");
        }

        var listId = there ?? ids.Next();
        var (foreseen, violation) = Foresee(plan, spec, listId, when);
        ImmutableArray<FieldViolation> wrong = violation is not null ? [violation] : SyncDefinitionValidator.Validate(foreseen);
        return wrong.IsEmpty
            ? await catalog.CheckPlannedAsync(foreseen, DefinitionTarget.Foresee(spec, listId, plan.List, plan.Columns, (plan.Site.Id, plan.Site.Spec)), cancellationToken)
            : wrong;
    }

    private async Task<bool> IsAnsweredAsync(RequestKey? request, CancellationToken cancellationToken) =>
        request is not null && await definitions.FindAnswerAsync(request, cancellationToken) is not null;

    private async Task<Guid?> FindDeclaredAsync(Guid siteId, string displayName, CancellationToken cancellationToken) =>
        (await lists.ListAllAsync(siteId, cancellationToken)).FirstOrDefault(list => list.Spec.DisplayName.Equals(displayName, StringComparison.OrdinalIgnoreCase))?.Id;

    private async Task<(Resource<SiteSpec> Site, bool IsNew)> FindSiteAsync(V1.ProvisionSharePointListRequest request, CancellationToken cancellationToken)
    {
        if (request.SharepointSite is not { } message)
        {
            var id = RequestFields.ReadId(request.SiteId, "site_id");
            return (await sites.FindAsync(id, cancellationToken) ?? throw SyncException.NotFound("SharePoint site", id), false);
        }

        if (request.SiteId.Length > 0)
        {
            throw SyncException.Invalid("site_id", "is given together with sharepoint_site; give one of them.");
        }

        var spec = siteNoun.ToSpec(message, before: null);
        var violations = siteNoun.Validate(spec, before: null);
        if (!violations.IsEmpty)
        {
            throw SyncException.Invalid(violations);
        }

        if (await sites.FindByNameAsync(spec.ParentId, spec.NameKey, cancellationToken) is { } known)
        {
            return spec.TimeZone.Length == 0 || spec.TimeZone == known.Spec.TimeZone
                ? (known, false)
                : throw SyncException.Invalid("sharepoint_site.time_zone", "is another than the site is declared with; change the site, or leave it out.");
        }

        var (newId, now) = (ids.Next(), clock.Now());
        return (new Resource<SiteSpec>(newId, 1, await siteNoun.ResolveAsync(newId, spec, message, before: null, cancellationToken), now, now), true);
    }

    private async Task<(SyncDefinition? Known, SyncDefinitionSpec? Spec)> FindDefinitionAsync(
        V1.ProvisionSharePointListRequest request, Guid database, RelationName table, List<FieldViolation> violations, CancellationToken cancellationToken)
    {
        if (request.SyncDefinition is not { } message)
        {
            if (request.When.Length > 0)
            {
                violations.Add(new("when", "is a condition of a definition; give sync_definition, too."));
            }

            return (null, null);
        }

        SyncDefinition? known = null;
        if (message.Id.Length > 0)
        {
            var id = RequestFields.ReadId(message.Id, "sync_definition.id");
            known = await grains.GetGrain<ISyncDefinitionGrain>(id).FindAsync(cancellationToken) ?? throw SyncException.NotFound("sync definition", id);
            known.CheckEtag(message.Etag);
        }

        var spec = known?.Spec ?? message.ToSpec();
        if (spec.DatabaseId is { } other && other != database)
        {
            violations.Add(new("sync_definition.database_id", "is another database than the list is made for."));
        }

        var isGiven = spec.Table.Schema.Length > 0 || spec.Table.Table.Length > 0;
        if (isGiven && (spec.Table.Schema, spec.Table.Table) != (table.Schema, table.Name))
        {
            violations.Add(new("sync_definition.table", "is another table than the list is made for."));
        }

        return (known, spec with { DatabaseId = database, Table = new TableReference(table.Schema, table.Name) });
    }

    private static ColumnChoice ReadChoice(V1.ColumnChoice choice, int index)
    {
        ListColumnKind? kind = choice.Kind.Length == 0 ? null
            : Enum.TryParse<ListColumnKind>(choice.Kind, ignoreCase: true, out var given) && Enum.IsDefined(given) && !char.IsAsciiDigit(choice.Kind[0]) ? given
            : throw SyncException.Invalid($"{Choices}[{index}].kind", "is not a kind: Text, Note, Number, Currency, Boolean, DateTime, DateOnly, Choice, MultiChoice, Lookup, Person, MultiPerson or Hyperlink.");
        return new(choice.Column, choice.DisplayName, kind, choice.IsSkipped)
        {
            IsIndexed = choice.IsIndexed,
            ParentId = choice.ParentSyncDefinitionId.Length == 0 ? null : RequestFields.ReadId(choice.ParentSyncDefinitionId, $"{Choices}[{index}].parent_sync_definition_id"),
        };
    }
}
