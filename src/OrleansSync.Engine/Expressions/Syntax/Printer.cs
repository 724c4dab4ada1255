using System.Globalization;
using System.Text;
using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Expressions.Syntax;

/// <summary>Writes an expression in its one canonical form: keywords in small letters, only the parentheses that are needed.</summary>
internal sealed class Printer(ExpressionColumns? columns)
{
    // The ranks of the parser's methods, loosest first.
    private const int OrRank = 0, AndRank = 1, NotRank = 2, IsRank = 3, ComparisonRank = 4, RangeRank = 5, ConcatRank = 6, SumRank = 7, ProductRank = 8, SignRank = 9, PrimaryRank = 10;

    private readonly StringBuilder output = new();

    /// <summary>The text of an expression; with columns, under their own names.</summary>
    public static string Print(SyntaxNode node, ExpressionColumns? columns = null) => new Printer(columns).Print(node);

    private string Print(SyntaxNode node)
    {
        Write(node, OrRank);
        return output.ToString();
    }

    private void Write(SyntaxNode node, int wanted)
    {
        var enclosed = RankOf(node) < wanted;
        output.Append(enclosed ? "(" : "");
        WriteBare(node);
        output.Append(enclosed ? ")" : "");
    }

    private void WriteBare(SyntaxNode node)
    {
        switch (node)
        {
            case SyntaxNode.Literal literal:
                output.Append(TextOf(literal.Value));
                break;
            case SyntaxNode.Column column:
                output.Append(NameOf(column));
                break;
            case SyntaxNode.Not not:
                output.Append("not ");
                Write(not.Operand, NotRank);
                break;
            case SyntaxNode.Negate negate:
                // A second sign gets parentheses: two signs without a blank would be a comment in SQL.
                output.Append('-');
                Write(negate.Operand, PrimaryRank);
                break;
            case SyntaxNode.Binary binary:
                WriteBinary(binary);
                break;
            case SyntaxNode.In among:
                Write(among.Operand, ConcatRank);
                output.Append(among.Negated ? " not in " : " in ");
                WriteList(among.Items);
                break;
            case SyntaxNode.Between between:
                Write(between.Operand, ConcatRank);
                output.Append(between.Negated ? " not between " : " between ");
                Write(between.Low, ConcatRank);
                output.Append(" and ");
                Write(between.High, ConcatRank);
                break;
            case SyntaxNode.Like like:
                WriteLike(like);
                break;
            case SyntaxNode.NullTest test:
                Write(test.Operand, ComparisonRank);
                output.Append(test.Negated ? " is not null" : " is null");
                break;
            case SyntaxNode.Call call:
                output.Append(call.Name.ToLowerInvariant());
                WriteList(call.Arguments);
                break;
        }
    }

    private void WriteBinary(SyntaxNode.Binary binary)
    {
        var rank = RankOf(binary);
        Write(binary.Left, rank == ComparisonRank ? rank + 1 : rank);
        output.Append(' ').Append(SignOf(binary.Operator)).Append(' ');
        Write(binary.Right, rank + 1);
    }

    private void WriteLike(SyntaxNode.Like like)
    {
        Write(like.Operand, ConcatRank);
        output.Append(like.Negated ? " not like " : " like ");
        Write(like.Pattern, ConcatRank);
        if (like.Escape is not null)
        {
            output.Append(" escape ");
            Write(like.Escape, ConcatRank);
        }
    }

    private void WriteList(IEnumerable<SyntaxNode> items)
    {
        output.Append('(');
        var first = true;
        foreach (var item in items)
        {
            output.Append(first ? "" : ", ");
            first = false;
            Write(item, OrRank);
        }

        output.Append(')');
    }

    private string NameOf(SyntaxNode.Column column)
    {
        var (name, quoted) = columns is not null && columns.Find(column.Name, column.Quoted).Ordinal is >= 0 and var ordinal
            ? (columns.All[ordinal].Name, false)
            : (column.Name, column.Quoted);
        return quoted || !Token.IsBareName(name) ? $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : name;
    }

    private static string TextOf(Value value) => value switch
    {
        TextValue text => $"'{text.Text.Replace("'", "''", StringComparison.Ordinal)}'",
        NumberValue number => number.Number.ToString(CultureInfo.InvariantCulture),
        BooleanValue boolean => boolean.IsTrue ? "true" : "false",
        DateValue date => $"date '{Moments.Text(date)}'",
        InstantValue instant => $"timestamp '{Moments.Text(instant)}'",
        _ => "null",
    };

    private static string SignOf(BinaryOperator found) => found switch
    {
        BinaryOperator.Or => "or",
        BinaryOperator.And => "and",
        BinaryOperator.Equal => "=",
        BinaryOperator.NotEqual => "<>",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.Concat => "||",
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        _ => "/",
    };

    private static int RankOf(SyntaxNode node) => node switch
    {
        SyntaxNode.Binary binary => binary.Operator switch
        {
            BinaryOperator.Or => OrRank,
            BinaryOperator.And => AndRank,
            BinaryOperator.Concat => ConcatRank,
            BinaryOperator.Add or BinaryOperator.Subtract => SumRank,
            BinaryOperator.Multiply or BinaryOperator.Divide => ProductRank,
            _ => ComparisonRank,
        },
        SyntaxNode.Not => NotRank,
        SyntaxNode.NullTest => IsRank,
        SyntaxNode.In or SyntaxNode.Between or SyntaxNode.Like => RangeRank,
        SyntaxNode.Negate => SignRank,
        _ => PrimaryRank,
    };
}
