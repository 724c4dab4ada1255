namespace Grpc.Core;

/// <summary>A way to one server.</summary>
public abstract class ChannelBase
{
    /// <summary>Names the target.</summary>
    protected ChannelBase(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        Target = target;
    }

    /// <summary>The target: host and port.</summary>
    public string Target { get; }

    /// <summary>Makes the invoker that generated clients use.</summary>
    public abstract CallInvoker CreateCallInvoker();

    /// <summary>Ends the channel.</summary>
    public Task ShutdownAsync() => ShutdownAsyncCore();

    /// <summary>May be overridden by implementations.</summary>
    protected virtual Task ShutdownAsyncCore() => Task.CompletedTask;
}
