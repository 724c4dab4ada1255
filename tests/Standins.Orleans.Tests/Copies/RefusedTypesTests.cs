#if STANDINS
using System.Reflection;
using System.Reflection.Emit;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Standins.Orleans.Tests.Support;

namespace Standins.Orleans.Tests.Copies;

public sealed class Unmarked;

[GenerateSerializer]
public sealed class WithUnmarkedMember
{
    [Id(0)]
    public List<Unmarked> Items { get; } = [];
}

[GenerateSerializer]
public abstract record Shape;

public sealed record UnmarkedShape : Shape;

/// <summary>The real runtime finds these only in its development environment, and not the members. The interfaces are made at run time, since a bad one of the assembly would stop every silo.</summary>
public sealed class RefusedTypesTests
{
    [Theory]
    [InlineData(typeof(Unmarked), typeof(Task), nameof(Unmarked))]
    [InlineData(typeof(int), typeof(Task<Unmarked>), nameof(Unmarked))]
    [InlineData(typeof(Dictionary<string, Unmarked[]>), typeof(Task), nameof(Unmarked))]
    [InlineData(typeof(WithUnmarkedMember), typeof(Task), nameof(Unmarked))]
    [InlineData(typeof(Shape), typeof(Task), nameof(UnmarkedShape))]
    [InlineData(typeof(Func<int>), typeof(Task), "Func")]
    [InlineData(typeof(int), typeof(int), "Int32")]
    [InlineData(typeof(int), typeof(IAsyncEnumerable<int>), "IAsyncEnumerable")]
    [InlineData(typeof(Stream), typeof(Task), nameof(Stream))]
    public async Task Start_WithATypeThatCannotBeCarried_IsRefusedWithItsNameAndItsMethod(Type parameter, Type result, string named)
    {
        var refused = await Assert.ThrowsAsync<OrleansConfigurationException>(() => StartWithAsync(parameter, result));
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
        Assert.Contains("IMade.PutAsync", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(IReadOnlyList<Point>), typeof(Task<Dictionary<Guid, Everything>>))]
    [InlineData(typeof(CancellationToken), typeof(ValueTask<(int, string?)>))]
    [InlineData(typeof(Exception), typeof(void))]
    public async Task Start_WithTypesThatCanBeCarried_Succeeds(Type parameter, Type result) => await StartWithAsync(parameter, result);

    [Fact]
    public async Task Start_WithAGenericMethod_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<OrleansConfigurationException>(() => StartWithAsync(typeof(int), typeof(Task), generic: true));
        Assert.Contains("IMade.PutAsync is generic", refused.Message, StringComparison.Ordinal);
    }

    private static async Task StartWithAsync(Type parameter, Type result, bool generic = false)
    {
        var module = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Made"), AssemblyBuilderAccess.RunAndCollect).DefineDynamicModule("Made");
        var type = module.DefineType("IMade", TypeAttributes.Public | TypeAttributes.Interface | TypeAttributes.Abstract);
        type.AddInterfaceImplementation(typeof(IGrainWithStringKey));
        var method = type.DefineMethod("PutAsync", MethodAttributes.Public | MethodAttributes.Abstract | MethodAttributes.Virtual, result, [parameter]);
        if (generic)
        {
            method.DefineGenericParameters("T");
        }

        var made = type.CreateType();
        await using var silo = await TestSilo.StartAsync(silo => silo.Services.Configure<GrainTypeOptions>(options => options.Interfaces.Add(made)));
    }
}

/// <summary>What the real code generator refuses to compile or warns of.</summary>
public sealed class LostMemberTests(SharedSilo shared) : IClassFixture<SharedSilo>
{
    [Fact]
    public async Task Member_WithoutId_IsLost()
    {
        var key = Probe.NewKey();
        await shared.Grains.GetGrain<ICopyGrain>(key).KeepAsync(new Forgetful { Kept = "kept", Lost = "lost" });
        var kept = Assert.IsType<Forgetful>(CopyGrain.Kept[key]);
        Assert.Equal(("kept", "made by the constructor"), (kept.Kept, kept.Lost));
    }

    [GenerateSerializer]
    internal sealed class Forgetful
    {
        [Id(0)]
        public string Kept { get; set; } = "";

        public string Lost { get; set; } = "made by the constructor";
    }
}
#endif
