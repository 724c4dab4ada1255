using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using OrleansSync.Helix.Builders;
using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Deployments;
using OrleansSync.Helix.Projects;
using OrleansSync.Helix.RuntimeConfigs;
using OrleansSync.Helix.Sources;

namespace OrleansSync.Helix.Tests.Builders;

public sealed class CommandBuilderTests : IDisposable
{
    private readonly string work = Path.Combine(Path.GetTempPath(), "orleanssync-builds-" + Path.GetRandomFileName());

    public void Dispose()
    {
        if (Directory.Exists(work))
        {
            Directory.Delete(work, recursive: true);
        }
    }

    [Fact]
    public async Task Advance_ProgramSucceeds_StreamsItsOutputAndSeesOnlyItsInput()
    {
        Environment.SetEnvironmentVariable("ORLEANSSYNC_TEST_SECRET", "of the server");
        await using var builder = Builder("sh -c \"cat source/a/q.hx helix.toml; echo ::progress 50; echo mode $HELIX_BUILD_MODE key $KEY secret $ORLEANSSYNC_TEST_SECRET.; ls; echo err >&2\"");

        var (end, lines) = await RunAsync(builder, Job());

        Assert.Equal((BuildState.Succeeded, ""), (end.State, end.Cause));
        Assert.Equal(["QUERY q()", "[project]", "mode release key v secret .", "helix.toml", "home", "source"], lines.Where(line => line != "err"));
        Assert.Contains("err", lines);
        Assert.Empty(Directory.EnumerateFileSystemEntries(work));
    }

    [Fact]
    public async Task Advance_WithSettings_HandsThemOverAsTheRuntimeReadsThem()
    {
        await using var builder = Builder("cat config.hx.json");
        var job = Job();

        var (_, lines) = await RunAsync(builder, job with { Input = job.Input with { RuntimeConfig = new RuntimeConfig(16, 128, 768, [new("email", IsUnique: true)], 20, Mcp: true, Bm25: false, null, "m", null) } });

        Assert.Equal(
            """{"vector_config":{"m":16,"ef_construction":128,"ef_search":768},"graph_config":{"secondary_indices":[{"Unique":"email"}]},"db_max_size_gb":20,"mcp":true,"bm25":false,"schema":null,"embedding_model":"m","graphvis_node_label":null}""",
            string.Concat(string.Concat(lines).Where(c => !char.IsWhiteSpace(c))));
    }

    [Fact]
    public async Task Advance_ProgramFails_TellsTheCodeAndTheOutput()
    {
        await using var builder = Builder("sh -c \"echo why; exit 3\"");

        var (end, lines) = await RunAsync(builder, Job());

        Assert.Equal(BuildState.Failed, end.State);
        Assert.Contains("code 3", end.Cause, StringComparison.Ordinal);
        Assert.Equal(["why"], lines);
    }

    [Fact]
    public async Task Advance_NoSuchProgram_SaysSo()
    {
        await using var builder = Builder("/nowhere/at/all");

        Assert.Contains("could not be run", (await RunAsync(builder, Job())).End.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Advance_TooLong_IsKilledWithItsChildren()
    {
        await using var builder = Builder("sh -c \"sleep 600 & echo $!; wait\"", options => options.Timeout = TimeSpan.FromSeconds(1));

        var (end, lines) = await RunAsync(builder, Job());

        Assert.Contains("HelixBuild:Timeout", end.Cause, StringComparison.Ordinal);
        Assert.False(Directory.Exists($"/proc/{lines[0]}") && (await File.ReadAllTextAsync($"/proc/{lines[0]}/stat")).Split(' ')[2] != "Z");
    }

    [Fact]
    public async Task Advance_MuchOutput_IsCutAndCounted()
    {
        await using var builder = Builder("sh -c \"seq 1 1000\"", options => options.OutputLinesMax = 10);

        var lines = (await RunAsync(builder, Job())).Lines;

        Assert.Equal(11, lines.Count);
        Assert.Contains("990 more lines", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_RunningBuild_EndsItAndFreesItsSlot()
    {
        await using var builder = Builder("sh -c \"echo on; test $HELIX_INSTANCE = quick || sleep 600\"", options => options.ConcurrentMax = 1);
        var slow = Job();
        while ((await builder.AdvanceAsync(slow, 0, default)).Lines.IsEmpty)
        {
            // Until it runs.
        }

        await builder.CancelAsync(slow.Id, default);

        Assert.Equal(BuildState.Succeeded, (await RunAsync(builder, Job(2, "quick"))).End.State);
    }

    [Fact]
    public async Task Advance_PathThatLeaves_IsNeverWritten()
    {
        await using var builder = Builder("true");
        var job = Job();
        var bad = job with { Input = job.Input with { Source = new SourceSet([SourceFile.Of("../../escaped.hx", "x", null)], null) } };

        var (end, _) = await RunAsync(builder, bad);

        Assert.Equal(BuildState.Failed, end.State);
        Assert.Contains("leads out", end.Cause, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(work, "..", "escaped.hx")));
    }

    private static async Task<(BuildProgress End, List<string> Lines)> RunAsync(CommandBuilder builder, BuildJob job)
    {
        var lines = new List<string>();
        while (true)
        {
            var progress = await builder.AdvanceAsync(job, lines.Count, default);
            lines.AddRange(progress.Lines);
            if (progress.State is not BuildState.Running)
            {
                return (progress, lines);
            }
        }
    }

    private CommandBuilder Builder(string command, Action<CommandBuilderOptions>? configure = null)
    {
        var options = new CommandBuilderOptions { Command = command, WorkDirectory = work };
        configure?.Invoke(options);
        return new CommandBuilder(Options.Create(options), TimeProvider.System);
    }

    private static BuildJob Job(int number = 1, string instance = "prod") => new(
        new DeploymentId(new Guid(number, 0, 0, new byte[8])),
        ClusterKind.Standard,
        BuildMode.Release,
        new DeployInput(
            new SourceSet([SourceFile.Of("a/q.hx", "QUERY q()\n", null)], "[project]\n"), ImmutableSortedDictionary<string, string>.Empty.Add("KEY", "v"), instance, BuildMode.Unspecified, null));
}
