using System.Collections.Immutable;

namespace OrleansSync.Engine.Keys;

/// <summary>What a definition says of its key.</summary>
/// <param name="Strategy">How rows are told apart.</param>
/// <param name="Constraint">The name of the constraint, for that strategy.</param>
/// <param name="Columns">The columns in order, for the strategies that name them.</param>
[GenerateSerializer, Immutable, Alias("KeyChoice")]
public sealed record KeyChoice([property: Id(0)] KeyStrategy Strategy, [property: Id(1)] string Constraint, [property: Id(2)] ImmutableArray<string> Columns)
{
    /// <summary>The primary key.</summary>
    public static KeyChoice PrimaryKey { get; } = new(KeyStrategy.PrimaryKey, "", []);

    /// <summary>Equal when strategy, constraint and each column are.</summary>
    public bool Equals(KeyChoice? other) => other is not null && (Strategy, Constraint) == (other.Strategy, other.Constraint) && Columns.AsSpan().SequenceEqual(other.Columns.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Strategy, Constraint, Columns.Length);
}
