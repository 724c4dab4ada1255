using Standins.Orleans.Tests.Support;

namespace Standins.Orleans.Tests.Calls;

public interface IContextGrain : IGrainWithStringKey
{
    Task<string?> GetAsync(string name);

    Task<string?> GetInAnotherAsync(IContextGrain other, string name);

    Task SetAsync(string name, string value);

    Task<bool> SeesAmbientValueAsync();

    Task<List<int>> GetListAsync(string name);
}

public sealed class ContextGrain : Grain, IContextGrain
{
    public static readonly AsyncLocal<string?> Ambient = new();

    public Task<string?> GetAsync(string name) => Task.FromResult(RequestContext.Get(name) as string);

    public Task<string?> GetInAnotherAsync(IContextGrain other, string name) => other.GetAsync(name);

    public Task SetAsync(string name, string value)
    {
        RequestContext.Set(name, value);
        return Task.CompletedTask;
    }

    public Task<bool> SeesAmbientValueAsync() => Task.FromResult(Ambient.Value is not null);

    public Task<List<int>> GetListAsync(string name)
    {
        var list = (List<int>)RequestContext.Get(name)!;
        list.Add(2);
        return Task.FromResult(list);
    }
}

public sealed class RequestContextTests(SharedSilo shared) : IClassFixture<SharedSilo>
{
    private IContextGrain Grain => shared.Grains.GetGrain<IContextGrain>(Probe.NewKey());

    [Fact]
    public async Task Value_OfTheCaller_ReachesTheCalledAndWhomItCalls()
    {
        RequestContext.Set("name", "value");
        Assert.Equal("value", await Grain.GetAsync("name"));
        Assert.Equal("value", await Grain.GetInAnotherAsync(Grain, "name"));
        Assert.True(RequestContext.Remove("name"));
        Assert.Null(await Grain.GetAsync("name"));
    }

    [Fact]
    public async Task Value_OfTheCalled_DoesNotComeBack()
    {
        var grain = Grain;
        await grain.SetAsync("name", "value");
        Assert.Null(RequestContext.Get("name"));
        Assert.Null(await grain.GetAsync("name"));
    }

    [Fact]
    public async Task Value_OfMutableType_IsCopied()
    {
        var list = new List<int> { 1 };
        RequestContext.Set("list", list);
        Assert.Equal([1, 2], await Grain.GetListAsync("list"));
        Assert.Equal([1], list);
        RequestContext.Clear();
        Assert.Empty(RequestContext.Keys);
    }

    [Fact]
    public async Task AsyncLocal_OfTheCaller_DoesNotReachTheCalled()
    {
        ContextGrain.Ambient.Value = "here";
        Assert.False(await Grain.SeesAmbientValueAsync());
    }
}
