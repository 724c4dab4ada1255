using FsCheck;
using FsCheck.Fluent;
using Tomlyn;
using Tomlyn.Parsing;

namespace Standins.Tests.Parsing;

/// <summary>Any text at all is read or refused, and what is read comes back byte for byte.</summary>
public sealed class RandomTextTests
{
    private const ulong Seed = 20261121;

    // Pieces of TOML put together anyhow: most of it is wrong, and some of it is surprisingly right.
    private static readonly string[] Pieces =
    [
        "a", "b", "\"k\"", "'q'", ".", " ", "\t", "=", " = ", "1", "-0", "0x1F", "1.5", "1e3", "inf", "nan", "true", "\"x\"", "\"\"\"", "'''", "\"", "'", "\\", "\\n", "\\u0041",
        "[", "]", "[[", "]]", "{", "}", ",", "\n", "\r\n", "\r", "#", "# c\n", "1979-05-27", "T07:32:00", "Z", "+01:00", "07:32:00.5", "ü", "😀", "\ud800", "\u0000", "\u007f", "\ufeff", "\uffff",
    ];

    private static readonly string[] Entries =
    [
        "a = 1\n", "b = \"x\" # why\n", "c.d = [1, 2,\n 3]\r\n", "\n", "  # comment\n", "[t]\n", "  [t.u] # c\n", "[[l]]\n", "e = { x = 1, y = {} }\n", "f = '''\n x '''\n", "'g h' = 1979-05-27\n", "\t\n",
    ];

    [Fact]
    public void Parse_PiecesOfToml_NeitherThrowsNorLosesText() => ForAll(Gen.Elements(Pieces).ListOf().Select(string.Concat), 3000);

    [Fact]
    public void Parse_EntriesInAnyOrder_NeitherThrowsNorLosesText() => ForAll(Gen.Elements(Entries).ListOf().Select(string.Concat), 2000);

    [Fact]
    public void Parse_AnyCharacters_NeitherThrowsNorLosesText() => ForAll(ArbMap.Default.GeneratorFor<string>().Where(text => text is not null), 1000);

    private static void ForAll(Gen<string> texts, int cases) => Prop.ForAll(Arb.From(texts), Check).Check(Config.QuickThrowOnFailure.WithMaxTest(cases).WithReplay(Seed, 1));

    private static void Check(string text)
    {
        var document = Read(() => SyntaxParser.Parse(text));
        var table = Read(() => Toml.Read(text));
        if (document is { HasErrors: false })
        {
            Assert.Equal(text.TrimStart('\ufeff'), document.ToString());
        }

#if STANDINS
        // Lines that are wrong are kept too; the package drops some of them.
        Assert.Equal(text.StartsWith('\ufeff') ? text[1..] : text, document?.ToString() ?? text);
        Assert.Equal(document is { HasErrors: false }, table is not null);
#else
        _ = table;
#endif
    }

    private static T? Read<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (TomlException)
        {
            return null;
        }
#if !STANDINS
        catch (ArgumentOutOfRangeException)
        {
            // The package breaks over a backslash that ends the text inside a string.
            return null;
        }
#endif
    }
}
