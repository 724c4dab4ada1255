using System.Collections.Immutable;
using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Introspection;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.SharePointLists;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.SyncDefinitions.Compilation;
using OrleansSync.Engine.Values.Lists;

namespace OrleansSync.Engine.Provisioning;

/// <summary>Finds the lists that the foreign keys of a table can look up.</summary>
public sealed class ParentLists(ISyncDefinitions definitions, IResources<ListSpec> lists, ITableFacts tables)
{
    private const string Title = "Title";

    /// <summary>The lists; a lookup sees lists of its own site only (sharepoint-graph.md 4.2), and one of them.</summary>
    /// <param name="databaseId">The database.</param>
    /// <param name="table">The table.</param>
    /// <param name="siteId">The site of the list that looks up.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<ImmutableArray<ParentList>> FindAsync(Guid databaseId, RelationInfo table, Guid siteId, CancellationToken cancellationToken)
    {
        var targets = table.Constraints.Where(constraint => constraint is { Kind: ConstraintKind.ForeignKey, Columns.Length: 1, Target: not null }).Select(constraint => constraint.Target).ToHashSet();
        if (targets.Count == 0)
        {
            return [];
        }

        var parents = ImmutableArray.CreateBuilder<ParentList>();
        foreach (var definition in await definitions.ListOfDatabaseAsync(databaseId, cancellationToken))
        {
            var name = new RelationName(definition.Spec.Table.Schema, definition.Spec.Table.Table);
            if (targets.Contains(name) && definition.Spec is { Direction: SyncDirection.Push or SyncDirection.TwoWay, Targets.IsEmpty: true, List.ListId: { } listId }
                && await lists.FindAsync(listId, cancellationToken) is { } list && list.Spec.SiteId == siteId
                && await tables.FindAsync(databaseId, name, cancellationToken) is { } parent
                && KeyPlan.Make(definition.Spec.Key, parent.KeyColumns, parent.Uniques).Plan is { Columns: [var key] })
            {
                parents.Add(new(definition.Id.Value, definition.Spec.Name, name, key.Name, list.Spec.ListGuid, Shown(definition.Spec, list.Spec)));
            }
        }

        return parents.ToImmutable();
    }

    // The title, if anything is written to it; else the first line of text that is.
    private static string Shown(SyncDefinitionSpec spec, ListSpec list) =>
        spec.Mappings.Any(mapping => mapping.Field == Title) ? Title
        : spec.Mappings.FirstOrDefault(mapping => list.Find(mapping.Field)?.Column.Kind == ListColumnKind.Text)?.Field ?? Title;
}
