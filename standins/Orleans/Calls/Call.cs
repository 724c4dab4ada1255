using System.Collections.Immutable;
using Orleans.Serialization;
using Orleans.Storage;

namespace Orleans.Runtime;

#pragma warning disable CA1001 // the called method may use its token after the answer, so nobody knows when to dispose its source

/// <summary>One call between caller and called: runs as a turn of the called activation, and answers once.</summary>
internal sealed class Call : Turn
{
    private readonly TaskCompletionSource<object?> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ImmutableDictionary<string, object>? requestContext = RequestContext.Export();
    private readonly CancellationTokenSource? calledToken;
    private readonly CancellationTokenRegistration cancelling;
    private readonly ITimer? timeout;
    private volatile Activation? running;

    public Call(Silo silo, GrainId target, GrainId? source, Request request, CancellationToken token)
    {
        var method = request.GrainMethod;
        Silo = silo;
        Target = target;
        Source = source;
        Request = request;
        Interleaves = method.IsAlwaysInterleave;
        IsReadOnly = method.IsReadOnly;
        ReentrancyId = RequestContext.ReentrancyIdOf(requestContext);
        if (token.CanBeCanceled || (method.TokenAt >= 0 && silo.Messaging.CancelRequestOnTimeout))
        {
            // The called method gets a token of its own, as if the cancelling went over a wire.
            calledToken = new CancellationTokenSource();
            request.Arguments[method.TokenAt] = calledToken.Token;
        }

        if (!method.IsOneWay)
        {
            var limit = method.Timeout ?? silo.Messaging.ResponseTimeout;
            using (ExecutionContext.SuppressFlow())
            {
                timeout = silo.Time.CreateTimer(static state => ((Call)state!).OnTimeout(), this, limit, Timeout.InfiniteTimeSpan);   // the state is this call
            }

            cancelling = token.UnsafeRegister(static (state, token) => ((Call)state!).OnCancelled(token), this);   // the state is this call
        }
    }

    public Silo Silo { get; }

    public GrainId Target { get; }

    public GrainId? Source { get; }

    public Request Request { get; }

    public Task<object?> Answer => answer.Task;

    public override bool IsExpired => answer.Task.IsCompleted && Silo.Messaging.DropExpiredMessages;

    public override bool KeepsAlive => true;

    public override async Task RunAsync(Activation activation)
    {
        RequestContext.Import(requestContext);
        running = activation;
        try
        {
            var context = new IncomingCall(this, activation, Silo.IncomingFilters);
            await context.Invoke();
            // Copied while the turn lasts: what the grain does to the object later is not seen by the caller.
            Complete(DeepCopier.Copy(context.Result));
        }
        catch (Exception exception)
        {
            if (exception is InconsistentStateException { IsSourceActivation: true })
            {
                activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, exception, "A state was written by somebody else in the meantime."));
            }

            Fail(exception);
        }
    }

    public override void Reject(Exception exception) => Fail(exception);

    public override string ToString() => $"{Request.GrainMethod} of {Target}";

    private void Complete(object? result)
    {
        if (answer.TrySetResult(result))
        {
            Close();
        }
    }

    private void Fail(Exception exception)
    {
        if (Request.GrainMethod.IsOneWay)
        {
            Silo.LogOneWayFailed(exception, this);
        }

        if (answer.TrySetException(CopyOf(exception)))
        {
            _ = answer.Task.Exception;   // seen: the caller of a one-way method never looks
            Close();
        }
    }

    private void OnTimeout()
    {
        var limit = Request.GrainMethod.Timeout ?? Silo.Messaging.ResponseTimeout;
        if (answer.TrySetException(new TimeoutException($"The call {this} was not answered within {limit}.")))
        {
            Close();
            Silo.LogTimeout(this, limit);
            if (Silo.Messaging.CancelRequestOnTimeout)
            {
                CancelCalled();
            }
        }
    }

    private void OnCancelled(CancellationToken token)
    {
        if (Silo.Messaging.WaitForCancellationAcknowledgement)
        {
            CancelCalled();
        }
        else if (answer.TrySetException(new OperationCanceledException(token)))
        {
            timeout?.Dispose();
            CancelCalled();
        }
    }

    private void CancelCalled()
    {
        if (calledToken is null)
        {
            return;
        }

        if (running is { } activation)
        {
            // What the grain hung on its token is the grain's code, so it runs as the grain's other code does.
            activation.Scheduler.Post(calledToken.Cancel);
        }
        else
        {
            calledToken.Cancel();
        }
    }

    private void Close()
    {
        timeout?.Dispose();
        cancelling.Unregister();
    }

    private static Exception CopyOf(Exception exception)
    {
        try
        {
            return (Exception)DeepCopier.Copy(exception)!;   // a copy of an exception is one
        }
        catch (CodecNotFoundException missing)
        {
            return missing;
        }
    }
}
