namespace OrleansSync.Architecture.Code;

/// <summary>The rules that read C# as text stand on this reader.</summary>
public sealed class CSharpTextTests
{
    [Theory]
    [InlineData("a(); // b()\nc();", "a();       \nc();")]
    [InlineData("a(/* b() */);", "a(         );")]
    [InlineData("a(\"b()\");", "a(\"   \");")]
    [InlineData("a(\"\\\"b\"); c();", "a(\"   \"); c();")]
    [InlineData("a(@\"b\"\"c\\\"); d();", "a(@\"     \"); d();")]
    [InlineData("a($\"b{c(\"d\")}e{{f}}\");", "a($\"  c(\" \")       \");")]
    [InlineData("a(\"\"\"b \"c\" d\"\"\"); e();", "a(\"\"\"       \"\"\"); e();")]
    [InlineData("a($$\"\"\"{b} {{c()}} d\"\"\"); e();", "a($$\"\"\"      c()    \"\"\"); e();")]
    [InlineData("a('\"'); b('\\''); c();", "a(   ); b(    ); c();")]
    public void Blank_CommentsAndStrings_LeavesTheCodeInItsPlace(string source, string expected) => Assert.Equal(expected, CSharpText.Blank(source));
}
