namespace Orleans.Runtime;

/// <summary>The caller's half of a call: copies, outgoing filters, the message, and the waiting.</summary>
internal static class CallSender
{
    public static Task<object?> SendAsync(GrainReference target, GrainMethod method, object?[] arguments)
    {
        try
        {
            var token = method.TokenAt < 0 ? CancellationToken.None : (CancellationToken)arguments[method.TokenAt]!;   // a token is a value
            token.ThrowIfCancellationRequested();
            var request = new Request(method, method.CopyArguments(arguments));
            var filters = target.Silo.OutgoingFilters;
            return filters.Count == 0 ? DeliverAsync(target, request, RuntimeContext.Current) : new OutgoingCall(target, request, RuntimeContext.Current, filters).RunAsync();
        }
        catch (OperationCanceledException exception) when (exception.CancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<object?>(exception.CancellationToken);
        }
        catch (Exception exception)
        {
            return Task.FromException<object?>(exception);
        }
    }

    public static Task<object?> DeliverAsync(GrainReference target, Request request, Activation? source)
    {
        var silo = target.Silo;
        var method = request.GrainMethod;
        var token = method.TokenAt < 0 ? CancellationToken.None : (CancellationToken)request.Arguments[method.TokenAt]!;   // a token is a value
        var call = new Call(silo, target.GrainId, source?.GrainId, request, token);
        silo.Accept(call, fromGrain: source is not null);
        return method.IsOneWay ? Task.FromResult<object?>(null) : call.Answer;
    }
}
