using System.Collections.Immutable;
using OrleansSync.Engine.Expressions.Running;
using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Expressions.Checking;

/// <summary>A function: its name, the kinds that each argument may have, how many are required, and its result.</summary>
internal sealed record FunctionSignature(string Name, ImmutableArray<ImmutableArray<ValueKind>> Parameters, int Required, ValueKind Result, FunctionBody Body)
{
    /// <summary>True when the last parameter may be repeated.</summary>
    public bool IsVariadic { get; init; }

    /// <summary>True when null arguments do not simply make null.</summary>
    public bool TakesNulls { get; init; }

    public int ArgumentsMax => IsVariadic ? ExpressionLimits.ListItemsMax : Parameters.Length;

    public ImmutableArray<ValueKind> KindsOf(int argument) => Parameters[Math.Min(argument, Parameters.Length - 1)];

    /// <summary>How it is called, for people.</summary>
    public string Usage => $"{Name}({string.Join(", ", Parameters.Select((kinds, index) => $"{Kinds.Names(kinds)}{(index >= Required ? " (optional)" : "")}"))}{(IsVariadic ? ", ..." : "")})";
}
