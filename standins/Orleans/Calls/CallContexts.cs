using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans;

/// <summary>One call, as a filter sees it.</summary>
public interface IGrainCallContext
{
    /// <summary>The grain's object (incoming) or the reference (outgoing).</summary>
    object Grain { get; }

    /// <summary>The called method of the interface.</summary>
    MethodInfo InterfaceMethod { get; }

    /// <summary>The interface's name.</summary>
    string InterfaceName { get; }

    /// <summary>The interface.</summary>
    GrainInterfaceType InterfaceType { get; }

    /// <summary>The method's name.</summary>
    string MethodName { get; }

    /// <summary>The method and its arguments.</summary>
    IInvokable Request { get; }

    /// <summary>The answer, once there is one.</summary>
    object? Result { get; set; }

    /// <summary>The calling grain, if a grain calls.</summary>
    GrainId? SourceId { get; }

    /// <summary>The called grain.</summary>
    GrainId TargetId { get; }

    /// <summary>Goes on with the call.</summary>
    Task Invoke();
}

/// <summary>A call that a grain receives.</summary>
public interface IIncomingGrainCallContext : IGrainCallContext
{
    /// <summary>The called method of the class.</summary>
    MethodInfo ImplementationMethod { get; }

    /// <summary>The called activation.</summary>
    IGrainContext TargetContext { get; }
}

/// <summary>A call that is being made.</summary>
public interface IOutgoingGrainCallContext : IGrainCallContext
{
    /// <summary>The calling activation, if a grain calls.</summary>
    IGrainContext? SourceContext { get; }
}
