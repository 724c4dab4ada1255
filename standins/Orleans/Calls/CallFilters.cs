namespace Orleans;

/// <summary>Surrounds the calls that grains of this silo receive.</summary>
public interface IIncomingGrainCallFilter
{
    /// <summary>Called around each call; it goes on with <see cref="IGrainCallContext.Invoke" />.</summary>
    Task Invoke(IIncomingGrainCallContext context);
}

/// <summary>Surrounds the calls that are made on this silo.</summary>
public interface IOutgoingGrainCallFilter
{
    /// <summary>Called around each call; it goes on with <see cref="IGrainCallContext.Invoke" />.</summary>
    Task Invoke(IOutgoingGrainCallContext context);
}

/// <summary>Surrounds the calls that grains of this silo receive.</summary>
public delegate Task IncomingGrainCallFilterDelegate(IIncomingGrainCallContext context);

/// <summary>Surrounds the calls that are made on this silo.</summary>
public delegate Task OutgoingGrainCallFilterDelegate(IOutgoingGrainCallContext context);
