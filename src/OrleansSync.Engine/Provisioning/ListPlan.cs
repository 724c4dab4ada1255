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
    /// <param name="hasZone">True when the site's time zone is declared, without which no dates can be written.</param>
    /// <param name="path">The field of the choices, as callers know it.</param>
    public static (ImmutableArray<PlannedColumn> Columns, ImmutableArray<FieldViolation> Violations) Make(RelationInfo table, ImmutableArray<ColumnChoice> choices, bool hasZone, string path)
    {
        var violations = ImmutableArray.CreateBuilder<FieldViolation>();
        CheckChoices(table, choices, path, violations);
        var (columns, taken) = (ImmutableArray.CreateBuilder<PlannedColumn>(table.Columns.Length), new HashSet<string>(Reserved, StringComparer.OrdinalIgnoreCase));
        foreach (var column in table.Columns)
        {
            var index = choices.ToList().FindIndex(choice => choice.Column == column.Name);
            columns.Add(Plan(column, index < 0 ? null : choices[index], hasZone, $"{path}[{index}]", taken, violations));
        }

        return violations.Count > 0 ? ([], violations.ToImmutable()) : (columns.ToImmutable(), []);
    }

    private static void CheckChoices(RelationInfo table, ImmutableArray<ColumnChoice> choices, string path, ImmutableArray<FieldViolation>.Builder violations)
    {
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
        }
    }

    private static PlannedColumn Plan(ColumnInfo column, ColumnChoice? choice, bool hasZone, string path, HashSet<string> taken, ImmutableArray<FieldViolation>.Builder violations)
    {
        if (choice?.IsSkipped == true)
        {
            return new(column, null, false, "Skipped, as you decided.");
        }

        var (kind, fits, remark) = choice?.Kind is { } given ? Given(column, given, path, violations) : Best(column.Type, hasZone);
        if (kind is not { } found)
        {
            return new(column, null, false, remark);
        }

        if (choice?.DisplayName.Length > 0)
        {
            if (!taken.Add(choice.DisplayName))
            {
                violations.Add(new($"{path}.display_name", "is taken by another column, or by one that every list has; names are compared without regard to case."));
            }

            return new(column, Declare(choice.DisplayName, found, column.Type), fits, remark);
        }

        return new(column, Declare(FreeName(column.Name, taken), found, column.Type), fits, remark);
    }

    private static (ListColumnKind? Kind, bool Fits, string Remark) Given(ColumnInfo column, ListColumnKind kind, string path, ImmutableArray<FieldViolation>.Builder violations)
    {
        var asked = new ListColumn(column.Name, kind);
        if (MappingCheck.Check(column.Type, asked) is not MappingVerdict.Refused)
        {
            return (kind, false, "As you decided.");
        }

        if (MappingCheck.Check(column.Type, asked, valuesFit: true) is not MappingVerdict.Refused refused)
        {
            return (kind, true, "As you decided; rows whose value does not fit are parked.");
        }

        violations.Add(new($"{path}.kind", $"{refused.Reason} {refused.WayOut}"));
        return (null, false, "");
    }

    // The first that loses nothing, from the one that is of most use to people.
    private static (ListColumnKind? Kind, bool Fits, string Remark) Best(PostgresType type, bool hasZone)
    {
        ListColumnKind[] candidates =
        [
            ListColumnKind.Boolean, .. hasZone ? [ListColumnKind.DateOnly] : Array.Empty<ListColumnKind>(), ListColumnKind.DateTime, ListColumnKind.Number,
            .. type.Kind == PostgresTypeKind.Enum && type.Labels.Length <= ChoicesMax ? [ListColumnKind.Choice] : Array.Empty<ListColumnKind>(),
            ListColumnKind.Text, ListColumnKind.Note,
        ];
        foreach (var kind in candidates.Where(kind => Suits(kind, type)))
        {
            if (MappingCheck.Check(type, new ListColumn("x", kind)) is not MappingVerdict.Refused)
            {
                return (kind, false, kind is ListColumnKind.Text or ListColumnKind.Note && type.Kind is PostgresTypeKind.BigInt or PostgresTypeKind.Numeric ? "A number column would lose digits, so it is text." : "");
            }
        }

        return (null, false, $"Skipped: no kind of column holds {type.Name} without a loss; cast it in a view.");
    }

    // Numbers as numbers and dates as dates, even where text would lose nothing either.
    private static bool Suits(ListColumnKind kind, PostgresType type) => kind switch
    {
        ListColumnKind.Boolean => type.Kind == PostgresTypeKind.Boolean,
        ListColumnKind.DateOnly => type.Kind == PostgresTypeKind.Date,
        ListColumnKind.DateTime => type.Kind is PostgresTypeKind.Timestamp or PostgresTypeKind.TimestampTz,
        ListColumnKind.Number => type.IsInteger || type.Kind is PostgresTypeKind.Numeric or PostgresTypeKind.Float4 or PostgresTypeKind.Float8,
        _ => true,
    };

    private static ColumnDeclaration Declare(string name, ListColumnKind kind, PostgresType type) => new(name, kind, kind == ListColumnKind.Choice ? type.Labels : []);

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
}
