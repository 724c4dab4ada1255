using System.Collections.Immutable;

namespace OrleansSync.Engine.Introspection;

/// <summary>
/// Compares two snapshots of one database; <see cref="SchemaMatch"/> says what is the same. Estimates and comments are no drift. Pure.
/// </summary>
public static class SchemaDrift
{
    /// <summary>Everything that has changed, relation by relation in the order of the earlier snapshot; what is new comes last.</summary>
    public static ImmutableArray<DriftFinding> Compare(DatabaseSnapshot before, DatabaseSnapshot after)
    {
        var findings = ImmutableArray.CreateBuilder<DriftFinding>();
        var kept = new HashSet<RelationName>();
        var matches = SchemaMatch.Relations([.. before.Relations.Select(relation => (relation.Oid, relation.Name))], after);
        for (var index = 0; index < matches.Length; index++)
        {
            var old = before.Relations[index];
            if (matches[index] is not { } now)
            {
                findings.Add(new(DriftKind.RelationRemoved, old.Name, Before: old.Kind.ToString()));
                continue;
            }

            kept.Add(now.Name);
            CompareRelation(old, now, findings);
        }

        findings.AddRange(after.Relations.Where(relation => !kept.Contains(relation.Name)).Select(relation => new DriftFinding(DriftKind.RelationAdded, relation.Name, After: relation.Kind.ToString())));
        return findings.ToImmutable();
    }

    private static void CompareRelation(RelationInfo old, RelationInfo now, ImmutableArray<DriftFinding>.Builder findings)
    {
        Report(DriftKind.RelationRenamed, "", old.Name.ToString(), now.Name.ToString());
        Report(DriftKind.RelationReplaced, "", old.Kind.ToString(), now.Kind.ToString());
        Report(DriftKind.ReplicaIdentityChanged, "", $"{old.ReplicaIdentity} {old.ReplicaIndex}".TrimEnd(), $"{now.ReplicaIdentity} {now.ReplicaIndex}".TrimEnd());
        Report(DriftKind.RowSecurityChanged, "", old.HasRowSecurity ? "on" : "off", now.HasRowSecurity ? "on" : "off");
        CompareColumns(old, now, findings);
        CompareParts(
            old, now, relation => relation.Constraints.ToDictionary(constraint => constraint.Name, Text, StringComparer.Ordinal),
            (DriftKind.ConstraintAdded, DriftKind.ConstraintRemoved, DriftKind.ConstraintChanged), findings);
        CompareParts(
            old, now, relation => relation.Indexes.ToDictionary(index => index.Name, Text, StringComparer.Ordinal),
            (DriftKind.IndexChanged, DriftKind.IndexChanged, DriftKind.IndexChanged), findings);
        CompareParts(
            old, now, relation => relation.Triggers.ToDictionary(trigger => trigger.Name, Text, StringComparer.Ordinal),
            (DriftKind.TriggerChanged, DriftKind.TriggerChanged, DriftKind.TriggerChanged), findings);

        void Report(DriftKind kind, string part, string was, string isNow)
        {
            if (was != isNow)
            {
                findings.Add(new(kind, old.Name, part, was, isNow));
            }
        }
    }

    private static void CompareColumns(RelationInfo old, RelationInfo now, ImmutableArray<DriftFinding>.Builder findings)
    {
        var kept = new HashSet<int>();
        var matches = SchemaMatch.Columns(old, now);
        for (var index = 0; index < matches.Length; index++)
        {
            var (column, same) = (old.Columns[index], matches[index]);
            if (same is null)
            {
                findings.Add(new(DriftKind.ColumnRemoved, old.Name, column.Name, column.TypeText));
                continue;
            }

            kept.Add(same.Number);
            CompareColumn(old.Name, column, same, findings);
        }

        findings.AddRange(now.Columns.Where(column => !kept.Contains(column.Number)).Select(column => new DriftFinding(DriftKind.ColumnAdded, old.Name, column.Name, After: column.TypeText)));
    }

    private static void CompareColumn(RelationName relation, ColumnInfo old, ColumnInfo now, ImmutableArray<DriftFinding>.Builder findings)
    {
        Report(DriftKind.ColumnRenamed, old.Name, now.Name);
        Report(DriftKind.ColumnRetyped, Type(old), Type(now));
        Report(DriftKind.NullabilityChanged, old.IsNullable ? "null" : "not null", now.IsNullable ? "null" : "not null");
        Report(DriftKind.DefaultChanged, $"{old.Identity} {old.Default}".TrimEnd(), $"{now.Identity} {now.Default}".TrimEnd());

        void Report(DriftKind kind, string was, string isNow)
        {
            if (was != isNow)
            {
                findings.Add(new(kind, relation, old.Name, was, isNow));
            }
        }
    }

    private static void CompareParts(
        RelationInfo old, RelationInfo now, Func<RelationInfo, Dictionary<string, string>> parts, (DriftKind Added, DriftKind Removed, DriftKind Changed) kinds, ImmutableArray<DriftFinding>.Builder findings)
    {
        var (before, after) = (parts(old), parts(now));
        foreach (var (name, was) in before.OrderBy(part => part.Key, StringComparer.Ordinal))
        {
            var isNow = after.GetValueOrDefault(name, "");
            if (was != isNow)
            {
                findings.Add(new(isNow.Length == 0 ? kinds.Removed : kinds.Changed, old.Name, name, was, isNow));
            }
        }

        findings.AddRange(after.Where(part => !before.ContainsKey(part.Key)).OrderBy(part => part.Key, StringComparer.Ordinal)
            .Select(part => new DriftFinding(kinds.Added, old.Name, part.Key, After: part.Value)));
    }

    // A domain's text does not tell its base, nor an enum's its labels.
    private static string Type(ColumnInfo column) => column.Type switch
    {
        { IsDomain: true } type => $"{column.TypeText} over {column.SqlType} {type.Length} {type.Precision} {type.Scale}".TrimEnd(),
        { Labels: { IsEmpty: false } labels } => $"{column.TypeText} ({string.Join(", ", labels)})",
        { Element.Labels: { IsEmpty: false } labels } => $"{column.TypeText} ({string.Join(", ", labels)})",
        _ => column.TypeText,
    };

    private static string Text(ConstraintInfo constraint) => constraint.Definition;

    private static string Text(IndexInfo index) =>
        $"{(index.IsUnique ? "unique " : "")}{index.Method} ({string.Join(", ", index.Keys)}) include ({string.Join(", ", index.Included)}) where ({index.Predicate}){(index.IsValid ? "" : " not valid")}";

    private static string Text(TriggerInfo trigger) => $"{trigger.Definition}{(trigger.IsEnabled ? "" : " disabled")} sets ({string.Join(", ", trigger.Assigns)})";
}
