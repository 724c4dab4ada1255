namespace OrleansSync.Emulator.Graph;

/// <summary>Operations on <c>/subscriptions</c> (8), which call other servers and so cannot hold the state's lock.</summary>
internal interface ISubscriptionOperations
{
    /// <summary>Does what a request on subscriptions asks for.</summary>
    Task RunAsync(GraphCall call, CancellationToken cancellationToken);
}
