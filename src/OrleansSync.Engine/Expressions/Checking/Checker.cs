using System.Collections.Immutable;
using OrleansSync.Engine.Expressions.Running;
using OrleansSync.Engine.Expressions.Syntax;
using OrleansSync.Engine.Values;
using static OrleansSync.Engine.Expressions.ExpressionProblemKind;

namespace OrleansSync.Engine.Expressions.Checking;

/// <summary>
/// Finds columns and functions, checks kinds, folds what reads no column, and makes what can be evaluated. Each method gives
/// null for what was reported, so that one mistake is one problem.
/// </summary>
internal sealed partial class Checker(string text, ExpressionColumns columns, Problems problems)
{
    private readonly SortedSet<int> read = [];

    // A guess compares with every name there is; hundreds of wrong names in one text do not get one each.
    private int guessesLeft = ExpressionLimits.ProblemsMax;

    /// <summary>The ordinals of the columns that were met.</summary>
    public ImmutableArray<int> Read => [.. read];

    public Node? Bind(SyntaxNode syntax) => Fold(syntax switch
    {
        SyntaxNode.Literal literal => Constant(literal.Value),
        SyntaxNode.Column column => Column(column),
        SyntaxNode.Not not => Condition(not.Operand) is { } operand ? new NotNode(operand) : null,
        SyntaxNode.Negate negate => Apply([negate.Operand], ValueKind.Number, ValueKind.Number, NumberFunctions.Negate, negate.Span),
        SyntaxNode.Binary binary => Binary(binary),
        SyntaxNode.In among => Negate(In(among), among.Negated),
        SyntaxNode.Between between => Negate(Between(between), between.Negated),
        SyntaxNode.Like like => Negate(Like(like), like.Negated),
        SyntaxNode.NullTest test => Bind(test.Operand) is { } operand ? new NullTestNode(operand, test.Negated) : null,
        SyntaxNode.Call call => Call(call),
        _ => null,
    });

    /// <summary>A part that must be true, false or null.</summary>
    public Node? Condition(SyntaxNode syntax) => Wanted(syntax, [ValueKind.Boolean]);

    private static ConstantNode Constant(Value value) => value is TextValue { Text.Length: 0 } ? new(Value.Null, ValueKind.Text) : new(value, value.Kind);

    private static Node? Negate(Node? node, bool negated) => negated && node is not null ? new NotNode(node) : node;

    private Node? Fold(Node? node)
    {
        if (node is null or ConstantNode or { IsConstant: false })
        {
            return node;
        }

        var result = node.Evaluate([]);
        if (result.Failure is null)
        {
            return new ConstantNode(result.Value, node.Kind);
        }

        var position = result.Failure.Position;
        problems.Add(AlwaysFails, new Span(position.Offset, position.Length), "This fails for every row.", result.Failure.Problem);
        return null;
    }

    private ColumnNode? Column(SyntaxNode.Column syntax)
    {
        var (ordinal, count) = columns.Find(syntax.Name, syntax.Quoted);
        if (ordinal < 0)
        {
            problems.Add(
                count > 1 ? AmbiguousColumn : NoSuchColumn,
                syntax.Span,
                count > 1 ? "Several columns have this name but for case." : "There is no column of this name.",
                count > 1 ? "Write the name in quotes with its exact case." : guessesLeft-- > 0 && columns.Nearest(syntax.Name) is { } near ? $"Did you mean {Quote(near)}?" : "Texts are written in single quotes.");
            return null;
        }

        var column = columns.All[ordinal];
        if (column.Kind is ValueKind.Unknown or ValueKind.Null)
        {
            problems.Add(ColumnNotReadable, syntax.Span, "The type of this column is not read.", "Cast the column in a view.");
            return null;
        }

        read.Add(ordinal);
        return new ColumnNode(ordinal, column, At(syntax.Span));
    }

    private Node? Binary(SyntaxNode.Binary binary) => binary.Operator switch
    {
        BinaryOperator.Or or BinaryOperator.And => Join(binary),
        BinaryOperator.Concat => Apply([binary.Left, binary.Right], ValueKind.Text, ValueKind.Text, TextFunctions.Concat, binary.OperatorSpan),
        BinaryOperator.Add => Arithmetic(binary, NumberFunctions.Add),
        BinaryOperator.Subtract => Arithmetic(binary, NumberFunctions.Subtract),
        BinaryOperator.Multiply => Arithmetic(binary, NumberFunctions.Multiply),
        BinaryOperator.Divide => Arithmetic(binary, NumberFunctions.Divide),
        _ => Compare(binary),
    };

    private JoinNode? Join(SyntaxNode.Binary binary)
    {
        var (left, right) = (Condition(binary.Left), Condition(binary.Right));
        return left is null || right is null ? null : new JoinNode(left, right, binary.Operator == BinaryOperator.And);
    }

    private FunctionNode? Arithmetic(SyntaxNode.Binary binary, FunctionBody body) => Apply([binary.Left, binary.Right], ValueKind.Number, ValueKind.Number, body, binary.OperatorSpan);

    private FunctionNode? Apply(ImmutableArray<SyntaxNode> operands, ValueKind wanted, ValueKind result, FunctionBody body, Span span)
    {
        var nodes = operands.Select(operand => Wanted(operand, [wanted])).ToList();
        return nodes.Contains(null) ? null : new FunctionNode([.. nodes.OfType<Node>()], result, body, takesNulls: false, At(span));
    }

    private CompareNode? Compare(SyntaxNode.Binary binary)
    {
        var (left, right) = (Bind(binary.Left), Bind(binary.Right));
        return left is not null && right is not null && AreComparable(left, binary.Left, right, binary.Right) ? new CompareNode(binary.Operator, left, right) : null;
    }

    private InNode? In(SyntaxNode.In among)
    {
        var operand = Bind(among.Operand);
        var items = among.Items.Select(Bind).ToList();
        var good = operand is not null;
        for (var index = 0; index < items.Count; index++)
        {
            good &= items[index] is { } item && operand is not null && AreComparable(operand, among.Operand, item, among.Items[index]);
        }

        return good && operand is not null ? new InNode(operand, [.. items.OfType<Node>()]) : null;
    }

    private BetweenNode? Between(SyntaxNode.Between between)
    {
        var (operand, low, high) = (Bind(between.Operand), Bind(between.Low), Bind(between.High));
        if (operand is null || low is null || high is null)
        {
            return null;
        }

        var lowFits = AreComparable(operand, between.Operand, low, between.Low);
        return AreComparable(operand, between.Operand, high, between.High) && lowFits ? new BetweenNode(operand, low, high) : null;
    }

    /// <summary>Both of one kind, one that can be compared, and none a written-out null.</summary>
    private bool AreComparable(Node left, SyntaxNode leftSyntax, Node right, SyntaxNode rightSyntax)
    {
        foreach (var (node, syntax) in new[] { (left, leftSyntax), (right, rightSyntax) })
        {
            if (node is ConstantNode { Value.IsNull: true })
            {
                problems.Add(ComparedWithNull, syntax.Span, node.Kind == ValueKind.Null ? "A comparison with null is never true." : "The empty text is null, and a comparison with null is never true.", "Write is null or is not null.");
                return false;
            }

            if (!Kinds.IsComparable(node.Kind))
            {
                problems.Add(KindMismatch, syntax.Span, $"A {Kinds.Name(node.Kind)} is not compared.", node.Kind == ValueKind.Json ? Kinds.Way(ValueKind.Json, ValueKind.Text) : "Only is null and is not null take it.");
                return false;
            }
        }

        if (left.Kind == right.Kind)
        {
            return true;
        }

        problems.Add(KindMismatch, rightSyntax.Span, $"Expected a {Kinds.Name(left.Kind)}, as on the left; this is a {Kinds.Name(right.Kind)}.", HintFor(left, right));
        return false;
    }

    private static string HintFor(Node left, Node right) => (left.Kind, right.Kind) switch
    {
        (ValueKind.Number, ValueKind.Text) when right is ConstantNode => "Write the number without quotes.",
        (ValueKind.Text, ValueKind.Number or ValueKind.Boolean) when right is ConstantNode => "Write it in single quotes.",
        (ValueKind.Date, ValueKind.Text) when right is ConstantNode => "Write date '2026-01-31'.",
        (ValueKind.Instant, ValueKind.Text) when right is ConstantNode => "Write timestamp '2026-01-31T08:30:00Z'.",
        (ValueKind.Boolean, ValueKind.Text) when right is ConstantNode => "Write true or false without quotes.",
        (ValueKind.Date, ValueKind.Instant) => "Convert the timestamp with to_date(...), or compare with a date.",
        (ValueKind.Instant, ValueKind.Date) => "Compare with a timestamp, or convert the left side with to_date(...).",
        _ => Kinds.Way(right.Kind, left.Kind),
    };

    private Node? Wanted(SyntaxNode syntax, ImmutableArray<ValueKind> kinds)
    {
        var node = Bind(syntax);
        if (node is null || node.Kind == ValueKind.Null || kinds.Contains(node.Kind))
        {
            return node;
        }

        problems.Add(KindMismatch, syntax.Span, $"Expected a {Kinds.Names(kinds)}; this is a {Kinds.Name(node.Kind)}.", Kinds.Way(node.Kind, kinds[0]));
        return null;
    }

    private SourcePosition At(Span span) => SourcePosition.Of(text, span);

    private static string Quote(string name) => Token.IsBareName(name) ? name : $"\"{name}\"";
}
