using OrleansSync.Engine.Text;

namespace OrleansSync.Engine.Tests.Text;

public sealed class TextRulesTests
{
    [Theory]
    [InlineData("Orders")]
    [InlineData("Заказы и счета")]
    [InlineData("注文")]
    [InlineData("a\u00a0b")]
    [InlineData("👩‍💻 desk")]
    public void CheckLine_OrdinaryText_Passes(string text) => Assert.Null(TextRules.CheckLine(text, 200));

    [Theory]
    [InlineData("", "is required")]
    [InlineData(" x", "white space")]
    [InlineData("x ", "white space")]
    [InlineData("a\nb", "control character (character 2)")]
    [InlineData("a\0b", "control character (character 2)")]
    [InlineData("ab\ufffd", "not valid UTF-8 (character 3)")]
    public void CheckLine_WrongText_SaysWhatAndWhere(string text, string problem) =>
        Assert.Contains(problem, TextRules.CheckLine(text, 200), StringComparison.Ordinal);

    [Fact]
    public void CheckLine_CharactersOutsideTheBasicPlane_CountOnce()
    {
        var desk = string.Concat(Enumerable.Repeat("👩", 200));

        Assert.Null(TextRules.CheckLine(desk, 200));
        Assert.Contains("more than 199", TextRules.CheckLine(desk, 199), StringComparison.Ordinal);
    }

    [Fact]
    public void CheckText_LineBreaksAndTabs_Pass() => Assert.Null(TextRules.CheckText("one\r\n\ttwo", 4_000));

    [Fact]
    public void CheckText_OtherControlCharacter_IsRefused() =>
        Assert.Contains("control character (character 4)", TextRules.CheckText("one\u0007", 4_000), StringComparison.Ordinal);

    [Fact]
    public void CheckSqlName_SixtyThreeBytes_Passes() => Assert.Null(TextRules.CheckSqlName(new string('x', 63)));

    [Theory]
    [InlineData("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    [InlineData("жжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжж")]
    public void CheckSqlName_MoreThanSixtyThreeBytes_IsRefused(string name) =>
        Assert.Contains("63 bytes", TextRules.CheckSqlName(name), StringComparison.Ordinal);
}
