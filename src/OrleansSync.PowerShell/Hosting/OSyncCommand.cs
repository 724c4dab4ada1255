using System.Management.Automation;
using System.Runtime.CompilerServices;
using Grpc.Core;
using OrleansSync.Helix.Client;
using OrleansSync.PowerShell.Errors;

namespace OrleansSync.PowerShell.Hosting;

/// <summary>What every cmdlet of the module has: asynchronous work on the pipeline's thread, Ctrl+C, a time limit, and errors of one shape.</summary>
public abstract class OSyncCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private ICommandHost? host;

    /// <summary>How long the cmdlet may take for one object of the pipeline, in seconds; without it a single call may take as long as Connect-OSync said.</summary>
    [Parameter]
    [ValidateRange(1, 604_800)]
    public int TimeoutSec { get; set; }

    /// <summary>The outside; a test puts its own here.</summary>
    internal ICommandHost World
    {
        get => host ??= new PipelineHost(this);
        set => host = value;
    }

    internal virtual TimeProvider Clock => TimeProvider.System;

    /// <inheritdoc/>
    public void Dispose()
    {
        stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Throws when the cmdlet lacks what it cannot do without.</summary>
    internal virtual void Check()
    {
    }

    internal abstract Task RunAsync(CancellationToken cancellationToken);

    internal void Process() => ProcessRecord();

    internal void Stop() => StopProcessing();

    /// <inheritdoc/>
    protected override void ProcessRecord() => Await(RunAsync);

    /// <inheritdoc/>
    protected override void StopProcessing() => stop.Cancel();

    /// <summary>Runs work on the pipeline's thread, within the time limit, and turns what it throws into errors of PowerShell.</summary>
    private protected void Await(Func<CancellationToken, Task> work)
    {
        var limit = World.IsBound(nameof(TimeoutSec)) ? TimeSpan.FromSeconds(TimeoutSec) : System.Threading.Timeout.InfiniteTimeSpan;
        using var late = new CancellationTokenSource(limit, Clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stop.Token);
        try
        {
            Check();
            PipelinePump.Run(() => work(both.Token));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (RpcException) when (stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception exception) when (late.IsCancellationRequested && (exception is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled }))
        {
            World.WriteError(ModuleErrors.TimedOut(limit), exception);
        }
        catch (OSyncException exception)
        {
            Report(exception.Error, exception);
        }
        catch (RpcException exception)
        {
            Report(RpcErrors.Read(exception, Target), exception);
        }
        catch (HelixClientException exception)
        {
            Report(HelixErrors.Read(exception), exception);
        }
    }

    /// <summary>What an error of the server is about.</summary>
    internal string? Target { get; set; }

    internal bool IsOn(SwitchParameter value, [CallerArgumentExpression(nameof(value))] string parameter = "") => World.IsOn(value, parameter);

    private void Report(OSyncError error, Exception cause)
    {
        if (error.IsFatal)
        {
            World.Terminate(error, cause);
        }
        else
        {
            World.WriteError(error, cause);
        }
    }
}
