using OrleansSync.Engine.Expressions;

namespace OrleansSync.Engine.Tests.Expressions;

public sealed class ParserTests
{
    [Theory]
    [InlineData("a or b and c", "(Or a (And b c))")]
    [InlineData("a and b or c", "(Or (And a b) c)")]
    [InlineData("a or b or c", "(Or (Or a b) c)")]
    [InlineData("not a and b", "(And (not a) b)")]
    [InlineData("not not a", "(not (not a))")]
    [InlineData("not a = b", "(not (Equal a b))")]
    [InlineData("not a is null", "(not (null a))")]
    [InlineData("a = b is null", "(null (Equal a b))")]
    [InlineData("a = b is not null", "(not-null (Equal a b))")]
    [InlineData("a in (1) = b", "(Equal (in a Number:1) b)")]
    [InlineData("a = b in (1, 2)", "(Equal a (in b Number:1 Number:2))")]
    [InlineData("a || b like c || d", "(like (Concat a b) (Concat c d) )")]
    [InlineData("a like 'x!%' escape '!'", "(like a Text:'x!%' Text:'!')")]
    [InlineData("a not like b", "(not-like a b )")]
    [InlineData("a not in (b)", "(not-in a b)")]
    [InlineData("a between 1 and 2 and b", "(And (between a Number:1 Number:2) b)")]
    [InlineData("a not between b + 1 and c", "(not-between a (Add b Number:1) c)")]
    [InlineData("a || b + c", "(Concat a (Add b c))")]
    [InlineData("a - b - c", "(Subtract (Subtract a b) c)")]
    [InlineData("a - b * c / d", "(Subtract a (Divide (Multiply b c) d))")]
    [InlineData("- a * b", "(Multiply (neg a) b)")]
    [InlineData("a - -b", "(Subtract a (neg b))")]
    [InlineData("(a or b) and c", "(And (Or a b) c)")]
    [InlineData("a < b and c >= d or e <> f", "(Or (And (Less a b) (GreaterOrEqual c d)) (NotEqual e f))")]
    [InlineData("a != b", "(NotEqual a b)")]
    [InlineData("A And TRUE oR nuLL", "(Or (And A Boolean:true) Null:null)")]
    [InlineData("date '2026-01-31' = date", "(Equal Date:date '2026-01-31' date)")]
    [InlineData("timestamp '2026-01-31T08:30:00Z'", "Instant:timestamp '2026-01-31T08:30:00Z'")]
    [InlineData("timestamp '2026-01-31 08:30:00Z'", "Instant:timestamp '2026-01-31T08:30:00Z'")]
    [InlineData("'it''s' || \"a\"\"b\"", "(Concat Text:'it's' \"a\"b\")")]
    [InlineData("f() + g(1, 'x')", "(Add (f ) (g Number:1 Text:'x'))")]
    [InlineData(".5 + 1. + 1.50", "(Add (Add Number:0.5 Number:1) Number:1.5)")]
    [InlineData("straße = größe_2", "(Equal straße größe_2)")]
    public void Parse_Precedence_IsThatOfPostgres(string text, string shape) => Assert.Equal(shape, Sample.Shape(Sample.Parse(text)));

    [Theory]
    [InlineData("", "1:1 Empty")]
    [InlineData("   ", "1:1 Empty")]
    [InlineData("status", "1:1 KindMismatch")]
    [InlineData("status = ", "1:10 Unexpected")]
    [InlineData("status =\n  'open", "2:3 NotClosed")]
    [InlineData("status = \"open", "1:10 NotClosed")]
    [InlineData("(status = 'open'", "1:1 NotClosed")]
    [InlineData("status = 'open')", "1:16 Unexpected")]
    [InlineData("status == 'open'", "1:8 BadCharacter")]
    [InlineData("status = 'a' & done", "1:14 BadCharacter")]
    [InlineData("status = \u2018a\u2019", "1:10 BadCharacter|1:12 BadCharacter")]
    [InlineData("amount = = 5", "1:10 Unexpected")]
    [InlineData("amount = +5", "1:10 Unexpected")]
    [InlineData("amount = --5", "1:10 BadCharacter")]
    [InlineData("amount = 1.2.3", "1:10 BadLiteral")]
    [InlineData("amount = 2nd", "1:10 BadLiteral")]
    [InlineData("amount = 123456789012345678901234567890", "1:10 BadLiteral")]
    [InlineData("due = date '2026-02-30'", "1:12 BadLiteral")]
    [InlineData("at = timestamp '2026-01-31'", "1:16 BadLiteral")]
    [InlineData("1 < amount < 5", "1:12 Chained")]
    [InlineData("status is 'open'", "1:11 Unexpected")]
    [InlineData("status in 'open'", "1:11 Unexpected")]
    [InlineData("status in ()", "1:12 Unexpected")]
    [InlineData("amount between 1 or done", "1:18 Unexpected")]
    [InlineData("done adn active", "1:6 Unexpected")]
    [InlineData("done 'x'", "1:6 Unexpected")]
    [InlineData("stats = 'open'", "1:1 NoSuchColumn")]
    [InlineData("twIn = 'a'", "1:1 AmbiguousColumn")]
    [InlineData("\"mixed\" = 'a'", "1:1 NoSuchColumn")]
    [InlineData("shape is null", "1:1 ColumnNotReadable")]
    [InlineData("lowr(status) = 'a'", "1:1 NoSuchFunction")]
    [InlineData("lower(status, 1) = 'a'", "1:1 ArgumentCount")]
    [InlineData("lower(amount) = 'a'", "1:7 KindMismatch")]
    [InlineData("amount = '5'", "1:10 KindMismatch")]
    [InlineData("due > at", "1:7 KindMismatch")]
    [InlineData("tags = tags", "1:1 KindMismatch")]
    [InlineData("status = null", "1:10 ComparedWithNull")]
    [InlineData("status <> ''", "1:11 ComparedWithNull")]
    [InlineData("status not in ('a', null)", "1:21 ComparedWithNull")]
    [InlineData("status like 'a\\'", "1:13 BadPattern")]
    [InlineData("status like 'a' escape 'ab'", "1:24 BadPattern")]
    [InlineData("amount = 1 / 0", "1:12 AlwaysFails")]
    [InlineData("date_part('week', due) = 1", "1:11 KindMismatch")]
    [InlineData("date_part('hour', due) = 1", "1:11 KindMismatch")]
    [InlineData("coalesce(status, 1) = 'a'", "1:18 KindMismatch")]
    [InlineData("stats = 'a' or lowr(name) = 'b'\nand amount = 'x' or (due = ", "1:1 NoSuchColumn|1:16 NoSuchFunction|2:14 KindMismatch|2:21 NotClosed|2:28 Unexpected")]
    [InlineData("done or ) and stats = 1", "1:9 Unexpected|1:15 NoSuchColumn")]
    [InlineData("done, stats", "1:5 Unexpected|1:7 NoSuchColumn")]
    [InlineData("lower(status stats) = 'a' and amout = 1", "1:14 Unexpected|1:31 NoSuchColumn")]
    [InlineData("a.b = 1", "1:1 NoSuchColumn|1:2 BadCharacter")]
    [InlineData("'; drop table users; --", "1:1 NotClosed")]
    [InlineData("1; drop table users; --", "1:2 BadCharacter|1:20 BadCharacter|1:22 BadCharacter")]
    public void Compile_WrongText_ReportsEachPlaceOnce(string text, string places)
    {
        var (expression, problems) = Expression.CompileCondition(text, Sample.Columns);
        Assert.Null(expression);
        Assert.Equal(places, string.Join("|", problems.Select(problem => $"{problem.Position.Line}:{problem.Position.Column} {problem.Kind}")));
        Assert.All(problems, problem => Assert.EndsWith(".", problem.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("stats = 'a'", "Did you mean status?")]
    [InlineData("orderno = 'a'", "Did you mean \"Order No\"?")]
    [InlineData("zzzzzzzz = 'a'", "Texts are written in single quotes.")]
    [InlineData("lowr(status) = 'a'", "Did you mean lower?")]
    [InlineData("datepart('year', due) = 1", "Did you mean date_part?")]
    [InlineData("done adn active", "Did you mean and?")]
    [InlineData("status == 'a'", "Equality is written =.")]
    [InlineData("done && active", "Write and.")]
    [InlineData("status is 'a'", "Only null is tested with is; equality is written =.")]
    [InlineData("amount = '5'", "Write the number without quotes.")]
    [InlineData("status = 5", "Write it in single quotes.")]
    [InlineData("due > '2026-01-31'", "Write date '2026-01-31'.")]
    [InlineData("status = amount", "Convert it with to_text(...).")]
    [InlineData("status = null", "Write is null or is not null.")]
    [InlineData("amount = not done", "Put not before the whole condition, or what it negates in parentheses.")]
    [InlineData("twIn = 'a'", "Write the name in quotes with its exact case.")]
    [InlineData("left(status) = 'a'", "Write left(text, number).")]
    [InlineData("status = 'it's'", "Close it with '; a quote inside is written twice.")]
    public void Compile_WrongText_HintsAtTheWayOut(string text, string hint) =>
        Assert.Contains(Expression.CompileCondition(text, Sample.Columns).Problems, problem => problem.Hint == hint);

    [Fact]
    public void Compile_TextsAtTheLimits_AreTakenAndThoseBeyondRefused()
    {
        Check("done" + new string(' ', ExpressionLimits.LengthMax - 4), null);
        Check("done" + new string(' ', ExpressionLimits.LengthMax - 3), ExpressionProblemKind.TooLong);
        Check(Nested(ExpressionLimits.DepthMax - 1), null);
        Check(Nested(ExpressionLimits.DepthMax), ExpressionProblemKind.TooDeep);
        Check(string.Concat(Enumerable.Repeat("not ", 400)) + "done", ExpressionProblemKind.TooDeep);
        Check("amount = " + string.Concat(Enumerable.Repeat("- ", 400)) + "1", ExpressionProblemKind.TooDeep);
        Check($"id in ({string.Join(",", Enumerable.Range(0, ExpressionLimits.ListItemsMax))})", null);
        Check($"id in ({string.Join(",", Enumerable.Range(0, ExpressionLimits.ListItemsMax + 1))})", ExpressionProblemKind.ListTooLong);
        Check("id=" + string.Join("+", Enumerable.Repeat("1", (ExpressionLimits.NodesMax / 2) - 1)), null);
        Check("id=" + string.Join("+", Enumerable.Repeat("1", (ExpressionLimits.NodesMax / 2) + 1)), ExpressionProblemKind.TooLarge);

        static string Nested(int depth) => $"{new string('(', depth)}done{new string(')', depth)}";

        static void Check(string text, ExpressionProblemKind? kind) =>
            Assert.Equal(kind, Expression.CompileCondition(text, Sample.Columns).Problems.Select(problem => (ExpressionProblemKind?)problem.Kind).FirstOrDefault(found => found == kind || kind is null));
    }

    [Fact]
    public void Compile_ManyErrors_AreCutAtTheLimit() => Assert.Equal(
        ExpressionLimits.ProblemsMax,
        Expression.CompileCondition(string.Join(" or ", Enumerable.Repeat("nothing", 100)), Sample.Columns).Problems.Length);
}
