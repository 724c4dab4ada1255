using System.Reflection;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>A call on its way through the outgoing filters.</summary>
internal sealed class OutgoingCall(GrainReference target, Request request, Activation? source, IReadOnlyList<IOutgoingGrainCallFilter> filters) : IOutgoingGrainCallContext
{
    private int stage;

    public object Grain => target;

    public MethodInfo InterfaceMethod => request.GetMethod();

    public string InterfaceName => request.GetInterfaceName();

    public GrainInterfaceType InterfaceType => target.InterfaceType;

    public string MethodName => request.GetMethodName();

    public IInvokable Request => request;

    public object? Result { get; set; }

    public GrainId? SourceId => source?.GrainId;

    public GrainId TargetId => target.GrainId;

    public IGrainContext? SourceContext => source;

    public async Task Invoke()
    {
        var current = stage++;
        if (current < filters.Count)
        {
            await filters[current].Invoke(this);
        }
        else
        {
            Result = await CallSender.DeliverAsync(target, request, source);
        }
    }

    public async Task<object?> RunAsync()
    {
        await Invoke();
        return Result;
    }
}
