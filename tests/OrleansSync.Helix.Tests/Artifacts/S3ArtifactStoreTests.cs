using OrleansSync.Helix.Artifacts;

namespace OrleansSync.Helix.Tests.Artifacts;

/// <summary>The store over real HTTP, on a server that is not ours. One test goes through the contract, so that the server is started once.</summary>
public sealed class S3ArtifactStoreTests
{
    [S3Fact]
    public async Task Contract_OnAnotherServer_IsKept()
    {
        await using var server = await S3Server.StartAsync();
        var number = 0;
        foreach (var test in S3Contract.Tests)
        {
            var options = server.Options();
            options.Prefix = $"test-{number++}/";
            using var store = new S3ArtifactStore(S3ArtifactStore.CreateClient(options), options);
            await test(new S3Contract(store));
        }
    }

    // By canned answers: the server's own second page fails on a current node.
    [Fact]
    public async Task List_MoreThanOnePage_GivesAll()
    {
        await using var gate = new FaultyGate(target: 0) { Next = FaultyGate.Fault.Canned };
        gate.Answers.Enqueue("<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken><Contents><Key>helix/a/1</Key></Contents></ListBucketResult>");
        gate.Answers.Enqueue("<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>helix/a/2</Key></Contents></ListBucketResult>");
        var options = new S3Options { Bucket = "b", Endpoint = $"http://127.0.0.1:{gate.Port}", AccessKeyId = "x", SecretAccessKey = "y", RetriesMax = 0, Prefix = "helix/" };
        using var store = new S3ArtifactStore(S3ArtifactStore.CreateClient(options), options);

        Assert.Equal(["a/1", "a/2"], (await store.ListAsync("a/", default)).AsEnumerable());
        Assert.Contains("continuation-token=t", gate.Requests[^1], StringComparison.Ordinal);
    }

    [S3Fact]
    public async Task Any_ServerFails_SaysWhetherToTryAgainAndNoSecret()
    {
        await using var server = await S3Server.StartAsync();
        foreach (var (fault, isTransient) in new[]
        {
            (FaultyGate.Fault.SlowDown, true), (FaultyGate.Fault.Refused, false), (FaultyGate.Fault.Reset, true), (FaultyGate.Fault.CutAnswer, true),
        })
        {
            // A gate each: connections are kept and used again.
            await using var gate = new FaultyGate(server.Port);
            var options = server.Options(gate.Port);
            using var store = new S3ArtifactStore(S3ArtifactStore.CreateClient(options), options);
            gate.Next = fault;

            var failure = await Assert.ThrowsAsync<ArtifactStoreException>(() => store.FindAsync("a/b", default));

            Assert.Equal((fault, isTransient), (fault, failure.IsTransient));
            Assert.DoesNotContain(options.SecretAccessKey, failure.Message, StringComparison.Ordinal);
            gate.Next = FaultyGate.Fault.None;
            Assert.Null(await store.FindAsync("a/b", default));
        }
    }

    [Fact]
    public async Task Any_NobodyListens_IsTransient()
    {
        var options = new S3Options { Bucket = "b", Endpoint = "http://127.0.0.1:1", AccessKeyId = "x", SecretAccessKey = "y", RetriesMax = 0, Timeout = TimeSpan.FromSeconds(5) };
        using var store = new S3ArtifactStore(S3ArtifactStore.CreateClient(options), options);

        Assert.True((await Assert.ThrowsAsync<ArtifactStoreException>(() => store.PutAsync("a/b", new byte[] { 1 }, default))).IsTransient);
    }
}
