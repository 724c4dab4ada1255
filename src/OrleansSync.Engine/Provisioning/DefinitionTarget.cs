using System.Collections.Immutable;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Expressions;
using OrleansSync.Engine.Introspection;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Mapping;
using OrleansSync.Engine.SharePointLists;
using OrleansSync.Engine.SharePointSites;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.SyncDefinitions.Compilation;
using OrleansSync.Engine.Values.Lists;

namespace OrleansSync.Engine.Provisioning;

/// <summary>Puts a list that is made for a table into a definition. Pure.</summary>
public static class DefinitionTarget
{
    private const string MarkColumnName = "OrleansSyncDeleted";

    /// <summary>The spec with the list as its default one, or as the one of rows for which a condition is true; and with the mappings, when it has none.</summary>
    /// <param name="spec">The definition.</param>
    /// <param name="list">The list, and how it is named.</param>
    /// <param name="when">The condition; empty for the default list.</param>
    /// <param name="mappings">The mappings onto the list.</param>
    public static (SyncDefinitionSpec Spec, FieldViolation? Violation) Attach(SyncDefinitionSpec spec, ListReference list, string when, ImmutableArray<FieldMapping> mappings)
    {
        var id = list.ListId ?? throw new ArgumentException("The list is declared.", nameof(list));
        var mapped = spec.Mappings.IsEmpty ? spec with { Mappings = mappings } : spec;
        if (when.Length == 0)
        {
            return spec.List.ListId is { } other && other != id
                ? (spec, new FieldViolation("when", "is required: the definition has a default list already, so say which rows belong in this one."))
                : (mapped with { List = list }, null);
        }

        var index = spec.Targets.ToList().FindIndex(target => target.ListId == id);
        return (mapped with { Targets = index < 0 ? spec.Targets.Add(new SyncTarget(id, when)) : spec.Targets.SetItem(index, new SyncTarget(id, when)) }, null);
    }

    /// <summary>The columns of the table by which rows are looked for: those of the key, of the cursor, and of conditions.</summary>
    /// <param name="spec">The definition; null for none.</param>
    /// <param name="table">Its table.</param>
    /// <param name="when">The condition of the list; empty for none.</param>
    public static ImmutableArray<string> Filtered(SyncDefinitionSpec? spec, RelationInfo table, string when)
    {
        var columns = new ExpressionColumns(table.Columns.Select(column => ExpressionColumn.Of(column.Name, column.Type, column.IsNullable)));
        var read = (spec?.Targets.Select(target => target.When) ?? []).Append(when).Where(text => text.Length > 0)
            .SelectMany(text => Expression.CompileCondition(text, columns).Expression?.Columns ?? []).Select(ordinal => table.Columns[ordinal].Name);
        var key = KeyPlan.Make(spec?.Key ?? KeyChoice.PrimaryKey, table.KeyColumns, table.Uniques).Plan?.Columns.Select(column => column.Name) ?? [];
        return [.. key.Concat(spec is { Cursor.Column.Length: > 0 } ? [spec.Cursor.Column] : Array.Empty<string>()).Concat(read).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The list as it will be: with the names that the definition maps already, or else those that are asked for.</summary>
    /// <param name="spec">The definition; null for none.</param>
    /// <param name="id">The list's id.</param>
    /// <param name="list">What it is to be like.</param>
    /// <param name="plan">The plan of its columns.</param>
    /// <param name="site">Its site.</param>
    public static ListFacts Foresee(SyncDefinitionSpec? spec, Guid id, ListDeclaration list, ImmutableArray<PlannedColumn> plan, (Guid Id, SiteSpec Spec) site)
    {
        var columns = ImmutableArray.CreateBuilder<KnownColumn>();
        columns.Add(new(new ListColumn(SyncKey.ColumnName, ListColumnKind.Text, LengthMax: ListColumn.LineLengthMax), SyncKey.ColumnName, IsHidden: true, IsIndexed: true, IsUnique: true));
        columns.Add(new(new ListColumn(MarkColumnName, ListColumnKind.Boolean), MarkColumnName, IsHidden: false, IsIndexed: false, IsUnique: false));
        foreach (var (column, declaration) in plan.Where(column => column.Declaration is not null).Select(column => (column, column.Declaration!))) // Filtered in the same line.
        {
            columns.Add(new(new ListColumn(FieldOf(spec, column), declaration.Kind, LengthMax: declaration.Kind == ListColumnKind.Text ? ListColumn.LineLengthMax : null), declaration.DisplayName, false, declaration.IsIndexed, false)
            {
                Choices = declaration.Choices,
                LookupList = declaration.Parent?.ListGuid.ToString("D"),
            });
        }

        return new(id, new ListSpec(site.Id, Guid.Empty, list.DisplayName, 0, list.KeyMode, SyncKey.ColumnName, list.HasMark ? MarkColumnName : "", Catalog.ResourceStatus.Active, columns.ToImmutable()), site.Spec);
    }

    /// <summary>The mappings onto the list as it will be.</summary>
    public static ImmutableArray<FieldMapping> Foresee(SyncDefinitionSpec? spec, ImmutableArray<PlannedColumn> plan) =>
        [.. plan.Where(column => column.Declaration is not null).Select(column => column.ToMapping(FieldOf(spec, column)))];

    private static string FieldOf(SyncDefinitionSpec? spec, PlannedColumn column) =>
        spec?.Mappings.FirstOrDefault(mapping => mapping.Column == column.Column.Name)?.Field ?? column.Declaration?.DisplayName ?? "";
}
