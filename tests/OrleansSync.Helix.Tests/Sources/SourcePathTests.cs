using System.Text;
using OrleansSync.Helix.Sources;

namespace OrleansSync.Helix.Tests.Sources;

public sealed class SourcePathTests
{
    // A slice for every run, a million for a long one.
    private static readonly int Inputs = Environment.GetEnvironmentVariable("ORLEANSSYNC_LONG") == "1" ? 1_000_000 : 20_000;

    [Theory]
    [InlineData("queries.hx", "queries.hx")]
    [InlineData("./a/./b.hx", "a/b.hx")]
    [InlineData("a\\b.hx", "a/b.hx")]
    [InlineData("caf\u00e9/x.hx", "caf\u00e9/x.hx")]
    [InlineData("console.hx", "console.hx")]
    [InlineData(".cargo/config.toml", ".cargo/config.toml")]
    public void Normalise_GoodPath_HasSlashesOnly(string path, string expected) => Assert.Equal(expected, SourcePath.Normalise(path, out _));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("./.")]
    [InlineData("/etc/passwd")]
    [InlineData("\\x.hx")]
    [InlineData("//server/share/x.hx")]
    [InlineData("\\\\?\\C:\\x.hx")]
    [InlineData("C:\\x.hx")]
    [InlineData("C:x.hx")]
    [InlineData("..")]
    [InlineData("a/../b.hx")]
    [InlineData("src/../../x")]
    [InlineData("a\\..\\b")]
    [InlineData("a/..\\b")]
    [InlineData("x.hx:stream")]
    [InlineData("x.hx::$DATA")]
    [InlineData("nul")]
    [InlineData("a/NUL.hx")]
    [InlineData("COM1.txt")]
    [InlineData("lpt\u00b9")]
    [InlineData("CONIN$")]
    [InlineData("aux .hx")]
    [InlineData("x.hx.")]
    [InlineData("x.hx ")]
    [InlineData("a/.../b")]
    [InlineData(" x.hx")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData("a\uD800b")]
    [InlineData("a?b")]
    public void Normalise_PathThatCouldLeave_IsRefusedWithTheCause(string path)
    {
        Assert.Null(SourcePath.Normalise(path, out var problem));
        Assert.NotEqual("", problem);
    }

    [Fact]
    public void Normalise_RandomPaths_NeverLeaveAndAreStable()
    {
        var random = new Random(20261123);
        string[] pieces = ["..", ".", "/", "\\", ":", "a", "b.hx", "C", "NUL", " ", "\0", "\u2215", "\uFF0E", "\uFF0F", "%2e%2e", "~", "$", "con", "\uD800", "\u00b2", "com", "1", "\u200b", "\u202e"];
        var root = OperatingSystem.IsWindows() ? "C:\\root\\" : "/root/";
        var accepted = 0;
        for (var i = 0; i < Inputs; i++)
        {
            var path = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => pieces[random.Next(pieces.Length)]));
            if (SourcePath.Normalise(path, out _) is not { } normal)
            {
                continue;
            }

            accepted++;
            Assert.StartsWith(root, Path.GetFullPath(Path.Combine(root, normal)), StringComparison.Ordinal);
            Assert.Equal(normal, SourcePath.Normalise(normal, out _));
            Assert.DoesNotContain('\\', normal);
            Assert.Equal(normal, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(normal)));
        }

        Assert.True(accepted > Inputs / 100, $"Only {accepted} of {Inputs} were taken.");
    }
}
