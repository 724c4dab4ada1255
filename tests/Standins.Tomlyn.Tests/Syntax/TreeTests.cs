using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Standins.Tests.Syntax;

/// <summary>Where things hang in the tree: who edits a text counts on it.</summary>
public sealed class TreeTests
{
    [Fact]
    public void Trivia_BeforeTheFirstEntry_LeadsIt()
    {
        var entry = SyntaxParser.ParseStrict("# first\n\n a = 1").KeyValues.GetChild(0)!;

        Assert.Equal(["# first", "\n", "\n", " "], entry.LeadingTrivia!.Select(trivia => trivia.Text));
    }

    [Fact]
    public void Trivia_BetweenEntries_BelongsToTheLineEndBeforeIt()
    {
        var document = SyntaxParser.ParseStrict("a = 1 # one\n\n# two\n[b]");
        var entry = document.KeyValues.GetChild(0)!;

        Assert.Equal([TokenKind.Whitespaces, TokenKind.Comment], ((IntegerValueSyntax)entry.Value!).Token!.TrailingTrivia!.Select(trivia => trivia.Kind));
        Assert.Equal(["\n", "# two", "\n"], entry.EndOfLineToken!.TrailingTrivia!.Select(trivia => trivia.Text));
        Assert.Null(document.Tables.GetChild(0)!.LeadingTrivia);
        Assert.Null(document.Tables.GetChild(0)!.EndOfLineToken);
    }

    [Fact]
    public void Trivia_OfATextWithoutEntries_BelongsToTheDocument() =>
        Assert.Equal(["# alone", "\n"], SyntaxParser.ParseStrict("# alone\n").TrailingTrivia!.Select(trivia => trivia.Text));

    [Fact]
    public void Trivia_InsideAnArray_FollowsItsToken()
    {
        var array = (ArraySyntax)SyntaxParser.ParseStrict("a = [ # open\n 1, # one\n 2\n]").KeyValues.GetChild(0)!.Value!;

        Assert.Equal([" ", "# open", "\n", " "], array.OpenBracket!.TrailingTrivia!.Select(trivia => trivia.Text));
        Assert.Equal([" ", "# one", "\n", " "], array.Items.GetChild(0)!.Comma!.TrailingTrivia!.Select(trivia => trivia.Text));
        Assert.Equal(["\n"], ((IntegerValueSyntax)array.Items.GetChild(1)!.Value!).Token!.TrailingTrivia!.Select(trivia => trivia.Text));
    }

    [Fact]
    public void Header_Parts_AreThere()
    {
        var document = SyntaxParser.ParseStrict("[a.'b c']\nx = 1\n[[d]]\n");
        var table = Assert.IsType<TableSyntax>(document.Tables.GetChild(0));

        Assert.Equal("a", Assert.IsType<BareKeySyntax>(table.Name!.Key).Key!.Text);
        Assert.Equal("b c", Assert.IsType<StringValueSyntax>(table.Name.DotKeys.Single().Key).Value);
        Assert.Single(table.Items);
        Assert.IsType<TableArraySyntax>(document.Tables.GetChild(1));
        Assert.Empty(document.KeyValues);
    }

    [Theory]
    [InlineData("'x'", TokenKind.StringLiteral)]
    [InlineData("\"\"\"x\"\"\"", TokenKind.StringMulti)]
    [InlineData("'''x'''", TokenKind.StringLiteralMulti)]
    [InlineData("\"x\"", TokenKind.String)]
    public void String_Kinds_AreToldApart(string text, TokenKind kind)
    {
        var value = Assert.IsType<StringValueSyntax>(Value(text));

        Assert.Equal((kind, "x", text), (value.Token!.TokenKind, value.Value, value.Token.Text));
    }

    [Theory]
    [InlineData("1", TokenKind.Integer)]
    [InlineData("0x1", TokenKind.IntegerHexa)]
    [InlineData("0o1", TokenKind.IntegerOctal)]
    [InlineData("0b1", TokenKind.IntegerBinary)]
    public void Integer_Kinds_AreToldApart(string text, TokenKind kind) => Assert.Equal((kind, 1L), (((IntegerValueSyntax)Value(text)).Token!.TokenKind, ((IntegerValueSyntax)Value(text)).Value));

    [Theory]
    [InlineData("1979-05-27T07:32:00Z", SyntaxKind.OffsetDateTimeByZ, TomlDateTimeKind.OffsetDateTimeByZ)]
    [InlineData("1979-05-27T07:32:00+01:00", SyntaxKind.OffsetDateTimeByNumber, TomlDateTimeKind.OffsetDateTimeByNumber)]
    [InlineData("1979-05-27T07:32:00", SyntaxKind.LocalDateTime, TomlDateTimeKind.LocalDateTime)]
    [InlineData("1979-05-27", SyntaxKind.LocalDate, TomlDateTimeKind.LocalDate)]
    [InlineData("07:32:00", SyntaxKind.LocalTime, TomlDateTimeKind.LocalTime)]
    public void Moment_Kinds_AreToldApart(string text, SyntaxKind kind, TomlDateTimeKind valueKind)
    {
        var value = Assert.IsType<DateTimeValueSyntax>(Value(text));

        Assert.Equal((kind, valueKind, text), (value.Kind, value.Value.Kind, value.Value.ToString()));
    }

    [Fact]
    public void Span_OfAnEntry_IsItsPlaceInTheText()
    {
        const string Text = "# x\n  key = \"v\" # c\n";
        var entry = SyntaxParser.ParseStrict(Text, "f").KeyValues.GetChild(0)!;
        var value = entry.Value!.Span;

        Assert.Equal("\"v\"", Text.Substring(value.Offset, value.Length));
        Assert.Equal("f(2,9)", value.ToStringSimple());
        Assert.Equal((1, 2), (entry.Span.Start.Line, entry.Span.Start.Column));
    }

    private static ValueSyntax Value(string text) => SyntaxParser.ParseStrict($"a = {text}").KeyValues.GetChild(0)!.Value!;
}
