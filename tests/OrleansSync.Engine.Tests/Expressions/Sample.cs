using OrleansSync.Engine.Expressions;
using OrleansSync.Engine.Expressions.Syntax;
using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Tests.Expressions;

/// <summary>A table with a column of every kind, a row of it, and the shape of an expression with all its parentheses.</summary>
internal static class Sample
{
    public static readonly ExpressionColumns Columns = new(
    [
        new("id", ValueKind.Number, false), new("status", ValueKind.Text, true), new("name", ValueKind.Text, false), new("amount", ValueKind.Number, true),
        new("active", ValueKind.Boolean, true), new("done", ValueKind.Boolean, false), new("due", ValueKind.Date, true), new("at", ValueKind.Instant, true),
        new("Order No", ValueKind.Text, true), new("tags", ValueKind.Choices, true), new("data", ValueKind.Json, true), new("Mixed", ValueKind.Text, true),
        new("twin", ValueKind.Text, true), new("Twin", ValueKind.Text, true), new("shape", ValueKind.Unknown, true), new("missing", ValueKind.Number, true),
    ]);

    public static Value[] Row()
    {
        Assert.True(JsonValue.TryParse("{\"a\":1}"u8, out var json, out _));
        return
        [
            new NumberValue(7), new TextValue("open"), new TextValue("Ada Lovelace"), new NumberValue(99.5m), BooleanValue.True, BooleanValue.False, new DateValue(new(2026, 1, 31)),
            new InstantValue(1_769_848_200), new TextValue("A-17"), new ChoicesValue(["x"]), json, new TextValue("50%"), new TextValue("t"), new TextValue("T"), Value.Null, Value.Null,
        ];
    }

    public static Expression Compile(string text)
    {
        var (expression, problems) = Expression.Compile(text, Columns);
        Assert.True(expression is not null, $"{text}: {string.Join(" ", problems.Select(problem => problem.ToViolation("x").Problem))}");
        return expression;
    }

    public static string Evaluate(string text) => Show(Compile(text).Evaluate(Row()));

    public static string Show(Evaluation result) => result switch
    {
        { Failure: { } failure } => $"{failure.Rule} at {failure.Position.Offset}",
        { Value: TextValue text } => $"'{text.Text}'",
        { Value: NumberValue number } => number.Number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        { Value: BooleanValue boolean } => boolean.IsTrue ? "true" : "false",
        { Value: DateValue date } => $"date '{Moments.Text(date)}'",
        { Value: InstantValue instant } => $"timestamp '{Moments.Text(instant)}'",
        { Value.IsNull: true } => "null",
        _ => result.Value.Kind.ToString(),
    };

    public static string Shape(SyntaxNode node) => node switch
    {
        SyntaxNode.Literal literal => $"{literal.Value.Kind}:{Show(new Evaluation(literal.Value))}",
        SyntaxNode.Column column => column.Quoted ? $"\"{column.Name}\"" : column.Name,
        SyntaxNode.Not not => $"(not {Shape(not.Operand)})",
        SyntaxNode.Negate negate => $"(neg {Shape(negate.Operand)})",
        SyntaxNode.Binary binary => $"({binary.Operator} {Shape(binary.Left)} {Shape(binary.Right)})",
        SyntaxNode.In among => $"({(among.Negated ? "not-" : "")}in {Shape(among.Operand)} {string.Join(" ", among.Items.Select(Shape))})",
        SyntaxNode.Between between => $"({(between.Negated ? "not-" : "")}between {Shape(between.Operand)} {Shape(between.Low)} {Shape(between.High)})",
        SyntaxNode.Like like => $"({(like.Negated ? "not-" : "")}like {Shape(like.Operand)} {Shape(like.Pattern)} {(like.Escape is null ? "" : Shape(like.Escape))})",
        SyntaxNode.NullTest test => $"({(test.Negated ? "not-" : "")}null {Shape(test.Operand)})",
        SyntaxNode.Call call => $"({call.Name} {string.Join(" ", call.Arguments.Select(Shape))})",
        _ => "?",
    };

    public static SyntaxNode Parse(string text)
    {
        var problems = new Problems(text);
        var (root, _) = Parser.Parse(text, problems);
        Assert.False(problems.Any, $"{text}: {string.Join(" ", problems.ToImmutable())}");
        return root;
    }
}
