using System.Collections.Immutable;
using System.Globalization;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Introspection;
using OrleansSync.Engine.Text;
using OrleansSync.Engine.Values.Lists;
using OrleansSync.Engine.Values.Mapping;
using OrleansSync.Engine.Values.Postgres;

namespace OrleansSync.Engine.Provisioning;

/// <summary>Plans the columns of a list for a table: a kind for each type, and names that a list takes, each once. Pure.</summary>
public static class ListPlan
{
    private const int NameLengthMax = 255;
    private const int ChoicesMax = 100;

    // Names that every list has already, as people see them or inside (sharepoint-graph.md 4): a column of ours must not be taken for one of these.
    private static readonly ImmutableHashSet<string> Reserved = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "ID", "Title", "Created", "Modified", "Author", "Editor", "Created By", "Modified By", "Version", "Attachments", "Edit", "Type", "Content Type", "ContentType",
        "Item Child Count", "Folder Child Count", "Item Is a Record", "Compliance Asset Id", "Color Tag", "App Created By", "App Modified By", "Label Setting", "Retention label",
        "Retention label Applied", "Label applied by", "GUID", "Path", "URL Path", "Name", "Order", "UniqueId", "OrleansSyncKey", "OrleansSyncDeleted");

    /// <summary>The plan, or everything that is wrong with the choices.</summary>
    /// <param name="table">The table.</param>
    /// <param name="choices">What a person decides of single columns.</param>
    /// <param name="rules">What else it depends on.</param>
    /// <param name="path">The field of the choices, as callers know it.</param>
    public static (ImmutableArray<PlannedColumn> Columns, ImmutableArray<FieldViolation> Violations) Make(RelationInfo table, ImmutableArray<ColumnChoice> choices, PlanRules rules, string path)
    {
        var violations = ImmutableArray.CreateBuilder<FieldViolation>();
        CheckChoices(table, choices, path, violations);
        var (columns, taken) = (ImmutableArray.CreateBuilder<PlannedColumn>(table.Columns.Length), new HashSet<string>(Reserved, StringComparer.OrdinalIgnoreCase));
        // Names that a person gave come first: a name that is made must not take one of them.
        taken.UnionWith(choices.Where(choice => !choice.IsSkipped && choice.DisplayName.Length > 0).Select(choice => choice.DisplayName));
        var byColumn = choices.Select((choice, index) => (choice, index)).GroupBy(one => one.choice.Column, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        foreach (var column in table.Columns)
        {
            var (choice, index) = byColumn.GetValueOrDefault(column.Name);
            columns.Add(new OneColumn(table, column, choice, rules, $"{path}[{index}]", violations).Plan(taken));
        }

        var plan = columns.ToImmutable();
        violations.AddRange(ListCapacity.Check(plan).Select(problem => new FieldViolation(path, problem)));
        return violations.Count > 0 ? ([], violations.ToImmutable()) : (plan, []);
    }

    private static void CheckChoices(RelationInfo table, ImmutableArray<ColumnChoice> choices, string path, ImmutableArray<FieldViolation>.Builder violations)
    {
        var names = new HashSet<string>(Reserved, StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < choices.Length; index++)
        {
            var choice = choices[index];
            if (table.Columns.All(column => column.Name != choice.Column))
            {
                violations.Add(new($"{path}[{index}].column", "is not a column of the table."));
            }
            else if (choices.Take(index).Any(earlier => earlier.Column == choice.Column))
            {
                violations.Add(new($"{path}[{index}].column", "is decided twice."));
            }

            if (choice.DisplayName.Length > 0 && TextRules.CheckLine(choice.DisplayName, NameLengthMax) is { } problem)
            {
                violations.Add(new($"{path}[{index}].display_name", problem));
            }
            else if (choice is { DisplayName.Length: > 0, IsSkipped: false } && !names.Add(choice.DisplayName))
            {
                violations.Add(new($"{path}[{index}].display_name", "is taken by another column, or by one that every list has; names are compared without regard to case."));
            }
        }
    }

    // The first that loses nothing, from the one that is of most use to people.
    private static (ListColumnKind? Kind, bool Fits, string Remark) Best(PostgresType type, bool hasZone)
    {
        ListColumnKind[] candidates =
        [
            ListColumnKind.Boolean, .. hasZone ? [ListColumnKind.DateOnly] : Array.Empty<ListColumnKind>(), ListColumnKind.DateTime, ListColumnKind.Number,
            .. type.Kind == PostgresTypeKind.Enum && type.Labels.Length <= ChoicesMax ? [ListColumnKind.Choice] : Array.Empty<ListColumnKind>(),
            ListColumnKind.MultiChoice, ListColumnKind.Text, ListColumnKind.Note,
        ];
        foreach (var kind in candidates.Where(kind => Suits(kind, type)))
        {
            if (MappingCheck.Check(type, new ListColumn("x", kind)) is not MappingVerdict.Refused)
            {
                return (kind, false, RemarkOf(kind, type));
            }
        }

        return (null, false, $"Skipped: no kind of column holds {type.Name} without a loss; cast it in a view.");
    }

    private static string RemarkOf(ListColumnKind kind, PostgresType type) => (kind, type.Kind) switch
    {
        (ListColumnKind.MultiChoice, _) => "The elements are kept as a set: their order and repetitions are not.",
        (ListColumnKind.Text or ListColumnKind.Note, PostgresTypeKind.BigInt or PostgresTypeKind.Numeric) => "A number column would lose digits, so it is text.",
        (ListColumnKind.Text, PostgresTypeKind.Date) => "A column of dates needs the site's time zone, which is not declared, so it is text.",
        _ => "",
    };

    // Numbers as numbers and dates as dates, even where text would lose nothing either.
    private static bool Suits(ListColumnKind kind, PostgresType type) => kind switch
    {
        ListColumnKind.Boolean => type.Kind == PostgresTypeKind.Boolean,
        ListColumnKind.DateOnly => type.Kind == PostgresTypeKind.Date,
        ListColumnKind.DateTime => type.Kind is PostgresTypeKind.Timestamp or PostgresTypeKind.TimestampTz,
        ListColumnKind.Number => type.IsInteger || type.Kind is PostgresTypeKind.Numeric or PostgresTypeKind.Float4 or PostgresTypeKind.Float8,
        _ => true,
    };

    private static ImmutableArray<string> ChoicesOf(ListColumnKind kind, PostgresType type) => kind switch
    {
        ListColumnKind.Choice => type.Labels,
        ListColumnKind.MultiChoice when type.Element is { Labels.Length: <= ChoicesMax } element => element.Labels,
        _ => [],
    };

    private static string FreeName(string column, HashSet<string> taken)
    {
        var clean = new string([.. column.Select(character => char.IsControl(character) ? '_' : character)]).Trim();
        var name = clean.Length == 0 ? "Column" : clean;
        for (var number = 2; !taken.Add(name); number++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{(clean.Length == 0 ? "Column" : clean)} ({number})");
        }

        return name;
    }

    /// <summary>The planning of one column.</summary>
    private sealed record OneColumn(RelationInfo Table, ColumnInfo Column, ColumnChoice? Choice, PlanRules Rules, string Path, ImmutableArray<FieldViolation>.Builder Violations)
    {
        public PlannedColumn Plan(HashSet<string> taken)
        {
            if (Choice?.IsSkipped == true || (Choice is null && Rules.ChosenOnly))
            {
                return new(Column, null, false, Choice is null ? "Skipped: only chosen columns are taken." : "Skipped, as you decided.");
            }

            var lookup = LookupPlan.Find(Table, Column, Choice, Rules.Parents);
            if (lookup.Problem.Length > 0)
            {
                Refuse("kind", lookup.Problem);
            }

            var (kind, fits, remark) = lookup.Parent is not null ? (ListColumnKind.Lookup, false, "")
                : Choice?.Kind is { } given ? Given(given)
                : Best(Column.Type, Rules.HasZone);
            remark = string.Join(' ', new[] { lookup.Remark, remark }.Where(text => text.Length > 0));
            if (kind is not { } found)
            {
                return new(Column, null, false, remark);
            }

            var name = Choice?.DisplayName.Length > 0 ? Choice.DisplayName : FreeName(Column.Name, taken);
            return new(Column, new ColumnDeclaration(name, found, ChoicesOf(found, Column.Type)) { IsIndexed = IsIndexed(found), Parent = lookup.Parent }, fits, remark);
        }

        private bool IsIndexed(ListColumnKind kind)
        {
            if (Choice?.IsIndexed == true && !ColumnDeclaration.TakesIndex(kind))
            {
                Refuse("is_indexed", $"is not for a column of the kind {kind}; choose a kind of one short value, or take the index out.");
            }

            return ColumnDeclaration.TakesIndex(kind) && (Choice?.IsIndexed == true || Rules.Filtered.Contains(Column.Name));
        }

        private (ListColumnKind? Kind, bool Fits, string Remark) Given(ListColumnKind kind)
        {
            if (kind is ListColumnKind.Lookup or ListColumnKind.MultiLookup)
            {
                // What is wrong with it has been said.
                return (null, false, "");
            }

            var asked = new ListColumn(Column.Name, kind);
            if (MappingCheck.Check(Column.Type, asked) is not MappingVerdict.Refused)
            {
                return (kind, false, "As you decided.");
            }

            if (MappingCheck.Check(Column.Type, asked, valuesFit: true) is not MappingVerdict.Refused refused)
            {
                return (kind, true, "As you decided; rows whose value does not fit are parked.");
            }

            Refuse("kind", $"{refused.Reason} {refused.WayOut}");
            return (null, false, "");
        }

        private void Refuse(string field, string problem) => Violations.Add(new($"{Path}.{field}", problem));
    }
}
