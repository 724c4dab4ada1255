using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Standins.Orleans.Tests.Support;

namespace Standins.Orleans.Tests.Calls;

public interface IFilteredGrain : IGrainWithStringKey
{
    Task<int> DoubleAsync(int value);

    Task<int> DoubleInAnotherAsync(IFilteredGrain other, int value);

    Task FailAsync();
}

public sealed class FilteredGrain : Grain, IFilteredGrain, IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        Probe.Of(this.GetPrimaryKeyString()).Note($"own filter of {context.MethodName}");
        await context.Invoke();
    }

    public Task<int> DoubleAsync(int value)
    {
        Probe.Of(this.GetPrimaryKeyString()).Note($"doubles {value}");
        return Task.FromResult(value * 2);
    }

    public Task<int> DoubleInAnotherAsync(IFilteredGrain other, int value) => other.DoubleAsync(value);

    public Task FailAsync() => throw new InvalidOperationException("It failed.");
}

public sealed class FilterTests : IAsyncLifetime
{
    private readonly string key = Probe.NewKey();
    private TestSilo? silo;

    private Probe Probe => Probe.Of(key);

    private IFilteredGrain Grain => (silo ?? throw new InvalidOperationException("Not started.")).Grains.GetGrain<IFilteredGrain>(key);

    public async Task InitializeAsync() => silo = await TestSilo.StartAsync(silo => silo
        .AddOutgoingGrainCallFilter(new Outgoing())
        .AddIncomingGrainCallFilter<Incoming>()
        .AddIncomingGrainCallFilter(async context =>
        {
            await context.Invoke();
            if (context is { MethodName: nameof(IFilteredGrain.DoubleAsync), Result: int result })
            {
                context.Result = result + 1;
            }
        }));

    public async Task DisposeAsync() => await silo!.DisposeAsync();

    [Fact]
    public async Task Filters_OfACall_SurroundItInTheirOrder()
    {
        Assert.Equal(7, await Grain.DoubleAsync(3));
        await Probe.ExpectAsync(
            "outgoing from nobody", "incoming FilteredGrain.DoubleAsync(3)", "own filter of DoubleAsync", "doubles 3", "incoming got 7", "outgoing got 7");
    }

    [Fact]
    public async Task OutgoingFilter_OfACallFromAGrain_SeesTheGrain()
    {
        Assert.Equal(9, await Grain.DoubleInAnotherAsync(silo!.Grains.GetGrain<IFilteredGrain>(Probe.NewKey()), 4));
        await Probe.ExpectAsync("outgoing from nobody");
        while (await Probe.NextAsync("outgoing from the grain") != "outgoing from the grain")
        {
            // What the filters of the first call say.
        }
    }

    [Fact]
    public async Task IncomingFilter_ThatCatches_SeesTheGrainsException()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(Grain.FailAsync);
        Assert.Contains("incoming failed: It failed.", Probe.Rest());
    }

    private sealed class Outgoing : IOutgoingGrainCallFilter
    {
        public async Task Invoke(IOutgoingGrainCallContext context)
        {
            if (!context.InterfaceName.EndsWith(nameof(IFilteredGrain), StringComparison.Ordinal))
            {
                await context.Invoke();
                return;
            }

            var probe = Probe.Of((context.SourceContext is null ? context.TargetId : context.SourceContext.GrainId).Key.ToString());
            probe.Note(context.SourceContext is null ? "outgoing from nobody" : "outgoing from the grain");
            await context.Invoke();
            probe.Note($"outgoing got {context.Result}");
        }
    }

    private sealed class Incoming(IServiceProvider services) : IIncomingGrainCallFilter
    {
        public async Task Invoke(IIncomingGrainCallContext context)
        {
            Assert.NotNull(services.GetService<IGrainFactory>());
            if (context.Grain is not FilteredGrain)
            {
                await context.Invoke();
                return;
            }

            var probe = Probe.Of(context.TargetId.Key.ToString());
            var arguments = string.Join(",", Enumerable.Range(0, context.Request.GetArgumentCount()).Select(context.Request.GetArgument));
            probe.Note($"incoming {context.ImplementationMethod.DeclaringType!.Name}.{context.InterfaceMethod.Name}({arguments})");
            try
            {
                await context.Invoke();
                probe.Note($"incoming got {context.Result}");
            }
            catch (InvalidOperationException exception)
            {
                probe.Note($"incoming failed: {exception.Message}");
                throw;
            }
        }
    }
}
