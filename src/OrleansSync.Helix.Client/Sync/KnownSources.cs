using OrleansSync.Helix.Client.Cloud;
using OrleansSync.Helix.Client.Sources;
using OrleansSync.Helix.Sources;

namespace OrleansSync.Helix.Client.Sync;

/// <summary>Clusters' sources without contents. What was told before under the same id is not asked for again.</summary>
internal sealed class KnownSources(IHelixCloud cloud, SourceMemory memory)
{
    private static readonly ComparedSource Nothing = new("", SourceSet.Empty, IsSame: false);

    /// <summary>A cluster's source compared with files at hand; no files when nothing was deployed yet.</summary>
    /// <param name="cluster">As it was told just now.</param>
    /// <param name="fingerprint">Of the files at hand; empty compares nothing.</param>
    /// <param name="cancellationToken">Cancels the command.</param>
    public async Task<ComparedSource> CompareAsync(NamedCluster cluster, string fingerprint, CancellationToken cancellationToken)
    {
        if (cluster.SourceId.Length == 0)
        {
            return Nothing;
        }

        return memory.Find(cluster.Id, cluster.SourceId) is { } known && known.Fingerprint == fingerprint
            ? new ComparedSource(known.Id, new SourceSet([], known.HelixToml), IsSame: true)
            : await AskAsync(cluster, fingerprint, cancellationToken);
    }

    /// <summary>The project file that came with a cluster's source, or null.</summary>
    public async Task<string?> FindTomlAsync(NamedCluster cluster, CancellationToken cancellationToken)
    {
        if (cluster.SourceId.Length == 0)
        {
            return null;
        }

        return memory.Find(cluster.Id, cluster.SourceId) is { } known ? known.HelixToml : (await AskAsync(cluster, "", cancellationToken)).Source.HelixToml;
    }

    private async Task<ComparedSource> AskAsync(NamedCluster cluster, string fingerprint, CancellationToken cancellationToken)
    {
        if (await cloud.CompareSourceAsync(cluster.Id, fingerprint, cancellationToken) is not { } told)
        {
            return Nothing;
        }

        // Under the id that came with it: there may have been a deploy since the cluster was told.
        var whole = told.IsSame ? fingerprint : SourceHash.OfAll(told.Source.Files.Select(file => (file.Path, file.Stamp)));
        memory.Write(cluster.Id, new KnownSource(told.SourceId, whole, told.Source.HelixToml));
        return told;
    }
}
