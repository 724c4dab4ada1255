using System.Text;
using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Sources;

namespace OrleansSync.Helix.Client.Sources;

/// <summary>The queries of a project on disk.</summary>
/// <param name="Files">Those that can be sent, ordered by path.</param>
/// <param name="Stamps">All managed files, those too that are no text: they count as changed and are never overwritten unseen.</param>
/// <param name="Unreadable">Managed files that are not UTF-8.</param>
public sealed record LocalSource(IReadOnlyList<SourceFile> Files, IReadOnlyDictionary<string, FileStamp> Stamps, IReadOnlyList<string> Unreadable)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a queries folder; an absent one is empty. Links are not followed.</summary>
    public static async Task<LocalSource> ReadAsync(string folder, ClusterKind kind, CancellationToken cancellationToken)
    {
        var files = new List<SourceFile>();
        var stamps = new Dictionary<string, FileStamp>(StringComparer.Ordinal);
        var unreadable = new List<string>();
        if (!Directory.Exists(folder))
        {
            return new LocalSource(files, stamps, unreadable);
        }

        var managed = LocalStamps.Managed(folder, kind);
        await Parallel.ForEachAsync(managed, cancellationToken, async (found, stop) =>
        {
            var bytes = await File.ReadAllBytesAsync(found.PathIn(folder), stop);
            var stamp = new FileStamp(SourceHash.Of(bytes), new DateTimeOffset(found.Changed).ToUnixTimeMilliseconds());
            var text = Decode(bytes);
            lock (stamps)
            {
                stamps[found.Path] = stamp;
                if (text is null)
                {
                    unreadable.Add(found.Path);
                }
                else
                {
                    files.Add(new SourceFile(found.Path, text, stamp));
                }
            }
        });
        unreadable.Sort(StringComparer.Ordinal);
        files.Sort((left, right) => string.CompareOrdinal(left.Path, right.Path));
        return new LocalSource(files, stamps, unreadable);
    }

    private static string? Decode(byte[] bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
