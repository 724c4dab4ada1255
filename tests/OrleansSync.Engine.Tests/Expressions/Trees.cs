using FsCheck;
using FsCheck.Fluent;
using OrleansSync.Engine.Expressions.Syntax;
using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Tests.Expressions;

/// <summary>Random expressions: any tree for the printer and the parser, and trees of right kinds for the evaluator.</summary>
internal static class Trees
{
    private static readonly BinaryOperator[] Comparisons = [BinaryOperator.Equal, BinaryOperator.NotEqual, BinaryOperator.Less, BinaryOperator.LessOrEqual, BinaryOperator.Greater, BinaryOperator.GreaterOrEqual];
    private static readonly Gen<bool> Coin = Gen.Elements(true, false);

    private static readonly Gen<SyntaxNode> Leaf = Gen.OneOf(
        Gen.Elements("a", "and", "Order No", "q\"q", "date", "x$1", "é", "").Select(SyntaxNode (name) => new SyntaxNode.Column(name, !Token.IsBareName(name), Nowhere)),
        Gen.Elements<Value>(
            Value.Null, BooleanValue.True, BooleanValue.False, new NumberValue(0), new NumberValue(1.25m), new NumberValue(decimal.MaxValue), new NumberValue(0.0000001m), new TextValue(""), new TextValue("it's"),
            new TextValue("--\n\"%"), new DateValue(new(1, 1, 1)), new InstantValue(InstantValue.UnixSecondsMax)).Select(Literal));

    /// <summary>Any tree that can be written.</summary>
    public static Gen<SyntaxNode> Any(int depth = 4) => depth == 0 ? Leaf : Gen.OneOf(
        Leaf,
        Any(depth - 1).Select(SyntaxNode (operand) => new SyntaxNode.Not(operand, Nowhere)),
        Any(depth - 1).Select(SyntaxNode (operand) => new SyntaxNode.Negate(operand, Nowhere)),
        from found in Gen.Elements(Enum.GetValues<BinaryOperator>()) from left in Any(depth - 1) from right in Any(depth - 1) select Binary(found, left, right),
        from found in Gen.Elements(Enum.GetValues<BinaryOperator>()) from left in Any(depth - 1) from right in Any(depth - 1) select Binary(found, left, right),
        from operand in Any(depth - 1) from first in Any(depth - 1) from second in Any(depth - 1) from negated in Coin select (SyntaxNode)new SyntaxNode.In(operand, [first, second], negated, Nowhere),
        from operand in Any(depth - 1) from low in Any(depth - 1) from high in Any(depth - 1) from negated in Coin select (SyntaxNode)new SyntaxNode.Between(operand, low, high, negated, Nowhere),
        from operand in Any(depth - 1)
        from pattern in Any(depth - 1)
        from escaped in Coin
        from negated in Coin
        select (SyntaxNode)new SyntaxNode.Like(operand, pattern, escaped ? Literal(new TextValue("!")) : null, negated, Nowhere),
        from operand in Any(depth - 1) from negated in Coin select (SyntaxNode)new SyntaxNode.NullTest(operand, negated, Nowhere),
        from name in Gen.Elements("lower", "f", "date") from first in Any(depth - 1) from second in Any(depth - 1) select (SyntaxNode)new SyntaxNode.Call(name, Nowhere, [first, second], Nowhere));

    public static Gen<SyntaxNode> Condition(int depth) => depth == 0
        ? Gen.OneOf(Column("done"), Column("active"), Gen.Elements(true, false).Select(given => Literal(BooleanValue.Of(given))))
        : Gen.OneOf(
            Condition(0),
            Condition(depth - 1).Select(SyntaxNode (operand) => new SyntaxNode.Not(operand, Nowhere)),
            from isAnd in Coin from left in Condition(depth - 1) from right in Condition(depth - 1) select Binary(isAnd ? BinaryOperator.And : BinaryOperator.Or, left, right),
            from isAnd in Coin from left in Condition(depth - 1) from right in Condition(depth - 1) select Binary(isAnd ? BinaryOperator.And : BinaryOperator.Or, left, right),
            OfKind(depth, Number), OfKind(depth, Text), OfKind(depth, _ => Gen.OneOf(Column("due"), Gen.Constant(Literal(new DateValue(new(2026, 2, 1)))))),
            from operand in Text(depth - 1)
            from pattern in Gen.Elements("%a%", "a_c", "_%", "%", "o!%", "op%n", "__a%c_")
            from negated in Coin
            select (SyntaxNode)new SyntaxNode.Like(operand, Literal(new TextValue(pattern)), Literal(new TextValue("!")), negated, Nowhere));

    public static Gen<SyntaxNode> Number(int depth) => depth == 0
        ? Gen.OneOf(Column("id"), Column("amount"), Column("missing"), Gen.Elements(0m, 1m, 2m, 7m, 99.5m, decimal.MaxValue).Select(number => Literal(new NumberValue(number))))
        : Gen.OneOf(
            Number(0),
            Number(depth - 1).Select(SyntaxNode (operand) => new SyntaxNode.Negate(operand, Nowhere)),
            from found in Gen.Elements(BinaryOperator.Add, BinaryOperator.Subtract, BinaryOperator.Multiply, BinaryOperator.Divide) from left in Number(depth - 1) from right in Number(depth - 1) select Binary(found, left, right),
            from name in Gen.Elements("length", "to_number") from operand in Text(depth - 1) select (SyntaxNode)Call(name, operand),
            from name in Gen.Elements("abs", "round", "floor", "ceil") from operand in Number(depth - 1) select (SyntaxNode)Call(name, operand),
            from first in Number(depth - 1) from second in Number(depth - 1) select (SyntaxNode)Call("coalesce", first, second));

    public static Gen<SyntaxNode> Text(int depth) => depth == 0
        ? Gen.OneOf(Column("status"), Column("name"), Column("Order No"), Gen.Elements("a", "abc", "open", " o", "7", "-1.5", "😀c").Select(text => Literal(new TextValue(text))))
        : Gen.OneOf(
            Text(0),
            from left in Text(depth - 1) from right in Text(depth - 1) select Binary(BinaryOperator.Concat, left, right),
            from name in Gen.Elements("lower", "upper", "trim") from operand in Text(depth - 1) select (SyntaxNode)Call(name, operand),
            from name in Gen.Elements("left", "right", "substring") from operand in Text(depth - 1) from count in Number(depth - 1) select (SyntaxNode)Call(name, operand, count),
            from name in Gen.Elements("coalesce", "concat") from first in Text(depth - 1) from second in Text(depth - 1) select (SyntaxNode)Call(name, first, second),
            from operand in Text(depth - 1) from sought in Text(0) from instead in Text(0) select (SyntaxNode)Call("replace", operand, sought, instead),
            Number(depth - 1).Select(SyntaxNode (number) => Call("to_text", number)));

    /// <summary>Rows with nulls, edges and texts that mean something.</summary>
    public static readonly Gen<Value[]> Row =
        from id in Gen.Choose(-1, 8)
        from status in Words
        from name in Words
        from number in Words
        from amount in Gen.Elements(null, 0m, 1m, -2.5m, 99.5m, decimal.MaxValue, (decimal?)1e-28m)
        from active in Gen.Elements(Value.Null, BooleanValue.True, BooleanValue.False)
        from done in Coin
        from due in Gen.Elements(Value.Null, new DateValue(new(2026, 1, 31)), new DateValue(new(2026, 2, 1)))
        select Make(id, status, name, number, amount, active, done, due);

    private static Span Nowhere => default;

    private static Gen<string> Words => Gen.Elements("", "open", "OPEN", "a", "abc", "o%", "7", "-1.5", "1e99", "x y", " ", "a😀c", "aXc");

    public static SyntaxNode Binary(BinaryOperator found, SyntaxNode left, SyntaxNode right) => new SyntaxNode.Binary(found, left, right, Nowhere);

    private static Gen<SyntaxNode> OfKind(int depth, Func<int, Gen<SyntaxNode>> operand) => Gen.OneOf(
        from found in Gen.Elements(Comparisons) from left in operand(depth - 1) from right in operand(depth - 1) select Binary(found, left, right),
        from subject in operand(depth - 1) from items in operand(depth - 1).ArrayOf(3) from negated in Coin select (SyntaxNode)new SyntaxNode.In(subject, [.. items], negated, Nowhere),
        from subject in operand(depth - 1) from low in operand(depth - 1) from high in operand(depth - 1) from negated in Coin select (SyntaxNode)new SyntaxNode.Between(subject, low, high, negated, Nowhere),
        from subject in operand(depth - 1) from negated in Coin select (SyntaxNode)new SyntaxNode.NullTest(subject, negated, Nowhere));

    private static Value[] Make(int id, string status, string name, string number, decimal? amount, Value active, bool done, Value due)
    {
        var row = Sample.Row();
        (row[0], row[1], row[2], row[3]) = (new NumberValue(id), new TextValue(status), new TextValue(name), amount is { } given ? new NumberValue(given) : Value.Null);
        (row[4], row[5], row[6], row[8]) = (active, BooleanValue.Of(done), due, new TextValue(number));
        return row;
    }

    private static Gen<SyntaxNode> Column(string name) => Gen.Constant<SyntaxNode>(new SyntaxNode.Column(name, !Token.IsBareName(name), Nowhere));

    private static SyntaxNode Literal(Value value) => new SyntaxNode.Literal(value, Nowhere);

    private static SyntaxNode.Call Call(string name, params SyntaxNode[] arguments) => new SyntaxNode.Call(name, Nowhere, [.. arguments], Nowhere);
}
