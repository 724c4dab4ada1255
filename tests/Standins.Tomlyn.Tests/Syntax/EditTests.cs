using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Standins.Tests.Syntax;

/// <summary>One thing changes, and every other byte stays.</summary>
public sealed class EditTests
{
    private const string Helix = "# the project\n[project]\nname = \"old\"   # shown in the cloud\nunknown = { keep = [ 1,\n  2 ] }\n\n[cloud.prod.helix]\ncluster_id = '1'\r\nregion = \"us-east-1\"\n# the end";

    [Fact]
    public void Value_Replaced_KeepsItsCommentWithItsTrivia()
    {
        var document = SyntaxParser.ParseStrict(Helix);
        var entry = Entry(document, 0, 0);
        var trivia = ((StringValueSyntax)entry.Value!).Token!.TrailingTrivia;

        entry.Value = new StringValueSyntax("new \"name\"");
        ((StringValueSyntax)entry.Value).Token!.TrailingTrivia = trivia;

        Assert.Equal(Helix.Replace("\"old\"", "\"new \\\"name\\\"\"", StringComparison.Ordinal), document.ToString());
    }

    [Fact]
    public void Token_TextChanged_IsWritten()
    {
        var document = SyntaxParser.ParseStrict(Helix);
        ((StringValueSyntax)Entry(document, 1, 0).Value!).Token!.Text = "'2'";

        Assert.Equal(Helix.Replace("'1'", "'2'", StringComparison.Ordinal), document.ToString());
    }

    [Fact]
    public void KeyValue_Added_IsOneLine()
    {
        var document = SyntaxParser.ParseStrict("[a]\nx = 1\n");
        var items = document.Tables.GetChild(0)!.Items;
        items.Add("id", "p-1");
        items.Add("odd key", 2L);
        items.Add("on", true);
        items.Add("share", 0.5);
        items.Add("many", ["a", "b"]);
        items.Add(new KeyValueSyntax(new KeySyntax("d", "e f"), new IntegerValueSyntax(3)).AddTrailingComment("why"));

        Assert.Equal("[a]\nx = 1\nid = \"p-1\"\n\"odd key\" = 2\non = true\nshare = 0.5\nmany = [\"a\", \"b\"]\nd.\"e f\" = 3 # why\n", document.ToString());
    }

    [Fact]
    public void Table_Added_ComesLast()
    {
        var document = SyntaxParser.ParseStrict("x = 1\n");
        var name = new KeySyntax("cloud", "my cluster");
        name.DotKeys.Add(new DottedKeyItemSyntax("helix"));
        var table = new TableSyntax(name).AddLeadingTrivia(SyntaxFactory.NewLineTrivia());
        table.Items.Add("cluster_id", "c");
        document.Tables.Add(table);
        document.Tables.Add(new TableArraySyntax("list"));

        Assert.Equal("x = 1\n\n[cloud.\"my cluster\".helix]\ncluster_id = \"c\"\n[[list]]\n", document.ToString());
    }

    [Fact]
    public void Table_Removed_TakesItsLinesWithIt()
    {
        var document = SyntaxParser.ParseStrict(Helix);
        document.Tables.RemoveChild(document.Tables.GetChild(1)!);
        document.Tables.GetChild(0)!.Items.RemoveChildAt(1);

        Assert.Equal("# the project\n[project]\nname = \"old\"   # shown in the cloud\n", document.ToString());
    }

    [Fact]
    public void Node_WithAParent_IsRefusedElsewhere()
    {
        var document = SyntaxParser.ParseStrict("a = 1\nb = 2\n");
        var (first, second) = (document.KeyValues.GetChild(0)!, document.KeyValues.GetChild(1)!);

        Assert.Throws<InvalidOperationException>(() => first.Value = second.Value);
        Assert.Throws<InvalidOperationException>(() => document.KeyValues.Add(first));
        Assert.Throws<InvalidOperationException>(() => new SyntaxList<KeyValueSyntax>().RemoveChild(first));
        Assert.Throws<InvalidOperationException>(() => first.EqualToken = SyntaxFactory.Token(TokenKind.Comma));
        Assert.Throws<InvalidOperationException>(() => ((IntegerValueSyntax)second.Value!).Token = new SyntaxToken(TokenKind.Float, "1.5"));
    }

    [Fact]
    public void Node_TakenOut_CanBePutElsewhere()
    {
        var document = SyntaxParser.ParseStrict("a = 1\nb = 2\n[t]\n");
        var first = document.KeyValues.GetChild(0)!;
        document.KeyValues.RemoveChild(first);
        document.Tables.GetChild(0)!.Items.Add(first);

        Assert.Equal("b = 2\n[t]\na = 1\n", document.ToString());
        Assert.Same(document.Tables.GetChild(0)!.Items, first.Parent);
    }

    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("a\"b\\c\td\ne\r", "\"a\\\"b\\\\c\\td\\ne\\r\"")]
    [InlineData("\u0001\u007f é😀", "\"\\u0001\\u007F é😀\"")]
    public void StringValue_AnyText_ReadsBack(string text, string written)
    {
        var entry = new KeyValueSyntax("a", new StringValueSyntax(text));

        Assert.Equal(text, Toml.Read(entry.ToString())["a"]);
        Assert.Equal($"a = {written}\n", entry.ToString());
    }

    [Theory]
    [InlineData(1.0, "1.0")]
    [InlineData(-0.25, "-0.25")]
    [InlineData(double.PositiveInfinity, "+inf")]
    [InlineData(double.NegativeInfinity, "-inf")]
    [InlineData(double.NaN, "nan")]
    public void FloatValue_AnyNumber_IsAFloat(double value, string written) => Assert.Equal(written, new FloatValueSyntax(value).ToString());

    private static KeyValueSyntax Entry(DocumentSyntax document, int table, int entry) => document.Tables.GetChild(table)!.Items.GetChild(entry)!;
}
