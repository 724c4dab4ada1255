using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Deployments;
using OrleansSync.Helix.Projects;
using OrleansSync.Helix.Sources;

namespace OrleansSync.Helix.Tests.Deployments;

public sealed class DeployIntakeTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly SourceLimits Limits = new(10, 1000);

    [Fact]
    public void Read_PayloadOfTheCli_IsOneSortedSource()
    {
        var input = Read(Request(("b\\q.hx", "Q"), ("./a.hx", "A")) with { Schema = "N::User {}", BuildModeOverride = "dev", HelixToml = "[project]\nname='p'\n" });

        Assert.Equal(["a.hx", "b/q.hx", "schema.hx"], input!.Source.Files.Select(file => file.Path));
        Assert.Equal(BuildMode.Dev, input.BuildModeOverride);
        Assert.Equal(Now.ToUnixTimeMilliseconds(), input.Source.Files[0].Stamp.LastModifiedMs);
    }

    [Fact]
    public void Read_TimesOfFiles_AreKept() => Assert.Equal(
        5L, Read(Request(("a.hx", "A")) with { LastModifiedMs = new Dictionary<string, long> { ["a.hx"] = 5 } })!.Source.Files[0].Stamp.LastModifiedMs);

    [Theory]
    [InlineData("/private/x/queries.hx")]
    [InlineData("../x.hx")]
    [InlineData("C:\\x.hx")]
    [InlineData("nul.hx")]
    [InlineData("x.hx:s")]
    public void Read_PathThatLeaves_IsRefused(string path)
    {
        Assert.Null(DeployIntake.Read(Request((path, "A")), Limits, Now, out var problems));
        Assert.Equal("queries", Assert.Single(problems).Field);
    }

    [Fact]
    public void Read_ManyMistakes_AreNamedAtOnce()
    {
        var request = Request(("a.hx", "A"), ("A.hx", "B"), ("d", "x"), ("d/e.hx", "y"), ("z\0.hx", "")) with { HelixToml = "[", BuildModeOverride = "debug" };

        Assert.Null(DeployIntake.Read(request, Limits, Now, out var problems));
        Assert.Equal(["queries", "queries", "queries", "helix_toml", "build_mode_override"], problems.Select(problem => problem.Field));
    }

    [Theory]
    [InlineData("", "v")]
    [InlineData("A=B", "v")]
    [InlineData("A", "v\0")]
    public void Read_EnvVarThatNoProcessCanHave_IsRefused(string name, string value)
    {
        Assert.Null(DeployIntake.Read(Request(("a.hx", "A")) with { EnvVars = new Dictionary<string, string> { [name] = value } }, Limits, Now, out var problems));
        Assert.Equal("env_vars", Assert.Single(problems).Field);
    }

    [Fact]
    public void Read_TooMuch_IsRefused()
    {
        Assert.Null(DeployIntake.Read(Request([.. Enumerable.Range(0, 11).Select(number => ($"{number}.hx", ""))]), Limits, Now, out var files));
        Assert.Null(DeployIntake.Read(Request(("a.hx", new string('x', 1001))), Limits, Now, out var bytes));

        Assert.Contains("11 files; 10 are the most", Assert.Single(files).Message, StringComparison.Ordinal);
        Assert.Contains("1000 are the most", Assert.Single(bytes).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Cargo.toml", true)]
    [InlineData("src/main.rs", true)]
    [InlineData(".cargo/config.toml", true)]
    [InlineData("rust-toolchain.toml", true)]
    [InlineData("queries.json", false)]
    [InlineData("target/x.rs", false)]
    [InlineData(".git/config", false)]
    [InlineData("src/../x.rs", false)]
    [InlineData(".cargo/a/b.toml", false)]
    public void Read_EnterpriseSource_TakesOnlyWhatASourceHas(string path, bool isTaken) =>
        Assert.Equal(isTaken, Read(Request((path, "x")) with { Kind = ClusterKind.Enterprise }) is not null);

    private static DeployInput? Read(DeployRequest request) => DeployIntake.Read(request, Limits, Now, out _);

    private static DeployRequest Request(params (string Path, string Content)[] files) => new(
        ClusterKind.Standard, "", files.ToDictionary(file => file.Path, file => file.Content), new Dictionary<string, string>(), "prod", null, null);
}
