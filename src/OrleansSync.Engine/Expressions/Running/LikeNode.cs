using OrleansSync.Engine.Expressions.Checking;
using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Expressions.Running;

internal sealed class LikeNode(Node operand, Node pattern, LikePattern? prepared, int escape, SourcePosition position)
    : Node(ValueKind.Boolean, operand.IsConstant && pattern.IsConstant, Possibilities.Strict([operand.Possible, pattern.Possible], prepared is null ? Possible.Value | Possible.Fails : Possible.Value))
{
    public override Evaluation Evaluate(ReadOnlySpan<Value> row)
    {
        var text = operand.Evaluate(row);
        if (text.Failure is not null)
        {
            return text;
        }

        if (prepared is not null)
        {
            return text.Value is TextValue known ? Of(prepared.Matches(known.Text)) : Null;
        }

        var made = pattern.Evaluate(row);
        if (made.Failure is not null)
        {
            return made;
        }

        if (text.Value is not TextValue subject || made.Value is not TextValue wanted)
        {
            return Null;
        }

        return LikePattern.TryParse(wanted.Text, escape) is { } parsed ? Of(parsed.Matches(subject.Text)) : Fail(EvaluationRule.BadPattern, position);
    }
}
