using FsCheck.Fluent;
using OrleansSync.Engine.Expressions;
using OrleansSync.Engine.Expressions.Running;
using OrleansSync.Engine.Expressions.Syntax;
using OrleansSync.Engine.Tests.Values;
using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Tests.Expressions;

public sealed class ExpressionPropertyTests
{
    private static readonly string[] Pieces =
    [
        "status", "amount", "\"Order No\"", "stats", "lower", "coalesce", "and", "or", "not", "in", "between", "like", "escape", "is", "null", "true", "date", "timestamp", "'2026-01-31'", "'", "\"", "(", ")", ",", "=", "<>",
        "<", "||", "+", "-", "--", "/*", "*", "/", "1", "2.5", "1.2.3", "1e9", ".", ";", "'a'", "''", "\0", "\uD800", "é", "%", "_", "\n", "{", "$", "@",
    ];

    [Fact]
    public void Parse_PrintedTree_IsTheTree() => Properties.ForAll(Trees.Any(), tree =>
    {
        var text = Printer.Print(tree);
        if (text.Length <= ExpressionLimits.LengthMax)
        {
            Assert.Equal(Sample.Shape(tree), Sample.Shape(Sample.Parse(text)));
        }
    }, 3_000);

    [Fact]
    public void Compile_AnyText_IsAnExpressionOrProblemsWithPlacesInIt() => Properties.ForAll(
        Gen.OneOf(
            Gen.Elements(Pieces).ArrayOf().Select(pieces => string.Join(" ", pieces)),
            Gen.Elements(Pieces).ArrayOf().Select(string.Concat),
            Generators.Text,
            Gen.Choose(0, 255).Select(unit => (char)unit).ArrayOf().Select(units => new string(units))),
        text =>
        {
            var (expression, problems) = Expression.Compile(text, Sample.Columns);
            Assert.Equal(expression is null, !problems.IsEmpty);
            Assert.All(problems, problem =>
            {
                Assert.InRange(problem.Position.Offset, 0, text.Length);
                Assert.InRange(problem.Position.Offset + problem.Position.Length, 0, text.Length);
                Assert.Equal(problem.Position.Offset, text.Split('\n').Take(problem.Position.Line - 1).Sum(line => line.Length + 1) + problem.Position.Column - 1);
            });
            if (expression is not null)
            {
                Assert.NotEqual(EvaluationStatus.Unknown, expression.Evaluate(Sample.Row()).Status);
                Assert.Equal(expression.Text, Sample.Compile(expression.Text).Text);
            }
        }, 10_000);

    [Fact]
    public void Evaluate_AnyExpressionOfRightKinds_SaysWhatTheReferenceSays()
    {
        var (compiled, failed, isNull) = (0, 0, 0);
        Properties.ForAll(
            from tree in Gen.OneOf(Trees.Condition(3), Trees.Condition(3), Trees.Number(3), Trees.Text(3)) from row in Trees.Row select (tree, row),
            given =>
            {
                var (expression, problems) = Expression.Compile(Printer.Print(given.tree), Sample.Columns);
                if (expression is null)
                {
                    Assert.All(problems, problem => Assert.Contains(problem.Kind, (ExpressionProblemKind[])[ExpressionProblemKind.AlwaysFails, ExpressionProblemKind.ComparedWithNull, ExpressionProblemKind.TooLong]));
                    return;
                }

                var result = expression.Evaluate(given.row);
                var expected = Reference.Evaluate(given.tree, given.row);
                compiled++;
                failed += expected == Reference.Failure ? 1 : 0;
                isNull += expected is null ? 1 : 0;
                Assert.True(
                    expected == Reference.Failure ? result.Status == EvaluationStatus.Failed : result.Status == EvaluationStatus.Done && Equals(expected, Reference.Plain(result.Value)),
                    $"{expression.Text}: {Sample.Show(result)}, but the reference says {expected ?? "null"}.");
                Assert.False(expression.IsAlwaysTrue && !result.IsTrue);
                Assert.False(expression.IsNeverTrue && result.IsTrue);
            }, 10_000);
        Assert.True(compiled > 5_000 && failed > 100 && isNull > 100, $"{compiled} expressions, {failed} failures, {isNull} nulls: the generator is too tame.");
    }

    [Fact]
    public void Evaluate_ConditionsJoined_ObeyTheLawsOfThreeValuedLogic() => Properties.ForAll(
        from a in Trees.Condition(2) from b in Trees.Condition(2) from c in Trees.Condition(2) from row in Trees.Row select (a, b, c, row),
        given =>
        {
            var (a, b, c, row) = given;
            Same(And(a, b), And(b, a));
            Same(Or(a, b), Or(b, a));
            Same(And(a, And(b, c)), And(And(a, b), c));
            Same(Not(And(a, b)), Or(Not(a), Not(b)));
            Same(Not(Or(a, b)), And(Not(a), Not(b)));
            Same(Not(Not(a)), a);
            Same(And(a, a), a);
            Same(And(a, Or(a, b)), a, whenNoneFails: b);

            void Same(SyntaxNode left, SyntaxNode right, SyntaxNode? whenNoneFails = null)
            {
                var (one, _) = Expression.CompileCondition(Printer.Print(left), Sample.Columns);
                var (other, _) = Expression.CompileCondition(Printer.Print(right), Sample.Columns);
                if (one is null || other is null || (whenNoneFails is not null && Reference.Evaluate(whenNoneFails, row) == Reference.Failure))
                {
                    return;
                }

                var (first, second) = (one.Evaluate(row), other.Evaluate(row));
                Assert.True(first.Status == second.Status && first.Value.Equals(second.Value), $"{one.Text} and {other.Text} differ.");
            }
        }, 2_000);

    [Fact]
    public void Matches_ShortTextsAndPatterns_AgreesWithARegularExpression() => Properties.ForAll(
        from text in Gen.Elements("a", "b", "%", "_", "!", "😀", "\n", "\uD83D").ArrayOf().Select(string.Concat)
        from pattern in Gen.Elements("a", "b", "%", "%", "_", "_", "!%", "!_", "!!", "😀", "\n").ArrayOf().Select(string.Concat)
        select (text, pattern),
        given => Assert.Equal(Reference.Like(given.text, given.pattern, '!'), LikePattern.TryParse(given.pattern, '!')?.Matches(given.text)), 10_000);

    [Fact]
    public void Evaluate_AnyExpressionThatReadsAnUnknownColumn_IsUnknown() => Properties.ForAll(
        from tree in Trees.Condition(3) from row in Trees.Row from at in Gen.Choose(0, 8) select (tree, row, at),
        given =>
        {
            given.row[given.at] = Value.Unknown;
            if (Expression.CompileCondition(Printer.Print(given.tree), Sample.Columns).Expression is { } expression)
            {
                Assert.Equal(expression.Columns.Contains(given.at), expression.Evaluate(given.row).Status == EvaluationStatus.Unknown);
            }
        }, 3_000);

    private static SyntaxNode And(SyntaxNode left, SyntaxNode right) => Trees.Binary(BinaryOperator.And, left, right);

    private static SyntaxNode Or(SyntaxNode left, SyntaxNode right) => Trees.Binary(BinaryOperator.Or, left, right);

    private static SyntaxNode.Not Not(SyntaxNode operand) => new SyntaxNode.Not(operand, default);
}
