using System.Collections.Immutable;
using OrleansSync.Engine.Expressions.Checking;
using OrleansSync.Engine.Expressions.Running;
using OrleansSync.Engine.Expressions.Syntax;
using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Expressions;

/// <summary>
/// An expression that was parsed and checked against the columns of a table, to be evaluated on many rows. The language is
/// described in docs/expressions.md. Deterministic, free of culture, and total: a row gives a value, Unknown, or a failure
/// with its place. Across grains goes the text; it is compiled where it is used.
/// </summary>
public sealed class Expression
{
    private readonly Node root;
    private readonly ImmutableArray<int> read;

    private Expression(Node root, ImmutableArray<int> read, string text, int? column)
    {
        this.root = root;
        this.read = read;
        Text = text;
        BareColumn = column;
    }

    /// <summary>The canonical text: equal for expressions that differ in blanks, parentheses, and the case of names and keywords only.</summary>
    public string Text { get; }

    /// <summary>The kind of its values; <see cref="ValueKind.Null"/> when it is a bare null.</summary>
    public ValueKind Kind => root.Kind;

    /// <summary>The ordinals of the columns that it reads, in their order.</summary>
    public ImmutableArray<int> Columns => read;

    /// <summary>The ordinal of the column that it is and nothing else; null otherwise.</summary>
    public int? BareColumn { get; }

    /// <summary>True when it is known to be true for every row.</summary>
    public bool IsAlwaysTrue => Kind == ValueKind.Boolean && root.Possible == Possible.True;

    /// <summary>True when it is known to be true for no row.</summary>
    public bool IsNeverTrue => Kind is ValueKind.Boolean or ValueKind.Null && !root.Possible.HasFlag(Possible.True);

    /// <summary>True when it is known to be null for every row.</summary>
    public bool IsAlwaysNull => root.Possible == Possible.Null;

    /// <summary>Reads an expression of any kind.</summary>
    /// <returns>The expression, or everything that is wrong with it.</returns>
    public static (Expression? Expression, ImmutableArray<ExpressionProblem> Problems) Compile(string text, ExpressionColumns columns) => Compile(text, columns, isCondition: false);

    /// <summary>Reads an expression that must be true, false or null.</summary>
    /// <returns>The expression, or everything that is wrong with it.</returns>
    public static (Expression? Expression, ImmutableArray<ExpressionProblem> Problems) CompileCondition(string text, ExpressionColumns columns) => Compile(text, columns, isCondition: true);

    /// <summary>What the expression says of a row, whose values are in the order of the columns that it was compiled with.</summary>
    public Evaluation Evaluate(ReadOnlySpan<Value> row)
    {
        foreach (var ordinal in read)
        {
            if (ordinal < row.Length && row[ordinal].IsUnknown)
            {
                return new Evaluation(Value.Unknown);
            }
        }

        return root.Evaluate(row);
    }

    private static (Expression? Expression, ImmutableArray<ExpressionProblem> Problems) Compile(string text, ExpressionColumns columns, bool isCondition)
    {
        var problems = new Problems(text);
        var (syntax, fragments) = Parser.Parse(text, problems);
        var checker = new Checker(text, columns, problems);
        var broken = problems.Any;
        var root = isCondition && !broken ? checker.Condition(syntax) : checker.Bind(syntax);
        foreach (var fragment in fragments)
        {
            checker.Bind(fragment);
        }

        if (problems.Any || root is null)
        {
            return (null, problems.ToImmutable());
        }

        return (new Expression(root, checker.Read, Printer.Print(syntax, columns), (root as ColumnNode)?.Ordinal), []);
    }
}
