using OrleansSync.Engine.Deletes;

namespace OrleansSync.Engine.Runs;

/// <summary>What one turn of a run came to.</summary>
/// <param name="Verdict">Whether its commits were accepted; when not, the worker no longer holds the run and stops.</param>
/// <param name="Guard">Whether a guard tripped; then nothing of the batch was done, and the run waits for a person.</param>
/// <param name="Counters">What was decided in this turn, committed.</param>
/// <param name="IsEnd">True when there is nothing more to do now.</param>
/// <param name="ResumeAt">When going on is worth it, after a write that the budget did not let through, or when outcomes are awaited; null for at once.</param>
/// <param name="Deletes">With a guard that tripped: deletes that are planned.</param>
/// <param name="AwaitsOutcomes">True when nothing is left but creates of which nobody heard, which cannot be made again before <paramref name="ResumeAt"/>. New changes may be taken up earlier.</param>
public sealed record TurnReport(EpochVerdict Verdict, GuardVerdict Guard, RunCounters Counters, bool IsEnd, DateTimeOffset? ResumeAt = null, long Deletes = 0, bool AwaitsOutcomes = false)
{
    /// <summary>True when this turn saw that every pair has its row, so that nobody need look for rows that are gone.</summary>
    public bool NothingIsGone { get; init; }
}
