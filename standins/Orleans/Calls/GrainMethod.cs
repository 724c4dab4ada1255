using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Concurrency;

namespace Orleans.Runtime;

/// <summary>One method of a grain interface and how it is called.</summary>
internal sealed class GrainMethod
{
    private static readonly ConcurrentDictionary<Type, ConcurrentDictionary<MethodInfo, GrainMethod>> Interfaces = new();

    private readonly bool[] copied;

    public GrainMethod(Type interfaceType, MethodInfo method)
    {
        Interface = interfaceType;
        Method = method;
        Return = ReturnKind.Of(method.ReturnType);
        IsOneWay = method.IsDefined(typeof(OneWayAttribute)) || method.ReturnType == typeof(void);
        IsReadOnly = method.IsDefined(typeof(ReadOnlyAttribute));
        IsAlwaysInterleave = method.IsDefined(typeof(AlwaysInterleaveAttribute));
        Timeout = method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout;
        var parameters = method.GetParameters();
        TokenAt = Array.FindIndex(parameters, parameter => parameter.ParameterType == typeof(CancellationToken));
        copied = [.. parameters.Select(parameter => !parameter.IsDefined(typeof(ImmutableAttribute)) && !Serialization.TypeRules.IsShallow(parameter.ParameterType))];
    }

    public Type Interface { get; }

    public MethodInfo Method { get; }

    public ReturnKind Return { get; }

    public bool IsOneWay { get; }

    public bool IsReadOnly { get; }

    public bool IsAlwaysInterleave { get; }

    public TimeSpan? Timeout { get; }

    public int TokenAt { get; }

    public static ConcurrentDictionary<MethodInfo, GrainMethod> Of(Type interfaceType) => Interfaces.GetOrAdd(interfaceType, static _ => new());

    public object?[] CopyArguments(object?[] arguments)
    {
        var result = (object?[])arguments.Clone();
        for (var index = 0; index < result.Length; index++)
        {
            result[index] = copied[index] ? Serialization.DeepCopier.Copy(result[index]) : result[index];
        }

        return result;
    }

    public override string ToString() => $"{Interface.FullName}.{Method.Name}";
}
