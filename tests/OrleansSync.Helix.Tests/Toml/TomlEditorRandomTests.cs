using OrleansSync.Helix.Projects;
using OrleansSync.Helix.Reconcile;

namespace OrleansSync.Helix.Tests.Toml;

/// <summary>Random texts and changes: no crash, and a change changes what it names and nothing else.</summary>
public sealed class TomlEditorRandomTests
{
    // A slice for every run, a million for a long one.
    private static readonly int Inputs = Environment.GetEnvironmentVariable("ORLEANSSYNC_LONG") == "1" ? 1_000_000 : 1_500;

    private static readonly string[] Pieces =
    [
        "[project]\n", "name = \"p\"\n", "[cloud.a.helix]\n", "[cloud.a.Helix]\n", "[cloud.b.helix]\n", "[cloud.a.fly]\n", "[cloud]\n", "[enterprise.e]\n", "[local.dev]\n",
        "cluster_id = \"1\"\n", "cluster_id = '2'\n", "build_mode = \"dev\"\n", "build_mode = \"debug\"\n", "region = \"x\"\n", "env_vars = { A = \"1\", \"B c\" = '2' }\n",
        "[cloud.a.helix.env_vars]\n", "A = \"1\" # why\n", "# comment\n", "\n", "\r\n", "b.helix.cluster_id = \"3\"\n", "a = { helix = { cluster_id = \"4\" } }\n", "port = 99999\n",
        "[[cloud.a.list]]\n", "x = [1, 2, # c\n 3]\n", "\uFEFF", "\"", "'''", "=", "]", "\\", "date = 2024-02-31\n", "mcp = false\n", "vector_config.m = 16\n", "\t", "\0", "\uD800",
    ];

    [Fact]
    public void Read_RandomPieces_NeverFails()
    {
        var random = new Random(20261121);
        for (var i = 0; i < Inputs; i++)
        {
            var text = RandomText(random);
            var parse = ProjectFileReader.Read(text);
            Assert.True(parse.File is not null || !parse.Problems.IsEmpty, text);
        }
    }

    [Fact]
    public void Plan_RandomPieces_SaysWhatTheCloudSaysAndIsThenStable()
    {
        var random = new Random(20261122);
        var planned = 0;
        for (var i = 0; i < Inputs; i++)
        {
            var text = RandomText(random);
            if (ProjectFileReader.Read(text).File is not { } before || !CanHoldSections(text))
            {
                continue;
            }

            var cloud = new CloudProject("pid", "name", [new CloudCluster("1", "b", BuildMode.Release, "r", null), new CloudCluster("3", "a", BuildMode.Dev, null, null)], []);
            var plan = ProjectFileReconciler.Plan(text, cloud);
            var after = ProjectFileReader.Read(plan.Text).File!;
            Assert.Equal(["1", "3"], after.Clouds.Where(entry => entry.IsHelix && entry.ClusterId is "1" or "3").Select(entry => entry.ClusterId).Distinct().Order());
            Assert.All(before.Clouds.Where(entry => !entry.IsHelix), entry => Assert.Contains(entry.Provider, after.Clouds.Select(other => other.Provider)));
            foreach (var (name, value) in before.Clouds.Where(entry => entry.IsHelix && entry.ClusterId is "1" or "3").SelectMany(entry => entry.EnvVars))
            {
                Assert.Contains(after.Clouds, entry => entry.EnvVars.TryGetValue(name, out var kept) && kept == value);
            }

            Assert.Equal(plan.Text, ProjectFileReconciler.Plan(plan.Text, cloud).Text);
            planned++;
        }

        Assert.True(planned > Inputs / 50, $"Only {planned} of {Inputs} texts were TOML.");
    }

    // A text may use our tables' names for something else; then reading says so and nothing is planned.
    private static bool CanHoldSections(string text) => ProjectFileReader.Read(text).Problems.All(problem => !problem.Message.StartsWith("must be a table", StringComparison.Ordinal));

    private static string RandomText(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => Pieces[random.Next(random.Next(2) == 0 ? Pieces.Length : 20)]));
}
