using System.Collections.Immutable;
using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Databases;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Introspection;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.SharePointConnections;
using OrleansSync.Engine.SharePointLists;
using OrleansSync.Engine.SharePointSites;

namespace OrleansSync.Engine.SyncDefinitions.Compilation;

/// <summary>Looks up what a definition names, in the catalog and where it is, and compiles it.</summary>
public sealed class DefinitionCatalog(
    IResources<DatabaseSpec> databases, IResources<ListSpec> lists, IResources<SiteSpec> sites, ITableFacts tables, ITenantDirectory tenants, ISyncDefinitions definitions) : IDefinitionCatalog
{
    /// <inheritdoc/>
    public async Task<SyncDefinitionSpec> ResolveAsync(SyncDefinitionSpec spec, CancellationToken cancellationToken)
    {
        if (spec.List.ListId is not { } id || await lists.FindAsync(id, cancellationToken) is not { } list)
        {
            return spec;
        }

        var site = await sites.FindAsync(list.Spec.SiteId, cancellationToken);
        return spec with { List = spec.List with { SiteUrl = site?.Spec.SiteUrl ?? spec.List.SiteUrl, List = list.Spec.DisplayName } };
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<FieldViolation>> CheckAsync(SyncDefinitionSpec spec, CancellationToken cancellationToken) =>
        (await TryCompileAsync(spec, planned: null, cancellationToken)).Violations;

    /// <inheritdoc/>
    public async Task<ImmutableArray<FieldViolation>> CheckPlannedAsync(SyncDefinitionSpec spec, ListFacts planned, CancellationToken cancellationToken) =>
        (await TryCompileAsync(spec, planned, cancellationToken)).Violations;

    /// <inheritdoc/>
    public async Task<CompiledDefinition> CompileAsync(SyncDefinitionSpec spec, CancellationToken cancellationToken)
    {
        if (!spec.Missing.IsEmpty)
        {
            throw new SyncException(SyncError.DefinitionIncomplete, $"The definition is a draft: it lacks {string.Join(", ", spec.Missing)}.");
        }

        var (compiled, violations) = await TryCompileAsync(spec, planned: null, cancellationToken);
        return compiled ?? throw new SyncException(
            SyncError.DefinitionIncomplete, $"The table or a list is not as it was when the definition was saved. {string.Join(" ", violations.Select(violation => $"{violation.Field}: {violation.Problem}"))}");
    }

    private async Task<(CompiledDefinition? Compiled, ImmutableArray<FieldViolation> Violations)> TryCompileAsync(SyncDefinitionSpec spec, ListFacts? planned, CancellationToken cancellationToken)
    {
        var problems = new FieldProblems("sync_definition");
        var table = await FindTableAsync(spec, problems, cancellationToken);
        var facts = await FindListsAsync(spec, planned, problems, cancellationToken);
        var violations = problems.ToImmutable();
        if (table is null || facts.Length != spec.ListIds.Length || facts.IsEmpty || spec.Mappings.IsEmpty)
        {
            return (null, violations);
        }

        var (compiled, wrong) = DefinitionCompiler.Compile(spec, table, facts, await FindParentsAsync(spec, cancellationToken));
        return violations.IsEmpty ? (compiled, wrong) : (null, [.. violations, .. wrong]);
    }

    private async Task<RelationInfo?> FindTableAsync(SyncDefinitionSpec spec, FieldProblems problems, CancellationToken cancellationToken)
    {
        if (spec.DatabaseId is not { } database)
        {
            return null;
        }

        if (await databases.FindAsync(database, cancellationToken) is null)
        {
            problems.Add("database_id", "names no declared database.");
            return null;
        }

        var table = await tables.FindAsync(database, new RelationName(spec.Table.Schema, spec.Table.Table), cancellationToken);
        problems.AddIf(table is null, "table.table", "is not there, or the role may not see it; names have the case that they were made with.");
        if (table is not null && await tables.FindAccessAsync(database, table.Name, AccessCheck.ColumnsOf(spec, table), cancellationToken) is { } access)
        {
            AccessCheck.Add(spec, access, problems);
        }

        return table;
    }

    private async Task<ImmutableArray<ListFacts>> FindListsAsync(SyncDefinitionSpec spec, ListFacts? planned, FieldProblems problems, CancellationToken cancellationToken)
    {
        var facts = ImmutableArray.CreateBuilder<ListFacts>();
        foreach (var id in spec.ListIds)
        {
            if (planned?.Id == id)
            {
                facts.Add(planned);
                continue;
            }

            var field = spec.List.ListId == id ? "list.sharepoint_list_id" : $"targets[{spec.Targets.ToList().FindIndex(target => target.ListId == id)}].sharepoint_list_id";
            if (await lists.FindAsync(id, cancellationToken) is not { } list || await sites.FindAsync(list.Spec.SiteId, cancellationToken) is not { } site)
            {
                problems.Add(field, "names no declared list.");
                continue;
            }

            if (list.Spec.Status == ResourceStatus.Disabled || site.Spec.Status == ResourceStatus.Disabled)
            {
                problems.Add(field, "is disabled, or its site is; set the status ACTIVE to use it.");
                continue;
            }

            var columns = await tenants.ListColumnsAsync(site.Spec.ConnectionId, site.Spec.GraphId, list.Spec.ListGuid, cancellationToken);
            facts.Add(new ListFacts(id, list.Spec with { Columns = columns }, site.Spec));
        }

        return facts.ToImmutable();
    }

    private async Task<ImmutableArray<ParentFacts>> FindParentsAsync(SyncDefinitionSpec spec, CancellationToken cancellationToken)
    {
        var facts = ImmutableArray.CreateBuilder<ParentFacts>();
        foreach (var id in spec.Parents)
        {
            if (await definitions.FindAsync(id, cancellationToken) is not { Spec: var parent })
            {
                continue;
            }

            var table = parent.DatabaseId is { } database ? await tables.FindAsync(database, new RelationName(parent.Table.Schema, parent.Table.Table), cancellationToken) : null;
            var named = ImmutableArray.CreateBuilder<ListSpec>();
            foreach (var listId in parent.ListIds)
            {
                if (await lists.FindAsync(listId, cancellationToken) is { } list)
                {
                    named.Add(list.Spec);
                }
            }

            facts.Add(new ParentFacts(id, parent.DatabaseId, table is null ? null : KeyPlan.Make(parent.Key, table.KeyColumns, table.Uniques).Plan, named.ToImmutable()));
        }

        return facts.ToImmutable();
    }
}
