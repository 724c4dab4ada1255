namespace Grpc.Core;

/// <summary>Hands deadline and cancellation of one call on to its child calls; nothing here makes one.</summary>
public abstract class ContextPropagationToken
{
    internal ContextPropagationToken()
    {
    }
}
