using OrleansSync.Engine.Expressions;

namespace OrleansSync.Engine.Tests.Expressions;

/// <summary>What docs/expressions.md says is so.</summary>
public sealed class DocumentTests
{
    private static readonly string[] Lines = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "expressions.md")).ReplaceLineEndings("\n").Split('\n');

    public static TheoryData<string, string> Examples => Block("examples");

    public static TheoryData<string, string> Same => Block("same");

    public static TheoryData<string, string> Errors => Block("errors");

    [Theory]
    [MemberData(nameof(Examples))]
    public void Evaluate_Example_GivesWhatThePageSays(string text, string result) => Assert.Equal(result.Replace("''", "'", StringComparison.Ordinal), Sample.Evaluate(text));

    [Theory]
    [MemberData(nameof(Same))]
    public void Parse_Example_IsTheOneWithParentheses(string text, string enclosed) => Assert.Equal(Sample.Shape(Sample.Parse(enclosed)), Sample.Shape(Sample.Parse(text)));

    [Theory]
    [MemberData(nameof(Errors))]
    public void Compile_Mistake_IsReportedAsThePageSays(string text, string report) => Assert.Equal(
        report,
        string.Join(" / ", Expression.CompileCondition(text, Sample.Columns).Problems.Select(problem => $"{problem.Position.Line}:{problem.Position.Column} {problem.Message} {problem.Hint}")));

    [Fact]
    public void Page_EveryLimitAndFunction_IsInIt()
    {
        var page = string.Join("\n", Lines);
        Assert.All(
            new[] { ExpressionLimits.LengthMax, ExpressionLimits.DepthMax, ExpressionLimits.NodesMax, ExpressionLimits.ListItemsMax, ExpressionLimits.TextLengthMax, ExpressionLimits.ProblemsMax, OrleansSync.Engine.Routing.Router.RulesMax },
            limit => Assert.Contains($"| {limit.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)}", page, StringComparison.Ordinal));
        Assert.All(OrleansSync.Engine.Expressions.Checking.Functions.Names, name => Assert.Contains($"`{name}(", page, StringComparison.Ordinal));
    }

    private static TheoryData<string, string> Block(string kind)
    {
        var (data, inside) = (new TheoryData<string, string>(), false);
        foreach (var line in Lines)
        {
            inside = line.StartsWith("```", StringComparison.Ordinal) ? line == $"```{kind}" : inside;
            if (inside && line.Split(" => ") is [var text, var result])
            {
                data.Add(text, result);
            }
        }

        return data;
    }
}
