using System.Reflection;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>A call on its way through the incoming filters to the grain's method.</summary>
internal sealed class IncomingCall(Call call, Activation target, IReadOnlyList<IIncomingGrainCallFilter> filters) : IIncomingGrainCallContext
{
    private int stage;

    public object Grain => target.GrainInstance!;   // a call runs only after the activation

    public MethodInfo ImplementationMethod => target.Class.Implementation(InterfaceMethod);

    public MethodInfo InterfaceMethod => call.Request.GetMethod();

    public string InterfaceName => call.Request.GetInterfaceName();

    public GrainInterfaceType InterfaceType => GrainTypes.NameOf(call.Request.GetInterfaceType());

    public string MethodName => call.Request.GetMethodName();

    public IInvokable Request => call.Request;

    public object? Result { get; set; }

    public GrainId? SourceId => call.Source;

    public GrainId TargetId => call.Target;

    public IGrainContext TargetContext => target;

    public async Task Invoke()
    {
        var current = stage++;
        if (current < filters.Count)
        {
            await filters[current].Invoke(this);
        }
        else if (current == filters.Count && Grain is IIncomingGrainCallFilter own)
        {
            await own.Invoke(this);
        }
        else
        {
            Result = await call.Request.InvokeAsync(Grain);
        }
    }
}
