using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

/// <summary>What the silo logs.</summary>
internal sealed partial class Silo
{
    [LoggerMessage(LogLevel.Warning, "The call {Call} was not answered within {Limit}.")]
    public partial void LogTimeout(Call call, TimeSpan limit);

    [LoggerMessage(LogLevel.Warning, "The one-way call {Call} failed.")]
    public partial void LogOneWayFailed(Exception exception, Call call);

    [LoggerMessage(LogLevel.Error, "The turn {Turn} of {Activation} failed in the runtime.")]
    public partial void LogTurnFailed(Exception exception, Turn turn, Activation activation);

    [LoggerMessage(LogLevel.Error, "{Activation} could not be activated.")]
    public partial void LogActivationFailed(Exception exception, Activation activation);

    [LoggerMessage(LogLevel.Error, "{Activation} failed while it was deactivated.")]
    public partial void LogDeactivationFailed(Exception exception, Activation activation);

    [LoggerMessage(LogLevel.Warning, "{Activation} is deactivated although calls of it still run: they took too long.")]
    public partial void LogStillRunning(Activation activation);

    [LoggerMessage(LogLevel.Warning, "A timer of {Activation} failed; it goes on.")]
    public partial void LogTimerFailed(Exception exception, Activation activation);

    [LoggerMessage(LogLevel.Warning, "{Count} activations did not end before the silo stopped.")]
    public partial void LogLeftBehind(int count);

    [LoggerMessage(LogLevel.Information, "The silo {Silo} started. It is the stand-in: one silo, one process.")]
    private partial void LogStarted(SiloAddress silo);

    [LoggerMessage(LogLevel.Error, "The silo could not start.")]
    private partial void LogStartFailed(Exception exception);

    [LoggerMessage(LogLevel.Information, "The silo {Silo} stopped.")]
    private partial void LogStopped(SiloAddress silo);

    [LoggerMessage(LogLevel.Error, "The silo did not stop cleanly.")]
    private partial void LogStopFailed(Exception exception);
}
