using System.Collections.Immutable;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Secrets;
using OrleansSync.Testing.Identity;

namespace OrleansSync.Engine.Tests.Secrets;

public sealed class CachedSecretsTests
{
    private static readonly SecretReference Reference = new SecretReference.Environment("A");

    private readonly ManualClock clock = new();
    private readonly Source source = new();
    private readonly CachedSecrets secrets;

    public CachedSecretsTests() => secrets = new CachedSecrets(() => [source], clock, TimeSpan.FromSeconds(60), TimeSpan.FromMinutes(10));

    [Fact]
    public async Task Get_WithinTheTime_ReadsOnce()
    {
        await secrets.GetAsync(Reference, default);
        clock.Advance(TimeSpan.FromSeconds(59));
        source.Value = "new";

        Assert.Equal("first", (await secrets.GetAsync(Reference, default)).Reveal());
        Assert.Equal(1, source.Reads);
    }

    [Fact]
    public async Task Get_AfterTheTime_ReadsAgain()
    {
        await secrets.GetAsync(Reference, default);
        clock.Advance(TimeSpan.FromSeconds(60));
        source.Value = "new";

        Assert.Equal("new", (await secrets.GetAsync(Reference, default)).Reveal());
    }

    [Fact]
    public async Task Get_Forgotten_ReadsAgainAtOnce()
    {
        await secrets.GetAsync(Reference, default);
        source.Value = "new";
        secrets.Forget(Reference);

        Assert.Equal("new", (await secrets.GetAsync(Reference, default)).Reveal());
    }

    [Fact]
    public async Task Get_ManyAtOnce_ReadsOnce()
    {
        source.Hold = new TaskCompletionSource();
        var asked = Enumerable.Range(0, 20).Select(_ => secrets.GetAsync(Reference, default).AsTask()).ToArray();
        source.Hold.SetResult();
        await Task.WhenAll(asked);

        Assert.Equal(1, source.Reads);
    }

    [Fact]
    public async Task Get_SourceUnreachable_UsesTheLastValueForAWhile()
    {
        await secrets.GetAsync(Reference, default);
        source.Failure = new SyncException(SyncError.SecretUnavailable, "gone");
        clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal("first", (await secrets.GetAsync(Reference, default)).Reveal());

        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(SyncError.SecretUnavailable, (await Assert.ThrowsAsync<SyncException>(() => secrets.GetAsync(Reference, default).AsTask())).Error);
    }

    [Fact]
    public async Task Get_SourceRefuses_IsBelievedAtOnce()
    {
        await secrets.GetAsync(Reference, default);
        source.Failure = new SyncException(SyncError.SecretRefused, "revoked");
        clock.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(SyncError.SecretRefused, (await Assert.ThrowsAsync<SyncException>(() => secrets.GetAsync(Reference, default).AsTask())).Error);
    }

    [Fact]
    public async Task Get_CallerGoesAway_NextCallerReads()
    {
        source.Hold = new TaskCompletionSource();
        using var leaving = new CancellationTokenSource();
        var first = secrets.GetAsync(Reference, leaving.Token).AsTask();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        source.Hold = null;

        Assert.Equal("first", (await secrets.GetAsync(Reference, default)).Reveal());
    }

    private sealed class Source : ISecretSource
    {
        public string Value { get; set; } = "first";

        public SyncException? Failure { get; set; }

        public TaskCompletionSource? Hold { get; set; }

        public int Reads { get; private set; }

        bool ISecretSource.Reads(SecretReference reference) => reference is SecretReference.Environment;

        public async Task<ImmutableArray<SecretValue>> ReadAsync(SecretReference reference, CancellationToken cancellationToken)
        {
            Reads++;
            if (Hold is { } hold)
            {
                await hold.Task.WaitAsync(cancellationToken);
            }

            return Failure is null ? [new SecretValue(Value)] : throw Failure;
        }
    }
}
