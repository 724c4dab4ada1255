using Grpc.Core;
using OrleansSync.PowerShell.Errors;
using OrleansSync.PowerShell.Sessions;

namespace OrleansSync.PowerShell.Resources;

/// <summary>Makes calls, and repeats those that found nobody; what changes something carries a request id, so that a repetition is harmless.</summary>
internal static class Repeater
{
    private const int RepetitionsMax = 3;
    private static readonly TimeSpan DelayFirst = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan DelayMax = TimeSpan.FromSeconds(5);

    /// <summary>Makes one call.</summary>
    /// <param name="session">Where.</param>
    /// <param name="call">The call.</param>
    /// <param name="isLimited">True when the token ends the call in time, so that the session's limit does not count.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public static async Task<T> CallAsync<T>(OSyncSession session, Func<CallInvoker, CallOptions, AsyncUnaryCall<T>> call, bool isLimited, CancellationToken cancellationToken)
    {
        for (var repetition = 0; ; repetition++)
        {
            try
            {
                var deadline = isLimited ? (DateTime?)null : session.Clock.GetUtcNow().UtcDateTime + session.Timeout;
                using var running = call(session.Calls, new CallOptions(deadline: deadline, cancellationToken: cancellationToken));
                return await running.ResponseAsync;
            }
            catch (RpcException exception) when (exception.StatusCode is StatusCode.Unavailable && repetition < RepetitionsMax && !cancellationToken.IsCancellationRequested)
            {
                var asked = RpcErrors.Read(exception, target: null).RetryDelay ?? TimeSpan.Zero;
                if (asked > DelayMax)
                {
                    throw;
                }

                var own = DelayFirst * (1 << repetition);
                await Task.Delay(asked > own ? asked : own, session.Clock, cancellationToken);
            }
        }
    }
}
