using System.Collections.Immutable;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Expressions;
using OrleansSync.Engine.Expressions.Checking;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Lists;
using OrleansSync.Engine.Values.Mapping;
using OrleansSync.Engine.Values.Postgres;

namespace OrleansSync.Engine.Mapping;

/// <summary>Finds everything that is wrong with the mappings of a definition when they are saved. Pure.</summary>
public static class FieldMappingCheck
{
    /// <summary>Most mappings of one definition; lists have no more columns that could be used.</summary>
    public const int MappingsMax = 500;

    /// <summary>Checks all mappings of a definition.</summary>
    /// <param name="mappings">The mappings.</param>
    /// <param name="columns">The columns of the table, in the order in which a row's values are given.</param>
    /// <param name="fields">The columns of the list.</param>
    /// <param name="path">The path before <c>field_mappings[n]</c>, as callers know it.</param>
    /// <returns>The checked mappings, or everything that is wrong.</returns>
    public static (ImmutableArray<CheckedField> Fields, ImmutableArray<FieldViolation> Violations) Check(
        ImmutableArray<FieldMapping> mappings, ImmutableArray<KeyColumn> columns, ImmutableArray<ListColumn> fields, string path = "")
    {
        var violations = ImmutableArray.CreateBuilder<FieldViolation>();
        if (mappings.Length > MappingsMax)
        {
            violations.Add(new($"{path}field_mappings", $"has more than {MappingsMax} mappings."));
            return ([], violations.ToImmutable());
        }

        var (found, all) = (ImmutableArray.CreateBuilder<CheckedField>(), new ExpressionColumns(columns.Select(column => ExpressionColumn.Of(column.Name, column.Type, column.IsNullable))));
        for (var index = 0; index < mappings.Length; index++)
        {
            var one = new OneField(mappings[index], $"{path}field_mappings[{index}]", violations);
            if (one.Check(columns, fields, all) is { } good)
            {
                found.Add(good);
            }
        }

        CheckTwins(mappings, path, violations);
        return violations.Count > 0 ? ([], violations.ToImmutable()) : (found.ToImmutable(), []);
    }

    // A field written from two columns keeps the last one's value, and a column filled from two fields too.
    private static void CheckTwins(ImmutableArray<FieldMapping> mappings, string path, ImmutableArray<FieldViolation>.Builder violations)
    {
        var (byField, byColumn) = (new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase), new Dictionary<string, int>(StringComparer.Ordinal));
        for (var index = 0; index < mappings.Length; index++)
        {
            var mapping = mappings[index];
            if (!byField.TryAdd(mapping.Field, index))
            {
                violations.Add(new($"{path}field_mappings[{index}].field", $"is mapped by field_mappings[{byField[mapping.Field]}] already; map a field once."));
            }

            if (mapping.Direction != MappingDirection.PushOnly && mapping.Column.Length > 0 && !byColumn.TryAdd(mapping.Column, index))
            {
                violations.Add(new($"{path}field_mappings[{index}].column", $"is filled by field_mappings[{byColumn[mapping.Column]}] already; set all but one of them push only."));
            }
        }
    }

    private sealed record OneField(FieldMapping Mapping, string Path, ImmutableArray<FieldViolation>.Builder Violations)
    {
        private bool Pushes => Mapping.Direction != MappingDirection.PullOnly;

        public CheckedField? Check(ImmutableArray<KeyColumn> columns, ImmutableArray<ListColumn> fields, ExpressionColumns all)
        {
            var before = Violations.Count;
            var column = Column(columns);
            var field = Field(fields);
            var transform = Transform(all, column);
            CheckFlags(transform is not null);
            if (Violations.Count > before || field is null)
            {
                return null;
            }

            var verdict = transform is null ? Pair(columns[column ?? 0].Type, field) : Computed(transform, field);
            return verdict is null ? null : new CheckedField(Mapping, column, field, transform, verdict);
        }

        private int? Column(ImmutableArray<KeyColumn> columns)
        {
            var ordinal = columns.Select(column => column.Name).ToList().IndexOf(Mapping.Column);
            if (ordinal < 0 && (Mapping.Column.Length > 0 || Mapping.Transform.Length == 0))
            {
                var near = Suggestions.Nearest(Mapping.Column, columns.Select(column => column.Name));
                Add("column", Mapping.Column.Length == 0 ? "is required without a transform." : near is null ? "is not a column of the table." : $"is not a column of the table; did you mean {near}?");
            }

            return ordinal < 0 ? null : ordinal;
        }

        private ListColumn? Field(ImmutableArray<ListColumn> fields)
        {
            var field = fields.FirstOrDefault(field => string.Equals(field.Name, Mapping.Field, StringComparison.Ordinal));
            if (field is null)
            {
                var near = Suggestions.Nearest(Mapping.Field, fields.Select(field => field.Name));
                Add("field", near is null ? "is not a column of the list; give its internal name." : $"is not a column of the list; did you mean {near}?");
            }
            else if (Pushes && MappingCheck.CheckSiblings(field, fields.Select(sibling => sibling.Name)) is { } collision)
            {
                Add("field", $"{collision.Reason} {collision.WayOut}");
            }

            return field;
        }

        /// <summary>The transform; null for none and for the identity.</summary>
        private Expression? Transform(ExpressionColumns all, int? column)
        {
            if (Mapping.Transform.Length == 0)
            {
                return null;
            }

            var (transform, problems) = Expression.Compile(Mapping.Transform, all);
            foreach (var problem in problems)
            {
                Violations.Add(problem.ToViolation($"{Path}.transform"));
            }

            if (transform is null || (column is not null && transform.BareColumn == column))
            {
                return null;
            }

            if (transform.IsAlwaysNull)
            {
                Add("transform", "is null for every row; take the mapping out, or mend the transform.");
            }

            if (Mapping.Direction != MappingDirection.PushOnly)
            {
                Add("direction", "A transform cannot be undone; set the mapping push only, or take the transform out.");
            }

            return transform;
        }

        private void CheckFlags(bool isComputed)
        {
            if (Mapping.Direction is not (MappingDirection.Both or MappingDirection.PushOnly or MappingDirection.PullOnly))
            {
                Add("direction", "is not a direction that this server knows.");
            }

            if (Mapping.IsSystemField && Pushes)
            {
                Add("direction", "The list itself keeps this field; set the mapping pull only.");
            }

            if (Mapping.IsKey && (!Pushes || isComputed || Mapping.IsSystemField))
            {
                Add("is_key", "A key goes from the table to the list as it is; push it without a transform.");
            }
        }

        private MappingVerdict? Pair(PostgresType type, ListColumn field)
        {
            var verdict = MappingCheck.Check(type, field, Pushes, Mapping.ValuesFit);
            return verdict is MappingVerdict.Refused refused ? Refuse("field", $"{refused.Reason} {refused.WayOut}") : verdict;
        }

        // A transform's result is checked as a column of the widest type of its kind would be.
        private MappingVerdict? Computed(Expression transform, ListColumn field)
        {
            uint? oid = transform.Kind switch
            {
                ValueKind.Text => 25,
                ValueKind.Number => 1700,
                ValueKind.Boolean => 16,
                ValueKind.Instant => 1184,
                ValueKind.Date => 1082,
                ValueKind.Choices => 1009,
                ValueKind.Json => 3802,
                _ => null,
            };
            if (oid is null)
            {
                return Refuse("transform", $"makes a {Kinds.Name(transform.Kind)}, which no field takes.");
            }

            var verdict = MappingCheck.Check(PostgresType.Of(oid.Value), field, pushes: true, Mapping.ValuesFit);
            if (verdict is MappingVerdict.Refused refused)
            {
                return Refuse("transform", $"{refused.Reason} {refused.WayOut}");
            }

            return verdict.KindOrNull == transform.Kind
                ? verdict
                : Refuse("transform", $"makes a {Kinds.Name(transform.Kind)}; the field takes a {Kinds.Name(verdict.KindOrNull ?? ValueKind.Null)}. {Kinds.Way(transform.Kind, verdict.KindOrNull ?? ValueKind.Null)}".TrimEnd());
        }

        private MappingVerdict? Refuse(string name, string problem)
        {
            Add(name, problem);
            return null;
        }

        private void Add(string name, string problem) => Violations.Add(new($"{Path}.{name}", problem));
    }
}
