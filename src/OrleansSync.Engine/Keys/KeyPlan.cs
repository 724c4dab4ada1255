using System.Collections.Immutable;

namespace OrleansSync.Engine.Keys;

/// <summary>
/// The key of a table, chosen and checked: which columns, in which order. A table without a usable key is refused here, when
/// the definition is saved; a row without one when it is read.
/// </summary>
public sealed class KeyPlan
{
    private KeyPlan(KeyStrategy strategy, ImmutableArray<KeyColumn> columns)
    {
        Strategy = strategy;
        Columns = columns;
    }

    /// <summary>How rows are told apart.</summary>
    public KeyStrategy Strategy { get; }

    /// <summary>The columns, in the order of <see cref="RowKey.Parts"/> (of a hashed key, what is hashed).</summary>
    public ImmutableArray<KeyColumn> Columns { get; }

    /// <summary>Checks a choice against the table; either the plan or the reason against it.</summary>
    public static (KeyPlan? Plan, KeyFailure? Failure) Make(KeyChoice choice, IReadOnlyList<KeyColumn> columns, IReadOnlyList<TableConstraint> constraints)
    {
        var (names, failure) = NamesOf(choice, constraints);
        if (failure is not null)
        {
            return (null, failure);
        }

        if (names.IsEmpty || names.Distinct(StringComparer.Ordinal).Count() != names.Length)
        {
            return (null, new(KeyRule.ColumnsMissing, ""));
        }

        var chosen = ImmutableArray.CreateBuilder<KeyColumn>(names.Length);
        foreach (var name in names)
        {
            var column = columns.FirstOrDefault(column => column.Name == name);
            var rule = column is null ? KeyRule.NoSuchColumn
                : KeyReading.KindOf(column.Type) is null ? KeyRule.TypeNotUsable
                : column.IsNullable && choice.Strategy != KeyStrategy.Hash ? KeyRule.NullableColumn
                : KeyRule.None;
            if (column is null || rule != KeyRule.None)
            {
                return (null, new(rule, name));
            }

            chosen.Add(column);
        }

        // More columns than a unique constraint has are unique as well.
        var unique = choice.Strategy == KeyStrategy.Hash || constraints.Any(constraint => constraint.IsImmediate && constraint.Columns.All(names.Contains));
        return unique ? (new KeyPlan(choice.Strategy, chosen.ToImmutable()), null) : (null, new(KeyRule.NotUnique, ""));
    }

    /// <summary>The key of a row, whose cells come in the order of <see cref="Columns"/>.</summary>
    public bool TryRead(ReadOnlySpan<KeyCell> cells, out RowKey key, out KeyFailure? failure)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(cells.Length, Columns.Length, nameof(cells));
        key = default;
        var parts = new KeyPart?[cells.Length];
        for (var index = 0; index < cells.Length; index++)
        {
            var cell = cells[index];
            if (cell.IsUnknown || (cell.Part is null && Strategy != KeyStrategy.Hash))
            {
                failure = new(cell.IsUnknown ? KeyRule.UnknownInKey : KeyRule.NullInKey, Columns[index].Name);
                return false;
            }

            parts[index] = cell.Part;
        }

        failure = null;
        // Only a hashed key passes a null above, and it is not kept as parts.
        key = Strategy == KeyStrategy.Hash ? new RowKey(KeyPart.Of(KeyForm.Hash(parts))) : new RowKey([.. parts!]);
        return true;
    }

    private static (ImmutableArray<string> Names, KeyFailure? Failure) NamesOf(KeyChoice choice, IReadOnlyList<TableConstraint> constraints)
    {
        if (choice.Strategy is KeyStrategy.CompositeColumns or KeyStrategy.Hash)
        {
            return (choice.Columns, null);
        }

        var constraint = choice.Strategy == KeyStrategy.PrimaryKey
            ? constraints.FirstOrDefault(constraint => constraint.IsPrimaryKey)
            : constraints.FirstOrDefault(constraint => constraint.Name == choice.Constraint);
        if (constraint is null)
        {
            return ([], choice.Strategy == KeyStrategy.PrimaryKey ? new(KeyRule.NoPrimaryKey, "") : new(KeyRule.NoSuchConstraint, choice.Constraint));
        }

        return constraint.IsImmediate ? (constraint.Columns, null) : ([], new(KeyRule.ConstraintNotImmediate, constraint.Name));
    }
}
