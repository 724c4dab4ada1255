using System.Collections.Immutable;
using System.Globalization;
using OrleansSync.Engine.Deletes;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Expressions;
using OrleansSync.Engine.Expressions.Checking;
using OrleansSync.Engine.Introspection;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Mapping;
using OrleansSync.Engine.Routing;
using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Canonical;
using OrleansSync.Engine.Values.Lists;
using OrleansSync.Engine.Values.Postgres;

namespace OrleansSync.Engine.SyncDefinitions.Compilation;

/// <summary>
/// Checks a definition against the table and the lists as they are, and finds everything that is wrong at once. Pure. The same code checks a definition
/// that is saved and makes what a run works with, so that no run meets what saving let pass. Field paths are those of the protocol.
/// </summary>
public sealed class DefinitionCompiler
{
    /// <summary>Most columns of ids (lookups, people) in one list: a query may join no more (sharepoint-graph.md 10).</summary>
    public const int LookupsMax = 12;

    private const string Prefix = "sync_definition.";

    // What a lookup holds, whatever the type of the foreign key.
    private static readonly PostgresType ItemId = PostgresType.Of(23);
    private static readonly PostgresType PersonIds = PostgresType.Of(1007);

    private readonly FieldProblems problems = new("sync_definition");
    private readonly List<FieldViolation> found = [];
    private readonly SyncDefinitionSpec spec;
    private readonly RelationInfo table;
    private readonly ImmutableArray<ListFacts> lists;
    private readonly ImmutableArray<ParentFacts> parents;

    private DefinitionCompiler(SyncDefinitionSpec spec, RelationInfo table, ImmutableArray<ListFacts> lists, ImmutableArray<ParentFacts> parents) =>
        (this.spec, this.table, this.lists, this.parents) = (spec, table, lists, parents);

    private bool Pulls => spec.Direction is SyncDirection.Pull or SyncDirection.TwoWay;

    /// <summary>Checks and compiles.</summary>
    /// <param name="spec">A definition without a wrong field and with nothing missing.</param>
    /// <param name="table">Its table as it is.</param>
    /// <param name="lists">Its lists as they are, in the order of <see cref="SyncDefinitionSpec.ListIds"/>; at least one.</param>
    /// <param name="parents">The definitions that its lookups point to; those that there are.</param>
    /// <returns>The compiled definition, or everything that is wrong.</returns>
    public static (CompiledDefinition? Compiled, ImmutableArray<FieldViolation> Violations) Compile(
        SyncDefinitionSpec spec, RelationInfo table, ImmutableArray<ListFacts> lists, params ImmutableArray<ParentFacts> parents) =>
        new DefinitionCompiler(spec, table, lists, parents).Run();

    private (CompiledDefinition? Compiled, ImmutableArray<FieldViolation> Violations) Run()
    {
        CheckTable();
        CheckLists();
        var key = MakeKey();
        var watermark = MakeWatermark();
        var columns = MakeColumns();
        var router = MakeRouter(columns);
        var rules = MakeRules(columns);
        CheckDeletes();
        CheckMatchFields(columns);
        if (key is not null)
        {
            CheckInserts(key);
        }

        ImmutableArray<FieldViolation> violations = [.. problems.ToImmutable(), .. found];
        return violations.IsEmpty && key is not null && router is not null
            ? (new CompiledDefinition(spec, spec.DatabaseId ?? Guid.Empty, table, key, watermark, columns, lists, router, rules), [])
            : (null, violations);
    }

    private void CheckTable()
    {
        problems.AddIf(table.HasChildren, "table.table", "has tables that inherit from it: their rows are read with it, and its key does not keep them apart. Name the tables that inherit.");
        problems.AddIf(table.IsPartition, "table.table", "is a partition; name the partitioned table, whose rows it has.");
        problems.AddIf(Pulls && table.Kind is not (RelationKind.Table or RelationKind.PartitionedTable), "table.table", "is no table that takes writes; set the direction PUSH, or name the table behind it.");
    }

    private void CheckLists()
    {
        problems.AddIf(lists.Select(facts => facts.Site.ConnectionId).Distinct().Count() > 1, "targets", "are lists of several connections; a definition has one budget and so one connection.");
        problems.AddIf(lists.Select(facts => facts.List.KeyMode).Distinct().Count() > 1, "targets", "keep keys in different ways; lists between which rows move keep them in one way.");
        foreach (var facts in lists.Where(facts => facts.List.Find(facts.List.KeyColumn) is null))
        {
            problems.Add(FieldOf(facts), $"has no column {facts.List.KeyColumn}, in which the keys of rows are kept; provision the list, or declare another key mode with it.");
        }
    }

    private string FieldOf(ListFacts facts) =>
        spec.List.ListId == facts.Id ? "list.sharepoint_list_id"
        : string.Create(CultureInfo.InvariantCulture, $"targets[{Math.Max(0, spec.Targets.ToList().FindIndex(target => target.ListId == facts.Id))}].sharepoint_list_id");

    private KeyPlan? MakeKey()
    {
        var (key, failure) = KeyPlan.Make(spec.Key, table.KeyColumns, table.Uniques);
        if (failure is not null)
        {
            var isView = table.Kind is RelationKind.View or RelationKind.MaterializedView or RelationKind.ForeignTable;
            problems.Add("key", isView && failure.Rule is KeyRule.NoPrimaryKey or KeyRule.NotUnique ? $"A view or foreign table has no keys of its own. {failure.Problem}" : failure.Problem);
        }

        problems.AddIf(key?.Strategy == KeyStrategy.Hash, "key.strategy", "is HASH: such a key can neither be ordered nor looked up in the table, and this version does not follow such tables. Add a unique constraint, or a key column.");
        return key;
    }

    private CompiledWatermark? MakeWatermark()
    {
        if (spec.Cursor.Effective != CursorStrategy.Keyset)
        {
            return null;
        }

        var (zone, problem) = SiteZones.Find(spec.Cursor.TimeZone.Length == 0 ? "UTC" : spec.Cursor.TimeZone);
        problems.Add("cursor.time_zone", problem);
        var column = table.Columns.FirstOrDefault(column => column.Name == spec.Cursor.Column);
        if (column is null)
        {
            var near = Suggestions.Nearest(spec.Cursor.Column, table.Columns.Select(column => column.Name));
            problems.Add("cursor.column", near is null ? "is not a column of the table." : $"is not a column of the table; did you mean {near}?");
            return null;
        }

        if (Watermark.KindOf(column.Type) is not { } kind)
        {
            problems.Add("cursor.column", $"is of the type {column.TypeText}, which does not grow with changes: name a timestamp, date, number or UUID of version 7, or take FULL_SCAN.");
            return null;
        }

        return zone is null ? null : new CompiledWatermark(column.Name, column.Type, kind, zone);
    }

    private ImmutableArray<CompiledColumn> MakeColumns()
    {
        var columns = ImmutableArray<CompiledColumn>.Empty;
        foreach (var facts in lists)
        {
            var (fields, violations) = FieldMappingCheck.Check(spec.Mappings, table.KeyColumns, [.. facts.List.Columns.Select(column => column.Column)], Prefix);
            if (!violations.IsEmpty)
            {
                // The same finding in several lists is told once, of the first list that has it.
                found.AddRange(violations.Where(violation => !found.Contains(violation)));
                continue;
            }

            CheckFields(fields, facts);
            columns = columns.IsEmpty ? Columns(fields) : Same(columns, fields, facts);
        }

        return columns;
    }

    private ImmutableArray<CompiledColumn> Columns(ImmutableArray<CheckedField> fields)
    {
        var columns = ImmutableArray.CreateBuilder<CompiledColumn>(fields.Length);
        foreach (var (field, index) in fields.Select((field, index) => (field, index)))
        {
            if (field.Transform is not null || field.Column is not { } ordinal)
            {
                found.Add(new($"{Prefix}field_mappings[{index}].transform", "is checked, and not run by this version; let a view compute the column, and map the view."));
                continue;
            }

            var column = table.Columns[ordinal];
            if (column.Identity is IdentityKind.Generated or IdentityKind.Always && Pulls && field.Mapping.Direction != MappingDirection.PushOnly)
            {
                found.Add(new($"{Prefix}field_mappings[{index}].direction", $"The table computes {column.Name} itself; set the mapping push only."));
            }

            var (lookup, violation) = LookupCompiler.Make(spec, field.Mapping, column, field.Field, lists, parents, $"{Prefix}field_mappings[{index}]");
            if (violation is not null)
            {
                found.Add(violation);
            }

            var holdsAddresses = HoldsAddresses(column.Type, field.Field);
            if (holdsAddresses && CheckAddresses(field.Mapping) is { } refused)
            {
                found.Add(new($"{Prefix}field_mappings[{index}].{refused.Field}", refused.Problem));
            }

            var type = lookup is not null ? ItemId : !holdsAddresses ? column.Type : field.Field.HoldsSeveral ? PersonIds : ItemId;
            columns.Add(new(field.Field.Name, column, field.Mapping, new ColumnPair(type, field.Field, field.Verdict.KindOrNull ?? ValueKind.Null)) { Lookup = lookup, HoldsAddresses = holdsAddresses });
        }

        return columns.ToImmutable();
    }

    private static bool HoldsAddresses(PostgresType type, ListColumn field) =>
        field.Kind is ListColumnKind.Person or ListColumnKind.MultiPerson && (field.HoldsSeveral ? type.Element : type) is { IsText: true };

    private FieldViolation? CheckAddresses(FieldMapping mapping) =>
        spec.Direction != SyncDirection.Push && mapping.Direction != MappingDirection.PushOnly ? new("direction", "An address follows no change of the person in the list and is not read back; set the mapping push only.")
        : lists.Select(facts => facts.Site.GraphId).Distinct(StringComparer.OrdinalIgnoreCase).Count() > 1 ? new("field", "holds people, whom each site numbers by itself, and the definition's lists are in several sites; map a column of text, or make a definition for each site.")
        : null;

    // Rows keep their hash when they move, so a field has to be of one kind in every list.
    private ImmutableArray<CompiledColumn> Same(ImmutableArray<CompiledColumn> columns, ImmutableArray<CheckedField> fields, ListFacts facts)
    {
        for (var index = 0; index < Math.Min(columns.Length, fields.Length); index++)
        {
            if (Plain(columns[index].Pair.Column) != Plain(fields[index].Field))
            {
                problems.Add(FieldOf(facts), $"has a column {fields[index].Field.Name} of another kind or length than the first list; make them alike.");
            }
        }

        return columns;

        // A line of text that names no length has SharePoint's.
        static ListColumn Plain(ListColumn column) => column.Kind == ListColumnKind.Text ? column with { LengthMax = column.LengthMax ?? ListColumn.LineLengthMax } : column;
    }

    private void CheckFields(ImmutableArray<CheckedField> fields, ListFacts facts)
    {
        foreach (var (field, index) in fields.Select((field, index) => (field, index)).Where(one => one.field.Field.Name == facts.List.KeyColumn || one.field.Field.Name == facts.List.MarkColumn))
        {
            found.Add(new($"{Prefix}field_mappings[{index}].field", $"The column {field.Field.Name} is kept by OrleansSync itself; map another one."));
        }

        var ids = fields.Count(field => field.Field.HoldsIds);
        problems.AddIf(ids > LookupsMax, "field_mappings", $"have {ids} lookups and people; a list answers no query with more than {LookupsMax}.");
    }

    private Router? MakeRouter(ImmutableArray<CompiledColumn> columns)
    {
        // Conditions read the row as it goes to the list, so polling and change capture cannot route it differently.
        var readable = new ExpressionColumns(columns.Select(column => new ExpressionColumn(column.Column.Name, column.Pair.Kind, column.Column.IsNullable)));
        var ordinals = spec.ListIds.Select((id, index) => (id, index)).ToDictionary(pair => pair.id, pair => pair.index);
        var plan = new RoutingPlan([.. spec.Targets.Select(target => new RoutingRule(target.When, ordinals[target.ListId]))], spec.List.ListId is { } list ? ordinals[list] : null);
        if (columns.IsEmpty && !spec.Targets.IsEmpty)
        {
            // What is wrong with the mappings has been said; conditions over them can be read as far as they do not depend on the fields' kinds.
            CheckConditions();
            return null;
        }

        var (router, violations) = Router.Compile(plan, readable, lists.Length, Prefix);
        found.AddRange(violations);
        return router;
    }

    private void CheckConditions()
    {
        var all = new ExpressionColumns(table.Columns.Select(column => ExpressionColumn.Of(column.Name, column.Type, column.IsNullable)));
        foreach (var (target, index) in spec.Targets.Select((target, index) => (target, index)))
        {
            found.AddRange(Expression.CompileCondition(target.When, all).Problems.Where(problem => problem.Kind is not (ExpressionProblemKind.KindMismatch or ExpressionProblemKind.ColumnNotReadable))
                .Select(problem => problem.ToViolation($"{Prefix}targets[{index}].when")));
        }
    }

    private ListRules MakeRules(ImmutableArray<CompiledColumn> columns)
    {
        var zones = lists.Select(facts => facts.Site.TimeZone).Distinct(StringComparer.Ordinal).ToList();
        var needsZone = columns.Any(column => column.Pair.Column.Kind == ListColumnKind.DateOnly);
        problems.AddIf(needsZone && zones.Contains(""), "field_mappings", "have a column of dates without time, which cannot be written right without the site's time zone; set time_zone of the site.");
        problems.AddIf(zones.Count > 1 && needsZone, "targets", "are in sites of different time zones, and a column of dates without time is mapped; rows could not move between them unchanged.");
        return new ListRules(SiteZones.Find(zones is [{ Length: > 0 } zone, ..] ? zone : "UTC").Zone ?? TimeZoneInfo.Utc);
    }

    private void CheckDeletes()
    {
        foreach (var facts in lists.Where(facts => spec.PushDeletes == DeletePolicy.Mark && facts.List.MarkColumn.Length == 0))
        {
            problems.Add("push_deletes", $"is MARK, and the list {facts.Id} has no mark_column; declare one with the list, or provision it.");
        }

        problems.AddIf(Pulls && spec.PullDeletes == DeletePolicy.Mark, "pull_deletes", "is MARK, which this version does not do for rows of a table; take DETACH, IGNORE or PROPAGATE.");
    }

    private void CheckMatchFields(ImmutableArray<CompiledColumn> columns)
    {
        foreach (var (field, index) in spec.MatchFields.Select((field, index) => (field, index)))
        {
            var isMapped = columns.Any(column => column.Name == field && column.Mapping.Direction != MappingDirection.PullOnly);
            problems.AddIf(!isMapped && !columns.IsEmpty, string.Create(CultureInfo.InvariantCulture, $"match_fields[{index}]"), "is no field that a column is pushed to; give the internal name of a mapped one.");
        }
    }

    // What is inserted has to be recognised when the answer is lost: its key is drawn first.
    private void CheckInserts(KeyPlan key)
    {
        if (!Pulls)
        {
            return;
        }

        var drawn = key.Columns is [var only] ? table.Columns.FirstOrDefault(column => column.Name == only.Name) : null;
        var isDrawable = drawn is not null && (drawn.Sequence is not null || drawn.Type.Kind == Values.Postgres.PostgresTypeKind.Uuid);
        var isMapped = key.Columns.All(column => spec.Mappings.Any(mapping => mapping.Column == column.Name && mapping.Direction != MappingDirection.PushOnly));
        CheckFilled(key, isDrawable);
        problems.AddIf(!isDrawable && !isMapped, "key", "Rows made from items could not be recognised again after a lost answer: the key is neither one column with a sequence, nor one uuid column, nor filled from fields. Give it one of these, or set the direction PUSH.");
    }

    // A column that takes no null and that nothing fills refuses every row.
    private void CheckFilled(KeyPlan key, bool isDrawn)
    {
        var empty = table.Columns.Where(column => column is { IsNullable: false, Default: "", Identity: IdentityKind.None, Sequence: null }
            && !(isDrawn && key.Columns[0].Name == column.Name)
            && !spec.Mappings.Any(mapping => mapping.Column == column.Name && mapping.Direction != MappingDirection.PushOnly)).Select(column => column.Name).ToList();
        problems.AddIf(empty.Count > 0, "field_mappings", $"leave out {string.Join(", ", empty)}, which the table wants with every row: rows made from items would be refused. Map them both ways, give them a default, or set the direction PUSH.");
    }
}
