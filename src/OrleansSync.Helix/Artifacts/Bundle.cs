using System.IO.Compression;
using System.Text.Json;
using OrleansSync.Helix.Deployments;
using OrleansSync.Helix.Sources;

namespace OrleansSync.Helix.Artifacts;

/// <summary>Stored values: JSON, compressed with gzip.</summary>
internal static class Bundle
{
    public static byte[] Write(SourceSet source) => Pack(JsonSerializer.SerializeToUtf8Bytes(StoredSource.Of(source), BundleJson.Default.StoredSource));

    public static byte[] Write(DeployInput input) => Pack(JsonSerializer.SerializeToUtf8Bytes(StoredInput.Of(input), BundleJson.Default.StoredInput));

    /// <exception cref="ArtifactStoreException">The value is not one that was written here.</exception>
    public static SourceSet ReadSource(byte[] value) => Read(value, bytes => JsonSerializer.Deserialize(bytes, BundleJson.Default.StoredSource)?.ToSource());

    /// <exception cref="ArtifactStoreException">The value is not one that was written here.</exception>
    public static DeployInput ReadInput(byte[] value) => Read(value, bytes => JsonSerializer.Deserialize(bytes, BundleJson.Default.StoredInput)?.ToInput());

    private static byte[] Pack(byte[] json)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(json);
        }

        return packed.ToArray();
    }

    private static T Read<T>(byte[] value, Func<Stream, T?> read)
        where T : class
    {
        try
        {
            using var gzip = new GZipStream(new MemoryStream(value), CompressionMode.Decompress);
            return read(gzip) ?? throw new JsonException("null");
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException)
        {
            throw new ArtifactStoreException("A stored value is damaged; deploy again.", isTransient: false, exception);
        }
    }
}
