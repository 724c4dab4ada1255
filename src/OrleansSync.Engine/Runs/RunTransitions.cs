using System.Diagnostics;

namespace OrleansSync.Engine.Runs;

/// <summary>
/// The state machine of a run. Pure. Asking twice for what is asked already is no error, since callers repeat after a lost reply.
/// A turn that ends while a pause or a cancel is wanted carries it out; work that completes all the same has succeeded,
/// unless it was being cancelled.
/// </summary>
public static class RunTransitions
{
    /// <summary>True when nothing can happen to the run any more.</summary>
    public static bool HasEnded(RunState state) => state switch
    {
        RunState.Cancelled or RunState.Succeeded or RunState.Failed or RunState.Abandoned => true,
        RunState.Queued or RunState.Running or RunState.Pausing or RunState.Paused or RunState.WaitingForConfirmation or RunState.Cancelling => false,
        _ => throw new UnreachableException(),
    };

    /// <summary>True when the run takes turns: a worker that holds it goes on, and one that is lost must be replaced.</summary>
    public static bool TakesTurns(RunState state) => state is RunState.Queued or RunState.Running or RunState.Pausing or RunState.Cancelling;

    /// <summary>What the event does.</summary>
    public static RunStep Apply(RunState state, RunEvent happened) => HasEnded(state) ? Refuse(state, RunRefusal.HasEnded) : happened switch
    {
        RunEvent.Begin => state == RunState.Queued ? To(RunState.Running) : Refuse(state, RunRefusal.HasBegun),
        RunEvent.Pause => Pause(state),
        RunEvent.Resume => Resume(state),
        RunEvent.TurnEnds => TurnEnds(state),
        RunEvent.GuardTrips => GuardTrips(state),
        RunEvent.Confirm => state == RunState.WaitingForConfirmation ? To(RunState.Running) : Refuse(state, RunRefusal.NothingToConfirm),
        RunEvent.Decline => state == RunState.WaitingForConfirmation ? To(RunState.Cancelled) : Refuse(state, RunRefusal.NothingToConfirm),
        RunEvent.Cancel => state is RunState.Running or RunState.Pausing or RunState.Cancelling ? To(RunState.Cancelling) : To(RunState.Cancelled),
        RunEvent.Complete => Complete(state),
        RunEvent.Fail => To(RunState.Failed),
        RunEvent.Abandon => To(RunState.Abandoned),
        RunEvent.TakeOver => To(state),
        _ => throw new UnreachableException(),
    };

    private static RunStep Pause(RunState state) => state switch
    {
        RunState.Queued or RunState.Paused => To(RunState.Paused),
        RunState.Running or RunState.Pausing => To(RunState.Pausing),
        RunState.WaitingForConfirmation => Refuse(state, RunRefusal.WaitsForConfirmation),
        RunState.Cancelling => Refuse(state, RunRefusal.IsCancelling),
        _ => throw new UnreachableException(),
    };

    private static RunStep Resume(RunState state) => state switch
    {
        RunState.Paused or RunState.Pausing or RunState.Running => To(RunState.Running),
        RunState.Queued => Refuse(state, RunRefusal.NotPaused),
        RunState.WaitingForConfirmation => Refuse(state, RunRefusal.WaitsForConfirmation),
        RunState.Cancelling => Refuse(state, RunRefusal.IsCancelling),
        _ => throw new UnreachableException(),
    };

    private static RunStep TurnEnds(RunState state) => state switch
    {
        RunState.Running => To(RunState.Running),
        RunState.Pausing => To(RunState.Paused),
        RunState.Cancelling => To(RunState.Cancelled),
        RunState.Queued => Refuse(state, RunRefusal.NotBegun),
        RunState.Paused or RunState.WaitingForConfirmation => Refuse(state, RunRefusal.NoTurn),
        _ => throw new UnreachableException(),
    };

    private static RunStep GuardTrips(RunState state) => state switch
    {
        RunState.Running or RunState.Pausing => To(RunState.WaitingForConfirmation),
        RunState.Cancelling => To(RunState.Cancelled),
        RunState.Queued => Refuse(state, RunRefusal.NotBegun),
        RunState.Paused or RunState.WaitingForConfirmation => Refuse(state, RunRefusal.NoTurn),
        _ => throw new UnreachableException(),
    };

    private static RunStep Complete(RunState state) => state switch
    {
        RunState.Running or RunState.Pausing => To(RunState.Succeeded),
        RunState.Cancelling => To(RunState.Cancelled),
        RunState.Queued => Refuse(state, RunRefusal.NotBegun),
        RunState.Paused or RunState.WaitingForConfirmation => Refuse(state, RunRefusal.NoTurn),
        _ => throw new UnreachableException(),
    };

    private static RunStep.To To(RunState state) => new(state);

    private static RunStep.Refused Refuse(RunState state, RunRefusal refusal) => new(state, refusal);
}
