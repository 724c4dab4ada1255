using System.Reflection;

namespace Orleans.Serialization.Invocation;

/// <summary>A method and its arguments.</summary>
public interface IInvokable : IDisposable
{
    /// <summary>One argument.</summary>
    object? GetArgument(int index);

    /// <summary>How many arguments there are.</summary>
    int GetArgumentCount();

    /// <summary>The interface's name.</summary>
    string GetInterfaceName();

    /// <summary>The interface.</summary>
    Type GetInterfaceType();

    /// <summary>The interface's method.</summary>
    MethodInfo GetMethod();

    /// <summary>The method's name.</summary>
    string GetMethodName();

    /// <summary>Replaces one argument.</summary>
    void SetArgument(int index, object value);
}
