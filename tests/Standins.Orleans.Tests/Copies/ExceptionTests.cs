using Standins.Orleans.Tests.Support;

namespace Standins.Orleans.Tests.Copies;

[GenerateSerializer]
public sealed class SyncFailedException : Exception
{
    public SyncFailedException(string message, int code, Exception? cause) : base(message, cause) => Code = code;

    [Id(0)]
    public int Code { get; }
}

public interface IFailingGrain : IGrainWithStringKey
{
    Task FailAsync();

    Task<int> FailWithFrameworkTypeAsync();

    Task FailInAnotherAsync(IFailingGrain other);

    ValueTask<string> FailInTheStartAsync();
}

public sealed class FailingGrain : Grain, IFailingGrain
{
    public static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Exception> Thrown = new();

    public async Task FailAsync()
    {
        await Task.Yield();
        throw Thrown[this.GetPrimaryKeyString()] = new SyncFailedException("it failed", 42, new InvalidOperationException("the cause"));
    }

    public Task<int> FailWithFrameworkTypeAsync() => throw new ArgumentException("not this one", "value");

    public Task FailInAnotherAsync(IFailingGrain other) => other.FailAsync();

    public ValueTask<string> FailInTheStartAsync() => throw new NotSupportedException("no task was made");
}

public sealed class ExceptionTests(SharedSilo shared) : IClassFixture<SharedSilo>
{
    private readonly string key = Probe.NewKey();

    private IFailingGrain Grain => shared.Grains.GetGrain<IFailingGrain>(key);

    [Fact]
    public async Task Exception_OfOurs_KeepsTypeMessageMembersCauseAndStack()
    {
        var caught = await Assert.ThrowsAsync<SyncFailedException>(Grain.FailAsync);
        Assert.Equal(("it failed", 42), (caught.Message, caught.Code));
        Assert.Equal("the cause", Assert.IsType<InvalidOperationException>(caught.InnerException).Message);
        Assert.Contains(nameof(FailingGrain.FailAsync), caught.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exception_OfTheFramework_KeepsTypeAndMessage()
    {
        var caught = await Assert.ThrowsAsync<ArgumentException>(Grain.FailWithFrameworkTypeAsync);
        Assert.Contains("not this one", caught.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exception_ThroughTwoGrains_KeepsItsType()
    {
        var other = shared.Grains.GetGrain<IFailingGrain>(Probe.NewKey());
        Assert.Equal(42, (await Assert.ThrowsAsync<SyncFailedException>(() => Grain.FailInAnotherAsync(other))).Code);
    }

    [Fact]
    public async Task Exception_BeforeATaskWasMade_ReachesTheCaller() =>
        await Assert.ThrowsAsync<NotSupportedException>(async () => await Grain.FailInTheStartAsync());

#if STANDINS
    [Fact]
    public async Task Exception_OfAGrain_IsCopied()
    {
        var caught = await Assert.ThrowsAsync<SyncFailedException>(Grain.FailAsync);
        Assert.NotSame(FailingGrain.Thrown[key], caught);
    }
#endif
}
