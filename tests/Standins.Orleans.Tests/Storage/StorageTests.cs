using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.Hosting;
using Orleans.Storage;
using Standins.Orleans.Tests.Support;

namespace Standins.Orleans.Tests.Storage;

[GenerateSerializer]
public sealed class Notes
{
    [Id(0)]
    public List<string> Lines { get; set; } = [];
}

public interface IStoredGrain : IGrainWithStringKey
{
    Task AddAsync(string line);

    Task AddUnsavedAsync(string line);

    Task<bool> TryAddAsync(string line);

    Task<(int Lines, bool Exists, bool HasEtag)> GetAsync();

    Task ClearAsync();

    Task ReadAsync();

    Task AddTwiceAtOnceAsync();

    Task LeaveAsync();

    Task<Guid> GetLifeAsync();

    Task FailWithConflictAsync();

    Task<bool> TouchOutsideOfTheTurnAsync();
}

public sealed class StoredGrain([PersistentState("notes")] IPersistentState<Notes> notes, [PersistentState("other", "named")] IPersistentState<Notes> other) : Grain, IStoredGrain
{
    private readonly Guid life = Guid.NewGuid();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Assert.NotNull(notes.State);
        Assert.False(other.RecordExists);
        return Task.CompletedTask;
    }

    public Task AddAsync(string line)
    {
        notes.State.Lines.Add(line);
        return notes.WriteStateAsync();
    }

    public Task AddUnsavedAsync(string line)
    {
        notes.State.Lines.Add(line);
        return Task.CompletedTask;
    }

    public async Task<bool> TryAddAsync(string line)
    {
        try
        {
            await AddAsync(line);
            return true;
        }
        catch (InconsistentStateException)
        {
            return false;
        }
    }

    public Task<(int Lines, bool Exists, bool HasEtag)> GetAsync() => Task.FromResult((notes.State.Lines.Count, notes.RecordExists, notes.Etag is not null));

    public Task ClearAsync() => notes.ClearStateAsync();

    public Task ReadAsync() => notes.ReadStateAsync();

    public Task AddTwiceAtOnceAsync() => Task.WhenAll(other.WriteStateAsync(), other.WriteStateAsync());

    public Task LeaveAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<Guid> GetLifeAsync() => Task.FromResult(life);

    public Task FailWithConflictAsync() => throw new InconsistentStateException("Found by other means than a state of the grain's own.");

    public async Task<bool> TouchOutsideOfTheTurnAsync()
    {
        try
        {
            await Task.Run(() => notes.State.Lines.Count);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}

public interface IClassicGrain : IGrainWithStringKey
{
    Task AddAsync(string line);

    Task<int> CountAsync();
}

public sealed class ClassicGrain : Grain<Notes>, IClassicGrain
{
    public async Task AddAsync(string line)
    {
        State.Lines.Add(line);
        await WriteStateAsync();
        DeactivateOnIdle();
    }

    public Task<int> CountAsync() => Task.FromResult(State.Lines.Count);
}

public interface IHomelessGrain : IGrainWithStringKey
{
    Task CallAsync();
}

public sealed class HomelessGrain([PersistentState("notes", "nowhere")] IPersistentState<Notes> notes) : Grain, IHomelessGrain
{
    public Task CallAsync() => notes.WriteStateAsync();
}

public interface IBrokenStorageGrain : IGrainWithStringKey
{
    Task WriteAsync();
}

public sealed class BrokenStorageGrain([PersistentState("notes", "broken")] IPersistentState<Notes> notes) : Grain, IBrokenStorageGrain
{
    public Task WriteAsync() => notes.WriteStateAsync();
}

/// <summary>Reads nothing, and fails every write with what the test wants.</summary>
internal sealed class BrokenStorage : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.CompletedTask;

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => throw new IOException("The disk is full.");

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.CompletedTask;
}

/// <summary>Stores nothing but etags, and takes its time between looking at one and changing it.</summary>
internal sealed class SlowStorage : IGrainStorage
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<GrainId, string> etags = new();

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.CompletedTask;

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await Task.Yield();
        if (etags.GetValueOrDefault(grainId) != grainState.ETag)
        {
            throw new InconsistentStateException("Somebody else wrote.", etags.GetValueOrDefault(grainId), grainState.ETag);
        }

        etags[grainId] = Guid.NewGuid().ToString();
        await Task.Delay(10);
        grainState.ETag = etags[grainId];
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.CompletedTask;
}

public sealed class StorageTests : IAsyncLifetime
{
    private readonly string key = Probe.NewKey();
    private TestSilo? silo;

    private IStoredGrain Grain => Silo.Grains.GetGrain<IStoredGrain>(key);

    private TestSilo Silo => silo ?? throw new InvalidOperationException("Not started.");

    public async Task InitializeAsync() => silo = await TestSilo.StartAsync(silo =>
    {
        silo.Services.AddGrainStorage("named", (_, _) => new SlowStorage());
        silo.Services.AddGrainStorage("broken", (_, _) => new BrokenStorage());
    });

    public async Task DisposeAsync() => await Silo.DisposeAsync();

    [Fact]
    public async Task State_ThatWasWritten_IsThereInTheNextLife()
    {
        Assert.Equal((0, false, false), await Grain.GetAsync());
        await Grain.AddAsync("one");
        await Grain.AddUnsavedAsync("lost");
        await Grain.LeaveAsync();
        Assert.Equal((1, true, true), await Grain.GetAsync());
    }

    [Fact]
    public async Task State_ThatIsReadAgain_LosesWhatWasNotWritten()
    {
        await Grain.AddAsync("one");
        await Grain.AddUnsavedAsync("lost");
        await Grain.ReadAsync();
        Assert.Equal((1, true, true), await Grain.GetAsync());
    }

    [Fact]
    public async Task State_ThatWasCleared_IsEmptyInTheNextLife()
    {
        await Grain.AddAsync("one");
        await Grain.ClearAsync();
        Assert.Equal((0, false), (await Grain.GetAsync()) is var (lines, exists, _) ? (lines, exists) : default);
        await Grain.LeaveAsync();
        Assert.Equal((0, false), (await Grain.GetAsync()) is var (later, there, _) ? (later, there) : default);
    }

    [Fact]
    public async Task Write_WhenSomebodyElseWrote_FailsAndEndsThisLife()
    {
        await Grain.AddAsync("one");
        var life = await Grain.GetLifeAsync();
        await WriteBehindItsBackAsync();
        await Assert.ThrowsAsync<InconsistentStateException>(() => Grain.AddAsync("two"));
        Assert.Equal((2, true, true), await Grain.GetAsync());
        Assert.NotEqual(life, await Grain.GetLifeAsync());
    }

    [Fact]
    public async Task Conflict_ThatACallFailsWith_EndsThisLife()
    {
        var life = await Grain.GetLifeAsync();
        await Assert.ThrowsAsync<InconsistentStateException>(Grain.FailWithConflictAsync);
        Assert.NotEqual(life, await Grain.GetLifeAsync());
    }

    [Fact]
    public async Task Writes_AtTheSameTime_DoNotRefuseEachOther()
    {
        var life = await Grain.GetLifeAsync();
        await Grain.AddTwiceAtOnceAsync();
        Assert.Equal(life, await Grain.GetLifeAsync());
    }

    [Fact]
    public async Task State_OutsideOfTheTurn_IsRefused() => Assert.False(await Grain.TouchOutsideOfTheTurnAsync());

    [Fact]
    public async Task StateOfTheBaseClass_ThatWasWritten_IsThereInTheNextLife()
    {
        var grain = Silo.Grains.GetGrain<IClassicGrain>(key);
        await grain.AddAsync("one");
        await grain.AddAsync("two");
        Assert.Equal(2, await grain.CountAsync());
    }

    [Fact]
    public async Task Storage_ThatIsNotConfigured_FailsTheActivation()
    {
        var caught = await Assert.ThrowsAsync<InvalidOperationException>(() => Silo.Grains.GetGrain<IHomelessGrain>(key).CallAsync());
        Assert.IsType<BadProviderConfigException>(caught.GetBaseException());
    }

    [Fact]
    public async Task Storage_ThatFails_FailsTheCallWithItsCause()
    {
        var caught = await Assert.ThrowsAsync<OrleansException>(() => Silo.Grains.GetGrain<IBrokenStorageGrain>(key).WriteAsync());
        Assert.IsType<IOException>(caught.InnerException);
    }

#if STANDINS
    [Fact]
    public async Task Write_WhoseConflictTheGrainCatches_EndsThisLifeAllTheSame()
    {
        await Grain.AddAsync("one");
        var life = await Grain.GetLifeAsync();
        await WriteBehindItsBackAsync();
        Assert.False(await Grain.TryAddAsync("two"));
        Assert.NotEqual(life, await Grain.GetLifeAsync());
    }
#endif

    private async Task WriteBehindItsBackAsync()
    {
        var storage = Silo.Services.GetRequiredService<IGrainStorage>();
        var state = new GrainState<Notes>();
        await storage.ReadStateAsync("notes", Grain.GetGrainId(), state);
        state.State!.Lines.Add("behind its back");
        await storage.WriteStateAsync("notes", Grain.GetGrainId(), state);
    }
}
