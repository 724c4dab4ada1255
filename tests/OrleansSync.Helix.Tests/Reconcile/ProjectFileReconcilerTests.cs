using OrleansSync.Helix.Projects;
using OrleansSync.Helix.Reconcile;

namespace OrleansSync.Helix.Tests.Reconcile;

public sealed class ProjectFileReconcilerTests
{
    private const string Before = """
        # Our shop.
        [project]
        name = "old" # the name
        queries = "./db/"

        [local.dev]
        port = 6969

        [cloud.prod.helix]
        cluster_id = "11111111-aaaa"
        build_mode = "dev" # for now
        mcp = false

        [cloud.prod.helix.env_vars]
        KEY = "mine"

        # Not Helix.
        [cloud.prod.fly]
        app = "x"

        [cloud.gone.helix]
        cluster_id = "99999999"

        [custom]
        kept = true

        """;

    [Fact]
    public void Plan_CloudChanged_WritesOnlyWhatTheCloudSays()
    {
        var plan = ProjectFileReconciler.Plan(Before, new CloudProject(
            "pid", "shop", [new CloudCluster("11111111-aaaa", "prod", BuildMode.Release, null, null), new CloudCluster("22222222-bbbb", "stage", BuildMode.Dev, "us-east-1", null)], []));

        Assert.Equal(
            """
            # Our shop.
            [project]
            name = "shop" # the name
            queries = "./db/"
            id = "pid"

            [local.dev]
            port = 6969

            [cloud.prod.helix]
            cluster_id = "11111111-aaaa"
            build_mode = "release" # for now
            mcp = false

            [cloud.prod.helix.env_vars]
            KEY = "mine"

            # Not Helix.
            [cloud.prod.fly]
            app = "x"

            [cloud.stage.helix]
            cluster_id = "22222222-bbbb"
            build_mode = "dev"
            region = "us-east-1"

            [custom]
            kept = true

            """,
            plan.Text);
        Assert.Empty(plan.Warnings);
        Assert.Equal(5, plan.Changes.Length);
    }

    [Fact]
    public void Plan_NothingChanged_IsByteForByteTheFile()
    {
        var cloud = new CloudProject("pid", "shop", [new CloudCluster("11111111-aaaa", "prod", BuildMode.Release, null, null)], []);
        var once = ProjectFileReconciler.Plan(Before.ReplaceLineEndings("\r\n"), cloud);

        var again = ProjectFileReconciler.Plan(once.Text, cloud);

        Assert.Equal(once.Text, again.Text);
        Assert.Empty(again.Changes);
    }

    [Fact]
    public void Plan_ClusterRenamed_KeepsItsSettings()
    {
        var plan = ProjectFileReconciler.Plan(Before, new CloudProject("pid", "old", [new CloudCluster("11111111-aaaa", "live", BuildMode.Dev, null, null)], []));

        Assert.Contains("[cloud.live.helix.env_vars]\nKEY = \"mine\"\n", plan.Text, StringComparison.Ordinal);
        Assert.Contains("[cloud.prod.fly]", plan.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("[cloud.prod.helix", plan.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_ClustersSwappedNames_SettingsGoWithTheCluster()
    {
        const string Swapped = "[project]\nname='p'\n[cloud.a.helix]\ncluster_id='1'\nenv_vars.K='one'\n[cloud.b.helix]\ncluster_id='2'\nenv_vars.K='two'\n";

        var file = Read(ProjectFileReconciler.Plan(Swapped, new CloudProject("pid", "p", [new CloudCluster("1", "b", BuildMode.Dev, null, null), new CloudCluster("2", "a", BuildMode.Dev, null, null)], [])));

        Assert.Equal([("a", "2", "two"), ("b", "1", "one")], file.Clouds.OrderBy(entry => entry.Name).Select(entry => (entry.Name, entry.ClusterId, entry.EnvVars["K"])));
    }

    [Fact]
    public void Plan_NameUsedTwice_SecondGetsThePrefixOfItsId()
    {
        var plan = ProjectFileReconciler.Plan("[project]\nname='p'\n", new CloudProject(
            "pid", "p", [new CloudCluster("11111111-aaaa", "x", BuildMode.Dev, null, null), new CloudCluster("22222222-bbbb", "x", BuildMode.Dev, null, null)], []));

        Assert.Equal(["x", "x-22222222"], Read(plan).Clouds.Select(entry => entry.Name));
        Assert.Single(plan.Warnings);
    }

    [Fact]
    public void Plan_PlaceholderHoldsTheName_StepsAside()
    {
        var plan = ProjectFileReconciler.Plan(
            "[project]\nname='p'\n[cloud.prod.helix]\ncluster_id='YOUR_CLUSTER_ID'\nregion='eu'\n", new CloudProject("pid", "p", [new CloudCluster("1", "prod", BuildMode.Dev, null, null)], []));

        Assert.Equal([("prod", "1"), ("prod-local", "YOUR_CLUSTER_ID")], Read(plan).Clouds.OrderBy(entry => entry.Name).Select(entry => (entry.Name, entry.ClusterId)));
        Assert.Single(plan.Warnings);
    }

    [Fact]
    public void Plan_OldProviderKey_IsWrittenInLowerCase()
    {
        var plan = ProjectFileReconciler.Plan("[project]\nname='p'\n[cloud.prod.Helix]\ncluster_id='1'\n", new CloudProject("pid", "p", [new CloudCluster("1", "prod", BuildMode.Dev, null, null)], []));

        Assert.Contains("[cloud.prod.helix]", plan.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_SettingsOfTheLastDeploy_AreAddedAndNeverReplaceLocalOnes()
    {
        const string Snapshot = "[project]\nname='p'\n[cloud.other.helix]\ncluster_id='1'\nbuild_mode='release'\nbm25=false\n[cloud.other.helix.env_vars]\nKEY='theirs'\nMORE='theirs'\n";
        const string Local = "[project]\nname='p'\nid='pid'\n[cloud.prod.helix]\ncluster_id='1'\n[cloud.prod.helix.env_vars]\nKEY='mine'\n";

        var plan = ProjectFileReconciler.Plan(Local, new CloudProject("pid", "p", [new CloudCluster("1", "prod", BuildMode.Dev, null, Snapshot)], []));

        var env = Read(plan).Clouds[0].EnvVars;
        Assert.Equal(("mine", "theirs"), (env["KEY"], env["MORE"]));
        Assert.Contains("bm25 = false", plan.Text, StringComparison.Ordinal);
        Assert.Equal(BuildMode.Dev, Read(plan).Clouds[0].BuildMode);
    }

    [Fact]
    public void Plan_EnterpriseCluster_SizesComeFromTheCloud()
    {
        const string Local = "[project]\nname='p'\nid='pid'\n[enterprise.big]\ncluster_id='e'\navailability_mode='dev'\ngateway_node_type='GW-20'\ndb_node_type='HLX-40'\nbm25=false\n[enterprise.old]\ncluster_id='x'\n";

        var plan = ProjectFileReconciler.Plan(Local, new CloudProject("pid", "p", [], [new CloudEnterprise("e", "big", "ha", "GW-40", "HLX-160", 3, 5, null)]));

        Assert.Equal(new EnterpriseInstance("big", "e", "ha", "GW-40", "HLX-160", 3, 5), Assert.Single(Read(plan).Enterprises));
        Assert.Contains("bm25=false", plan.Text, StringComparison.Ordinal);
    }

    private static ProjectFile Read(ProjectFilePlan plan)
    {
        var file = ProjectFileReader.Read(plan.Text).File;
        Assert.NotNull(file);
        return file;
    }
}
