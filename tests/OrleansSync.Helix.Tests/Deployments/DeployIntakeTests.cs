using System.Text.Json;
using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Deployments;
using OrleansSync.Helix.Projects;
using OrleansSync.Helix.RuntimeConfigs;
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
    public void Read_SettingsOfTheProjectFile_AreThoseOfTheInstanceWithTheDefaults()
    {
        var config = Read(Request(("a.hx", "A")) with { HelixToml = Toml })!.RuntimeConfig!;

        Assert.Equal((32, 128, 768, 40), (config.M, config.EfConstruction, config.EfSearch, config.DbMaxSizeGb));
        Assert.Equal((true, false, "text-embedding-ada-002", null), (config.Mcp, config.Bm25, config.EmbeddingModel, config.Schema));
        Assert.Equal(new SecondaryIndex("email", IsUnique: false), Assert.Single(config.SecondaryIndices));
        Assert.Null(Read(Request(("a.hx", "A")) with { HelixToml = Toml, InstanceName = "other" })!.RuntimeConfig);
    }

    [Fact]
    public void Read_SettingsThatWereSent_MustAgreeWithTheProjectFile()
    {
        var request = Request(("a.hx", "A")) with { HelixToml = Toml, BuildMode = "release" };
        var sent = Read(request)!.RuntimeConfig!;

        Assert.Null(DeployIntake.Read(request with { BuildMode = "dev", RuntimeConfig = sent with { M = 16, Bm25 = true, SecondaryIndices = [new("email", IsUnique: true)] } }, Limits, Now, out var problems));
        Assert.Equal(
            ["build_mode", "runtime_config.vector_config.m", "runtime_config.graph_config.secondary_indices", "runtime_config.bm25"], problems.Select(problem => problem.Field));
        var some = Read(request with { RuntimeConfig = sent with { M = null, Mcp = null, SecondaryIndices = [] } })!;
        Assert.Equal((BuildMode.Release, sent.M, sent.Mcp, sent.SecondaryIndices.Single()), (some.BuildMode, some.RuntimeConfig!.M, some.RuntimeConfig.Mcp, some.RuntimeConfig.SecondaryIndices.Single()));
    }

    [Theory]
    [InlineData("vector_config = { m = 0 }")]
    [InlineData("vector_config = { m = \"many\" }")]
    [InlineData("mcp = 1")]
    [InlineData("graph_config = { secondary_indices = [1] }")]
    public void Read_WrongSettingInTheProjectFile_IsNamedWithItsLine(string line)
    {
        var toml = $"[project]\nname = \"p\"\n[cloud.prod.helix]\ncluster_id = \"c\"\n{line}\n";

        Assert.Null(DeployIntake.Read(Request(("a.hx", "A")) with { HelixToml = toml }, Limits, Now, out var problems));
        Assert.Equal("helix_toml", Assert.Single(problems).Field);
        Assert.StartsWith("line 5: cloud.prod.helix.", problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_OfSettings_IsReadAsItIsWritten()
    {
        var config = new RuntimeConfig(1, 2, null, [new("a", IsUnique: true), new("b", IsUnique: false)], 5, Mcp: false, Bm25: null, "N::A {}", null, "name");
        var problems = new List<InputProblem>();

        var read = RuntimeConfigJson.Read(JsonDocument.Parse(RuntimeConfigJson.Write(config)).RootElement, problems)!;

        Assert.Empty(problems);
        Assert.Equal(config.SecondaryIndices.AsEnumerable(), read.SecondaryIndices.AsEnumerable());
        Assert.Equal(config, read with { SecondaryIndices = config.SecondaryIndices });
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

    private const string Toml = """
        [project]
        name = "p"
        [cloud.prod.Helix]
        cluster_id = "c"
        build_mode = "release"
        bm25 = false
        vector_config = { m = 32, db_max_size_gb = 40 }
        graph_config = { secondary_indices = ["email"] }
        """;

    private static DeployInput? Read(DeployRequest request) => DeployIntake.Read(request, Limits, Now, out _);

    private static DeployRequest Request(params (string Path, string Content)[] files) => new(
        ClusterKind.Standard, "", files.ToDictionary(file => file.Path, file => file.Content), new Dictionary<string, string>(), "prod", null, null);
}
