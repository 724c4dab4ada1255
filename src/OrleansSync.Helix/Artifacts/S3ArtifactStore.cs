using System.Collections.Immutable;
using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace OrleansSync.Helix.Artifacts;

/// <summary>Values as objects of an S3 bucket. S3 stores an object whole or not at all, and a read after a write sees it.</summary>
internal sealed class S3ArtifactStore(IAmazonS3 client, S3Options options) : IArtifactStore, IDisposable
{
    private const int DeleteMax = 1000;

    /// <inheritdoc />
    public Task PutAsync(string key, ReadOnlyMemory<byte> value, CancellationToken cancellationToken) => GuardAsync(
        async () =>
        {
            using var content = new MemoryStream(value.ToArray(), writable: false);
            await client.PutObjectAsync(
                new PutObjectRequest { BucketName = options.Bucket, Key = KeyOf(key), InputStream = content, UseChunkEncoding = false, ContentType = "application/gzip" }, cancellationToken);
            return true;
        },
        cancellationToken);

    /// <inheritdoc />
    public Task<byte[]?> FindAsync(string key, CancellationToken cancellationToken) => GuardAsync(
        async () =>
        {
            try
            {
                using var found = await client.GetObjectAsync(options.Bucket, KeyOf(key), cancellationToken);
                using var content = new MemoryStream();
                await found.ResponseStream.CopyToAsync(content, cancellationToken);
                // A connection that broke must not pass for a short value.
                return found.ContentLength >= 0 && found.ContentLength != content.Length
                    ? throw new ArtifactStoreException("The S3 service ended an answer early.", isTransient: true)
                    : content.ToArray();
            }
            catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound && exception.ErrorCode is "NoSuchKey" or "NotFound")
            {
                return null;
            }
        },
        cancellationToken);

    /// <inheritdoc />
    public Task<ImmutableArray<string>> ListAsync(string prefix, CancellationToken cancellationToken) => GuardAsync(
        async () =>
        {
            ArtifactKey.Check(prefix.TrimEnd('/'));
            var keys = new List<string>();
            var request = new ListObjectsV2Request { BucketName = options.Bucket, Prefix = options.Prefix + prefix };
            ListObjectsV2Response page;
            do
            {
                page = await client.ListObjectsV2Async(request, cancellationToken);
                keys.AddRange((page.S3Objects ?? []).Select(found => found.Key[options.Prefix.Length..]));
                request.ContinuationToken = page.NextContinuationToken;
            }
            while (page.IsTruncated == true && page.NextContinuationToken is not null);
            return keys.Order(StringComparer.Ordinal).ToImmutableArray();
        },
        cancellationToken);

    /// <inheritdoc />
    public Task DeleteAsync(ImmutableArray<string> keys, CancellationToken cancellationToken) => GuardAsync(
        async () =>
        {
            foreach (var some in keys.Chunk(DeleteMax))
            {
                await client.DeleteObjectsAsync(
                    new DeleteObjectsRequest { BucketName = options.Bucket, Objects = [.. some.Select(key => new KeyVersion { Key = KeyOf(key) })], Quiet = true }, cancellationToken);
            }

            return true;
        },
        cancellationToken);

    public void Dispose() => client.Dispose();

    /// <summary>The client of these options.</summary>
    public static IAmazonS3 CreateClient(S3Options options)
    {
        var config = new AmazonS3Config
        {
            Timeout = options.Timeout,
            MaxErrorRetry = options.RetriesMax,
            // Other services know neither the newer checksums nor buckets as host names.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.Endpoint.Length > 0)
        {
            config.ServiceURL = options.Endpoint;
            config.AuthenticationRegion = options.Region;
            config.ForcePathStyle = true;
        }
        else
        {
            config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(options.Region);
        }

        return options.AccessKeyId.Length > 0
            ? new AmazonS3Client(new BasicAWSCredentials(options.AccessKeyId, options.SecretAccessKey), config)
            : new AmazonS3Client(config);
    }

    private string KeyOf(string key)
    {
        ArtifactKey.Check(key);
        return options.Prefix + key;
    }

    private static async Task<T> GuardAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work();
        }
        catch (AmazonServiceException exception)
        {
            // The code is one of S3's words, never a key or a secret.
            var isTransient = (int)exception.StatusCode is 0 or 408 or 429 or >= 500;
            throw new ArtifactStoreException($"The S3 service refused a call ({(int)exception.StatusCode} {exception.ErrorCode}).", isTransient, exception);
        }
        catch (Exception exception) when (exception is AmazonClientException or HttpRequestException or IOException or WebException)
        {
            throw new ArtifactStoreException("The S3 service could not be reached.", isTransient: true, exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ArtifactStoreException("The S3 service did not answer in time.", isTransient: true, exception);
        }
    }
}
