using OrleansSync.Helix.Projects;

namespace OrleansSync.Helix.Tests.Projects;

public sealed class ProjectFileReaderTests
{
    private const string Seed = """
        [project]
        name = "shop"
        queries = "db\\q"
        [local.dev]
        port = 6969
        build_mode = "dev"
        [cloud.prod.helix]
        cluster_id = "c-1"
        region = "us-east-1"
        build_mode = "release"
        mcp = false
        [cloud.prod.helix.env_vars]
        KEY = "value"
        [cloud.edge.fly]
        anything = 1
        [enterprise.big]
        cluster_id = "e-1"
        availability_mode = "ha"
        gateway_node_type = "GW-40"
        db_node_type = "HLX-160"
        """;

    [Fact]
    public void Read_FileOfTheSeed_IsWhole()
    {
        var parse = ProjectFileReader.Read(Seed);

        Assert.Empty(parse.Problems);
        Assert.Equal(("shop", "db/q"), (parse.File!.Name, parse.File.Queries));
        Assert.Equal(new LocalInstance("dev", 6969, BuildMode.Dev), Assert.Single(parse.File.Locals));
        var prod = parse.File.Clouds[0];
        Assert.Equal(("prod", "helix", "c-1", "us-east-1", BuildMode.Release, "value"), (prod.Name, prod.Provider, prod.ClusterId, prod.Region, prod.BuildMode, prod.EnvVars["KEY"]));
        Assert.False(parse.File.Clouds[1].IsHelix);
        Assert.Equal(new EnterpriseInstance("big", "e-1", "ha", "GW-40", "HLX-160", 1, 1), Assert.Single(parse.File.Enterprises));
        Assert.Equal(["dev", "prod", "edge", "big"], parse.File.InstanceNames);
    }

    [Theory]
    [InlineData("[project]\nname = 'p'\n[cloud.prod.Helix]\ncluster_id = 'c'\nbuild_mode = 'Release'\n")]
    [InlineData("\uFEFF[project]\r\nname = 'p'\r\n[cloud.prod.helix]\r\ncluster_id = 'c'\r\nbuild_mode = 'release'\r\n")]
    public void Read_OlderSpellings_MeanTheSame(string text)
    {
        var parse = ProjectFileReader.Read(text);

        Assert.Empty(parse.Problems);
        Assert.Equal((true, BuildMode.Release), (parse.File!.Clouds[0].IsHelix, parse.File.Clouds[0].BuildMode));
    }

    [Fact]
    public void Read_LaterFile_NeedsNoSizes() => Assert.Empty(ProjectFileReader.Read("""
        [project]
        id = "pid"
        workspace_id = "wid"
        name = "p"
        [local.dev]
        port = 6969
        storage = "s3"
        [local.dev.s3]
        bucket = "b"
        [enterprise.prod]
        cluster_id = "e"
        gateway_url = "https://example.com"
        """).Problems);

    [Fact]
    public void Read_ManyMistakes_NamesThemAllWithTheirLines()
    {
        var problems = ProjectFileReader.Read("""
            [project]
            name = ""
            [local.dev]
            port = 70000
            build_mode = "debug"
            [cloud.prod.helix]
            region = 1
            [enterprise.big]
            cluster_id = ""
            availability_mode = "yes"
            """, "sub/helix.toml").Problems;

        Assert.Equal(
            [
                (2, "project.name", "project name cannot be empty in sub/helix.toml"),
                (4, "local.dev.port", "must be a whole number from 1 to 65535."),
                (5, "local.dev.build_mode", "`build_mode = \"debug\"` is removed in favour of dev mode. Please update to `build_mode = \"dev\"` in sub/helix.toml"),
                (6, "cloud.prod.helix", "cloud instance 'prod' has no cluster_id in sub/helix.toml"),
                (7, "cloud.prod.helix.region", "must be a text in quotes."),
                (9, "enterprise.big.cluster_id", "cloud instance 'big' must have a non-empty cluster_id in sub/helix.toml"),
                (10, "enterprise.big.availability_mode", "must be \"dev\" or \"ha\"."),
            ],
            problems.OrderBy(problem => problem.Line).Select(problem => (problem.Line, problem.Key, problem.Message)));
    }

    [Theory]
    [InlineData("[project]\nname = 'p'\n", "at least one instance must be defined in helix.toml")]
    [InlineData("[project]\nname = 'p'\n[local.'']\n", "instance name cannot be empty in helix.toml")]
    [InlineData("[project\n", null)]
    [InlineData("a = 2024-13-45\n", null)]
    public void Read_UnusableFile_SaysWhy(string text, string? message)
    {
        var parse = ProjectFileReader.Read(text);

        Assert.False(parse.IsValid);
        if (message is not null)
        {
            Assert.Equal(message, Assert.Single(parse.Problems).Message);
        }
    }

    [Fact]
    public void Create_NewProject_IsValid() => Assert.True(ProjectFileReader.Read(ProjectFileEdit.Create("my \"shop\"", null, "db")).IsValid);

    [Fact]
    public void AddCloud_FileWithCommentsAndMark_KeepsEveryOtherByte()
    {
        const string Before = "\uFEFF# ours\r\n[project]\r\nname = 'p' # short\r\nmore = 1\r\n";

        var after = ProjectFileEdit.AddCloud(Before, "prod", "c-1", "us-east-1", BuildMode.Release);

        Assert.Equal(Before + "\r\n[cloud.prod.helix]\r\ncluster_id = \"c-1\"\r\nregion = \"us-east-1\"\r\nbuild_mode = \"release\"\r\n", after);
    }
}
