using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Postgres;

namespace OrleansSync.Engine.Expressions;

/// <summary>A column that an expression may read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">The kind of its values; <see cref="ValueKind.Unknown"/> when its type is not read.</param>
/// <param name="IsNullable">True when it may be null. A text may be in any case: the empty text is null.</param>
public sealed record ExpressionColumn(string Name, ValueKind Kind, bool IsNullable)
{
    /// <summary>True when no value of it is null.</summary>
    public bool IsNeverNull => !IsNullable && Kind is ValueKind.Number or ValueKind.Boolean or ValueKind.Instant or ValueKind.Date;

    /// <summary>A table's column, with the kind that its values have before any list is thought of.</summary>
    public static ExpressionColumn Of(string name, PostgresType type, bool isNullable) => new(name, KindOf(type), isNullable);

    private static ValueKind KindOf(PostgresType type) => type.Kind switch
    {
        PostgresTypeKind.Boolean => ValueKind.Boolean,
        PostgresTypeKind.SmallInt or PostgresTypeKind.Int4 or PostgresTypeKind.BigInt or PostgresTypeKind.Numeric or PostgresTypeKind.Float4 or PostgresTypeKind.Float8 => ValueKind.Number,
        PostgresTypeKind.Timestamp or PostgresTypeKind.TimestampTz => ValueKind.Instant,
        PostgresTypeKind.Date => ValueKind.Date,
        PostgresTypeKind.Json or PostgresTypeKind.Jsonb => ValueKind.Json,
        PostgresTypeKind.Array when type.Element is { } element && (element.IsText || element.Kind == PostgresTypeKind.Enum) => ValueKind.Choices,
        PostgresTypeKind.Array or PostgresTypeKind.Other => ValueKind.Unknown,
        _ => ValueKind.Text,
    };
}
