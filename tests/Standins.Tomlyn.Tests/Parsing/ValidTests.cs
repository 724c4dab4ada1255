using Tomlyn;
using Tomlyn.Model;
using Tomlyn.Parsing;

namespace Standins.Tests.Parsing;

/// <summary>What TOML allows, by the sections of its specification. Each text also comes back byte for byte.</summary>
public sealed class ValidTests
{
    public static TheoryData<string, string> Keys => new()
    {
        { "", "{}" },
        { "\n\t \r\n# only a comment", "{}" },
        { "a=1", "{a:1}" },
        { "bare_key-1 = 1 # why\r\n1234 = 2", "{bare_key-1:1,1234:2}" },
        { "\"127.0.0.1\" = 1\n'quoted \"key\"' = 2\n\"\" = 3", "{127.0.0.1:1,quoted \"key\":2,:3}" },
        { "\"\\u0061\" = 1", "{a:1}" },
        { "a.b = 1\na . c = 2\n'x y'.\"z\" = 3", "{a:{b:1,c:2},x y:{z:3}}" },
        { "3.14 = 'pi'", "{3:{14:\"pi\"}}" },
        { "apple.type = 1\norange.type = 2\napple.skin = 3", "{apple:{type:1,skin:3},orange:{type:2}}" },
        { "true = true\ninf = inf\n2001-02-08 = 1", "{true:true,inf:Infinity,2001-02-08:1}" },
    };

    public static TheoryData<string, string> Strings => new()
    {
        { "a = \"\\b\\t\\n\\f\\r\\\"\\\\\"", "{a:\"\\b\\t\\n\\f\\r\\\"\\\\\"}" },
        { "a = \"\\u00e9\\U0001F600\"", "{a:\"é\\uD83D\\uDE00\"}" },
        { "a = '\\n \"x\" '", "{a:\"\\\\n \\\"x\\\" \"}" },
        { "a = \"\"\"\nx\ny\"\"\"", "{a:\"x\\ny\"}" },
        { "a = \"\"\"\r\nx\r\ny\"\"\"", "{a:\"x\\r\\ny\"}" },
        { "a = \"\"\"x \\\n\n   y \\  \n z\"\"\"", "{a:\"x y z\"}" },
        { "a = \"\"\"a \"\"b\"\" \"\"\"\"\"", "{a:\"a \\\"\\\"b\\\"\\\" \\\"\\\"\"}" },
        { "a = \"\"\"\\\"\"\"\\\"\"\"\"", "{a:\"\\\"\\\"\\\"\\\"\"}" },
        { "a = '''\nx\\\n'y''z'''''", "{a:\"x\\\\\\n'y''z''\"}" },
        { "a = \"\"\nb = ''\nc = \"\"\"\"\"\"\nd = ''''''", "{a:\"\",b:\"\",c:\"\",d:\"\"}" },
        { "a = \"tab\there\" # ü", "{a:\"tab\\there\"}" },
        { "a = \"\\e[0m\\x41\"", "{a:\"\\u001B[0mA\"}" },
    };

    public static TheoryData<string, string> Numbers => new()
    {
        { "a = [ +99, 42, 0, -17, +0, -0 ]", "{a:[99,42,0,-17,0,0]}" },
        { "a = [ 1_000, 5_349_221, 1_2_3 ]", "{a:[1000,5349221,123]}" },
        { "a = [ 0xDEAD_beef, 0o01234567, 0b1101_0110, 0x0 ]", "{a:[3735928559,342391,214,0]}" },
        { "a = [ 9223372036854775807, -9223372036854775808, 0x7fffffffffffffff ]", "{a:[9223372036854775807,-9223372036854775808,9223372036854775807]}" },
        { "a = [ +1.0, 3.1415, -0.01, 5e+3, 1e06, -2E-2, 6.5e-3, 224_617.445_991 ]", "{a:[1.0,3.1415,-0.01,5000.0,1000000.0,-0.02,0.0065,224617.445991]}" },
        { "a = [ inf, +inf, -inf, nan, +nan, -nan ]", "{a:[Infinity,Infinity,-Infinity,NaN,NaN,NaN]}" },
        { "a = [ 0.0, 0e0, 1_0.5e+1_0 ]", "{a:[0.0,0.0,105000000000.0]}" },
        { "a = true\nb = false", "{a:true,b:false}" },
    };

    public static TheoryData<string, string> Moments => new()
    {
        { "a = [ 1979-05-27T07:32:00Z, 1979-05-27 07:32:00z, 1979-05-27t00:32:00.5-07:30 ]", "{a:[1979-05-27T07:32:00Z,1979-05-27T07:32:00Z,1979-05-27T00:32:00.5-07:30]}" },
        { "a = 1979-05-27T00:32:00.999999", "{a:1979-05-27T00:32:00.999999}" },
        { "a = 1979-05-27 # a day", "{a:1979-05-27}" },
        { "a = [ 07:32:00, 00:32:00.120 ]", "{a:[07:32:00,00:32:00.120]}" },
        { "a = 2000-02-29", "{a:2000-02-29}" },
        { "a = [ 07:32, 1979-05-27T07:32Z ]", "{a:[07:32:00,1979-05-27T07:32:00Z]}" },
    };

    public static TheoryData<string, string> Containers => new()
    {
        { "a = []\nb = [ ]\nc = [ [ 1, 2 ], [\"a\"], ]", "{a:[],b:[],c:[[1,2],[\"a\"]]}" },
        { "a = [ # one\n  1, # two\n\n  2 # three\n  , ]", "{a:[1,2]}" },
        { "a = [ 1, 'x', 1.5, { b = 1 } ]", "{a:[1,\"x\",1.5,{b:1}]}" },
        { "a = {}\nb = { x = 1, y.z = 2, 'k' = [ {} ] }", "{a:{},b:{x:1,y:{z:2},k:[{}]}}" },
        { "a = { x = 1,\n # comment\n y = 2, # last\n}", "{a:{x:1,y:2}}" },
        { "[a]\n[ b . 'c' ]\nx = 1\n[b]\ny = 2", "{a:{},b:{c:{x:1},y:2}}" },
        { "[a.b.c]\n[a]\nx = 1", "{a:{b:{c:{}},x:1}}" },
        { "[fruit]\napple.color = 1\napple.taste.sweet = true\n[fruit.apple.texture]\nsmooth = true", "{fruit:{apple:{color:1,taste:{sweet:true},texture:{smooth:true}}}}" },
        { "[[p]]\nn = 1\n[[p]]\n[[p]]\nn = 3", "{p:[[{n:1},{},{n:3}]]}" },
        { "[[f]]\n[f.p]\nc = 1\n[[f.v]]\nn = 2\n[[f.v]]\n[[f]]\n[[f.v]]\nn = 3", "{f:[[{p:{c:1},v:[[{n:2},{}]]},{v:[[{n:3}]]}]]}" },
        { "x = 1\n[a.b]\n[a.c]\n  y = 2   \n\n", "{x:1,a:{b:{},c:{y:2}}}" },
        { "[a] # end of text", "{a:{}}" },
    };

    [Theory]
    [MemberData(nameof(Keys))]
    [MemberData(nameof(Strings))]
    [MemberData(nameof(Numbers))]
    [MemberData(nameof(Moments))]
    [MemberData(nameof(Containers))]
    public void Parse_Valid_GivesTheValuesAndTheTextBack(string text, string expected)
    {
        var document = SyntaxParser.Parse(text, "given");

        Assert.True(!document.HasErrors, document.Diagnostics.ToString());
        Assert.Equal(text, document.ToString());
        Assert.Equal(expected, Toml.Show(Toml.Read(text)));
    }

    [Fact]
    public void Parse_ByteOrderMark_IsLeftOut() => Assert.Equal("a = 1", SyntaxParser.ParseStrict("\ufeffa = 1").ToString());

    [Fact]
    public void Parse_SixtyThreeLevels_IsTheDeepest()
    {
        Assert.False(SyntaxParser.Parse($"a = {new string('[', 63)}{new string(']', 63)}").HasErrors);
        Assert.Throws<TomlException>(() => SyntaxParser.Parse($"a = {new string('[', 64)}{new string(']', 64)}"));
        Assert.Throws<TomlException>(() => SyntaxParser.Parse($"a = {new string('[', 100_000)}"));
        Assert.Throws<TomlException>(() => Toml.Read($"{string.Join('.', Enumerable.Repeat("a", 5_000))} = 1"));
    }

    [Fact]
    public void Read_KindsOfTables_AreToldApart()
    {
        var table = Toml.Read("a = {}\n[b]\n[[c]]\n[d]\ne = []");

        Assert.Equal(ObjectKind.InlineTable, ((TomlTable)table["a"]).Kind);
        Assert.Equal(ObjectKind.Table, ((TomlTable)table["b"]).Kind);
        Assert.IsType<TomlTableArray>(table["c"]);
        Assert.IsType<TomlArray>(((TomlTable)table["d"])["e"]);
    }
}
