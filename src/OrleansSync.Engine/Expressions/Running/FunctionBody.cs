using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Expressions.Running;

/// <summary>What a function does with arguments of the kinds it declares.</summary>
internal delegate EvaluationRule FunctionBody(ReadOnlySpan<Value> arguments, out Value result);
