using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using OrleansSync.Helix.Artifacts;
using OrleansSync.Helix.Deployments;
using OrleansSync.Helix.Projects;
using OrleansSync.Helix.RuntimeConfigs;
using OrleansSync.Helix.Sources;

namespace OrleansSync.Helix.Tests.Artifacts;

public sealed class BundleTests
{
    [Fact]
    public void Input_Stored_ComesBackWhole()
    {
        var config = new RuntimeConfig(16, null, 768, [new("email", IsUnique: true)], 20, Mcp: false, Bm25: null, "N::A {}", "m", null);
        var input = new DeployInput(
            new SourceSet([SourceFile.Of("a.hx", "Q", 1)], "[project]\n"), ImmutableSortedDictionary<string, string>.Empty.Add("KEY", "v"), "prod", BuildMode.Dev, "{}", BuildMode.Release, config);

        var read = Bundle.ReadInput(Bundle.Write(input));

        Assert.Equal(config.SecondaryIndices.AsEnumerable(), read.RuntimeConfig!.SecondaryIndices.AsEnumerable());
        Assert.Equal(config, read.RuntimeConfig with { SecondaryIndices = config.SecondaryIndices });
        Assert.Equal(("prod", BuildMode.Dev, BuildMode.Release, "{}", "v"), (read.InstanceName, read.BuildModeOverride, read.BuildMode, read.QueriesJson, read.EnvVars["KEY"]));
        Assert.Equal(("a.hx", "Q", "[project]\n"), (read.Source.Files[0].Path, read.Source.Files[0].Content, read.Source.HelixToml));
    }

    [Fact]
    public void Input_StoredBeforeThereWereSettings_IsReadWithoutThem()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes("""{"source":{"files":[],"helixToml":null},"envVars":{},"instanceName":"prod","buildModeOverride":2,"queriesJson":null}"""));
        }

        var read = Bundle.ReadInput(packed.ToArray());

        Assert.Equal((BuildMode.Release, BuildMode.Unspecified, null), (read.BuildModeOverride, read.BuildMode, read.RuntimeConfig));
    }
}
