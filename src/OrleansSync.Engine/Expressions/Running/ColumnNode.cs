using OrleansSync.Engine.Expressions.Checking;
using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Expressions.Running;

internal sealed class ColumnNode(int ordinal, ExpressionColumn column, SourcePosition position)
    : Node(column.Kind, isConstant: false, column.IsNeverNull ? Possible.Value : Possible.Value | Possible.Null)
{
    public int Ordinal { get; } = ordinal;

    public override Evaluation Evaluate(ReadOnlySpan<Value> row)
    {
        if ((uint)Ordinal >= (uint)row.Length)
        {
            return Fail(EvaluationRule.RowMismatch, position);
        }

        var value = row[Ordinal];
        return value switch
        {
            { IsNull: true } or TextValue { Text.Length: 0 } or ChoicesValue { Choices.IsEmpty: true } => Null,
            _ => value.Kind == Kind ? new Evaluation(value) : Fail(EvaluationRule.RowMismatch, position),
        };
    }
}
