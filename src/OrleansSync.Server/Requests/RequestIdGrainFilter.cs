namespace OrleansSync.Server.Requests;

/// <summary>Carries the request id over the grain boundary, so that a grain's log lines have it too.</summary>
internal sealed class RequestIdGrainFilter(ILoggerFactory loggers) : IIncomingGrainCallFilter
{
    /// <summary>Its name in the context that travels with grain calls.</summary>
    public const string ContextKey = "orleanssync.request_id";

    private readonly ILogger logger = loggers.CreateLogger("OrleansSync.Grains");

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (RequestContext.Get(ContextKey) is not string requestId)
        {
            await context.Invoke();
            return;
        }

        using (logger.BeginScope(RequestIdMiddleware.ScopeOf(requestId)))
        {
            await context.Invoke();
        }
    }
}
