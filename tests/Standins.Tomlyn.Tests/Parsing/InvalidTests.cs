using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Standins.Tests.Parsing;

/// <summary>What TOML forbids, by the sections of its specification, with the line that the error names.</summary>
public sealed class InvalidTests
{
    public static TheoryData<string, int> Keys => new()
    {
        { "a = 1\nb = \nc = 3", 2 },
        { "a", 1 },
        { "= 1", 1 },
        { "a b = 1", 1 },
        { "a = 1 b = 2", 1 },
        { "a = 1\na = 2", 2 },
        { "a = 1\n\"a\" = 2", 2 },
        { "a.b = 1\na.b.c = 2", 2 },
        { "a = 1\na.b = 2", 2 },
        { ".a = 1", 1 },
        { "a..b = 1", 1 },
        { "a. = 1", 1 },
        { "ä = 1", 1 },
        { "\"\"\"a\"\"\" = 1", 1 },
        { "a\n= 1", 1 },
        { "a! = 1", 1 },
        { "a == 1", 1 },
    };

    public static TheoryData<string, int> Strings => new()
    {
        { "a = \"x", 1 },
        { "a = 'x", 1 },
        { "\nb = \"x\ny\"", 2 },
        { "a = \"\\q\"", 1 },
        { "a = \"\\u12\"", 1 },
        { "a = \"\\ud800\"", 1 },
        { "a = \"\\U00110000\"", 1 },
        { "a = \"\u0001\"", 1 },
        { "a = '\u007f'", 1 },
        { "a = 1 # \u0000", 1 },
        { "a = 1\rb = 2", 1 },
        { "a = \"\"\"\"\"\"\"\"\"", 1 },
        { "a = \"\"\"x \\ y\"\"\"", 1 },
    };

    public static TheoryData<string, int> Values => new()
    {
        { "a = 01", 1 },
        { "a = -01", 1 },
        { "a = 1__0", 1 },
        { "a = _1", 1 },
        { "a = 1_", 1 },
        { "a = +0x1", 1 },
        { "a = 0X1", 1 },
        { "a = 0b2", 1 },
        { "a = 0o8", 1 },
        { "a = 0xg", 1 },
        { "a = 1.", 1 },
        { "a = .5", 1 },
        { "a = 1.e2", 1 },
        { "a = 1e", 1 },
        { "a = 03.5", 1 },
        { "a = Inf", 1 },
        { "a = TRUE", 1 },
        { "a = yes", 1 },
        { "a = -9223372036854775809", 1 },
        { "a = 1979-13-01", 1 },
        { "a = 1979-02-29", 1 },
        { "a = 1979-5-27", 1 },
        { "a = 25:00:00", 1 },
        { "a = 07:60:00", 1 },
        { "a = 1979-05-27T07:32:00+25:00", 1 },
        { "a = 1979-05-27T", 1 },
        { "a = 07:32:00Z", 1 },
        { "a = 07:32:00.12345678", 1 },
    };

    public static TheoryData<string, int> Containers => new()
    {
        { "a = [ 1, 2", 1 },
        { "a = [ , ]", 1 },
        { "a = [ 1,, 2 ]", 1 },
        { "a = [ 1 2 ]", 1 },
        { "a = [ 1 ] ]", 1 },
        { "a = { b = 1", 1 },
        { "a = { , }", 1 },
        { "a = { b = 1, b = 2 }", 1 },
        { "a = { b }", 1 },
        { "a = { b = { c = 1 }, b.d = 2 }", 1 },
        { "[a", 1 },
        { "[]", 1 },
        { "[a]]", 1 },
        { "[[a]", 1 },
        { "[ [a]]", 1 },
        { "[a] b = 1", 1 },
        { "[a.]", 1 },
        { "[a]\n[a]", 2 },
        { "a = 1\n[a]", 2 },
        { "[a]\nb = 1\n[a.b]", 3 },
        { "[fruit]\napple.color = 1\n[fruit.apple]", 3 },
        { "[a.b.c]\nz = 9\n[a]\nb.c.t = 1", 4 },
        { "a = {}\n[a.b]", 2 },
        { "a = {}\na.b = 1", 2 },
        { "a = [{}]\n[[a]]", 2 },
        { "[[a]]\n[a]", 2 },
        { "[a]\n[[a]]", 2 },
        { "[[a.b]]\n[a]\nb.y = 2", 3 },
        { "[a.b]\n[a]\nb = 1", 3 },
    };

    [Theory]
    [MemberData(nameof(Keys))]
    [MemberData(nameof(Strings))]
    [MemberData(nameof(Values))]
    [MemberData(nameof(Containers))]
    public void Parse_Invalid_NamesTheLine(string text, int line)
    {
        var document = SyntaxParser.Parse(text, "given.toml");

        Assert.True(document.HasErrors);
        Assert.Equal(line, document.Diagnostics[0].Span.Start.Line + 1);
        Assert.Equal("given.toml", document.Diagnostics[0].Span.FileName);
        Assert.Throws<TomlException>(() => SyntaxParser.ParseStrict(text));
#if STANDINS
        // The package finds keys and tables that are there already in trees only.
        Assert.Throws<TomlException>(() => Toml.Read(text));
#endif
    }

    [Theory]
    [InlineData("a = 9223372036854775808")]
    [InlineData("a = 0x8000000000000000")]
    public void Parse_IntegerThatDoesNotFit_IsRefusedOrWraps(string text)
    {
        // The package wraps round; nobody can mean that.
#if STANDINS
        Assert.True(SyntaxParser.Parse(text).HasErrors);
#else
        Assert.False(SyntaxParser.Parse(text).HasErrors);
#endif
    }

    [Fact]
    public void Parse_TwoWrongLines_BothAreFound()
    {
        var document = SyntaxParser.Parse("a = ?\nb = 2\nc = !\n");

        Assert.Equal([0, 2], document.Diagnostics.Select(message => message.Span.Start.Line).Distinct());
    }

    [Fact]
    public void ParseStrict_Invalid_SaysWhereInTheException()
    {
        var error = Assert.Throws<TomlException>(() => SyntaxParser.ParseStrict("a = 1\n  b = ?", "helix.toml"));

        Assert.Equal((2, 7), (error.Line, error.Column));
        Assert.StartsWith("helix.toml(2,7) : error : ", error.Message, StringComparison.Ordinal);
        Assert.Equal(DiagnosticMessageKind.Error, error.Diagnostics[0].Kind);
    }

    [Fact]
    public void Diagnostics_Columns_CountCharactersAndNotTheirHalves() => Assert.Equal((1, 5), At("\"😀\" ? 1"));

    [Fact]
    public void Parse_WithoutValidation_FindsNoConflicts() => Assert.False(SyntaxParser.Parse("a = 1\na = 2", validate: false).HasErrors);

    [Fact]
    public void Deserialize_SourceName_IsInTheError()
    {
        var error = Assert.Throws<TomlException>(() => TomlSerializer.Deserialize<Tomlyn.Model.TomlTable>("a = ?", new TomlSerializerOptions { SourceName = "remote.toml" }));

        Assert.Equal("remote.toml", error.SourceName);
    }

    private static (int Line, int Column) At(string text)
    {
        var start = SyntaxParser.Parse(text).Diagnostics[0].Span.Start;
        return (start.Line + 1, start.Column + 1);
    }
}
