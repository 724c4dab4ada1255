using Standins.Orleans.Tests.Support;

namespace Standins.Orleans.Tests.Calls;

public interface IKeyedGrain : IGrainWithGuidKey
{
    Task<(Guid Key, string Id)> GetAsync();
}

internal interface INumberedGrain : IGrainWithIntegerKey
{
    Task<long> GetAsync();

    Task<string> GetSelfAsync();
}

public sealed class KeyedGrain : Grain, IKeyedGrain
{
    public Task<(Guid Key, string Id)> GetAsync() => Task.FromResult((this.GetPrimaryKey(), this.GetGrainId().ToString()));
}

[GrainType("number")]
internal sealed class NumberedGrain(IGrainContext context) : Grain, INumberedGrain
{
    public Task<long> GetAsync() => Task.FromResult(this.GetPrimaryKeyLong());

    public async Task<string> GetSelfAsync()
    {
        var self = this.AsReference<INumberedGrain>();
        Assert.Equal(context.GrainId, self.GetGrainId());
        Assert.Same(context, GrainContext);
        Assert.Equal(self, GrainFactory.GetGrain<INumberedGrain>(this.GetPrimaryKeyLong()));
        await Task.CompletedTask;
        return IdentityString;
    }
}

public interface ITwiceGrain : IGrainWithStringKey
{
    Task<string> NameAsync();
}

public sealed class FirstTwiceGrain : Grain, ITwiceGrain
{
    public Task<string> NameAsync() => Task.FromResult("first");
}

public sealed class SecondTwiceGrain : Grain, ITwiceGrain
{
    public Task<string> NameAsync() => Task.FromResult("second");
}

public interface IUnimplementedGrain : IGrainWithStringKey
{
    Task CallAsync();
}

public sealed class ReferenceTests(SharedSilo shared) : IClassFixture<SharedSilo>
{
    [Fact]
    public async Task Grain_WithAGuidKey_KnowsItsKeyAndItsId()
    {
        var key = Guid.NewGuid();
        var grain = shared.Grains.GetGrain<IKeyedGrain>(key);
        Assert.Equal((key, $"keyed/{key:N}"), await grain.GetAsync());
        Assert.Equal(key, grain.GetPrimaryKey());
    }

    [Fact]
    public async Task Grain_WithAnInternalInterfaceAndANumber_KnowsItsKeyAndItself()
    {
        var grain = shared.Grains.GetGrain<INumberedGrain>(-255);
        Assert.Equal(-255, await grain.GetAsync());
        Assert.Equal("number/FFFFFFFFFFFFFF01", await grain.GetSelfAsync());
    }

    [Fact]
    public async Task GetGrain_ById_CallsTheSameGrain()
    {
        var id = GrainId.Parse("number/1F");
        Assert.Equal(31, await shared.Grains.GetGrain<INumberedGrain>(id).GetAsync());
    }

    [Fact]
    public void References_ToTheSameGrain_AreEqual()
    {
        var one = shared.Grains.GetGrain<IKeyedGrain>(Guid.Empty);
        Assert.Equal(one, shared.Grains.GetGrain<IKeyedGrain>(Guid.Empty));
        Assert.NotEqual(one, shared.Grains.GetGrain<IKeyedGrain>(Guid.NewGuid()));
        Assert.Equal(one.GetHashCode(), shared.Grains.GetGrain<IKeyedGrain>(Guid.Empty).GetHashCode());
    }

    [Fact]
    public async Task GetGrain_OfTwoImplementations_NeedsAPrefix()
    {
        Assert.Throws<ArgumentException>(() => shared.Grains.GetGrain<ITwiceGrain>("key"));
        Assert.Equal("second", await shared.Grains.GetGrain<ITwiceGrain>("key", typeof(SecondTwiceGrain).FullName).NameAsync());
        Assert.Equal("first", await shared.Grains.GetGrain<ITwiceGrain>("key", "Standins.Orleans.Tests.Calls.First").NameAsync());
    }

    [Fact]
    public void GetGrain_WithoutImplementation_IsRefused() =>
        Assert.Throws<ArgumentException>(() => shared.Grains.GetGrain<IUnimplementedGrain>("key"));
}
