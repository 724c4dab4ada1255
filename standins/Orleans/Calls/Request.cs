using System.Reflection;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>A method and the arguments that were copied for it.</summary>
internal sealed class Request(GrainMethod method, object?[] arguments) : IInvokable
{
    public GrainMethod GrainMethod => method;

    public object?[] Arguments => arguments;

    public object? GetArgument(int index) => arguments[index];

    public int GetArgumentCount() => arguments.Length;

    public string GetInterfaceName() => method.Interface.FullName!;   // a closed type has a name

    public Type GetInterfaceType() => method.Interface;

    public MethodInfo GetMethod() => method.Method;

    public string GetMethodName() => method.Method.Name;

    public void SetArgument(int index, object value) => arguments[index] = value;

    public Task<object?> InvokeAsync(object grain) =>
        method.Return.Unwrap(method.Method.Invoke(grain, BindingFlags.DoNotWrapExceptions, null, arguments, null));

    public void Dispose()
    {
    }
}
