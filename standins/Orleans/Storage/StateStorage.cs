using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Core;
using Orleans.Providers;
using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>Makes the stored states of grains.</summary>
internal static class StateStorage
{
    private static readonly MethodInfo Open = typeof(StateStorage).GetMethod(nameof(CreateTyped), BindingFlags.Static | BindingFlags.NonPublic)!;   // below

    /// <summary>The state that a grain's constructor asks for.</summary>
    public static object Create(Activation activation, ParameterInfo parameter, IPersistentStateConfiguration state) =>
        parameter.ParameterType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(IPersistentState<>)
            ? Open.MakeGenericMethod(type.GetGenericArguments()).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [activation, state.StateName, state.StorageName], null)!   // never null
            : throw new OrleansConfigurationException($"The parameter {parameter.Name} of {parameter.Member.DeclaringType} has a [PersistentState] but is not an IPersistentState<T>.");

    /// <summary>The state of a <see cref="Grain{TGrainState}"/>.</summary>
    public static IStorage<T> CreateForGrain<T>(Activation activation, Type grainClass) =>
        CreateTyped<T>(activation, "state", grainClass.GetCustomAttribute<StorageProviderAttribute>(true)?.ProviderName);

    /// <summary>What a state is before anything was stored.</summary>
    public static T? NewState<T>() => typeof(T) is { IsValueType: false, IsArray: false, IsAbstract: false } type && type != typeof(string)
        ? (T)Serialization.MemberCopier.Activator(type)()
        : default;

    private static StoredState<T> CreateTyped<T>(Activation activation, string name, string? storageName)
    {
        var services = activation.ActivationServices;
        var storage = string.IsNullOrWhiteSpace(storageName) ? services.GetService<IGrainStorage>() : services.GetKeyedService<IGrainStorage>(storageName);
        var state = new StoredState<T>(activation, name, storage ?? throw new BadProviderConfigException(
            $"The grain class {activation.Class.Type} stores its state \"{name}\" in {(string.IsNullOrWhiteSpace(storageName) ? "the default storage" : $"the storage \"{storageName}\"")}, which is not configured."));
        activation.ObservableLifecycle.Subscribe(name, GrainLifecycleStage.SetupState, token => ((IStorage)state).ReadStateAsync(token));
        return state;
    }
}

/// <summary>A storage is not configured as a grain needs it.</summary>
[GenerateSerializer]
public sealed class BadProviderConfigException : OrleansException
{
    /// <summary>Makes one without a message of its own.</summary>
    public BadProviderConfigException()
    {
    }

    /// <summary>Makes one.</summary>
    public BadProviderConfigException(string msg) : base(msg)
    {
    }

    /// <summary>Makes one with its cause.</summary>
    public BadProviderConfigException(string msg, Exception exc) : base(msg, exc)
    {
    }
}
