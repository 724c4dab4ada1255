using OrleansSync.Engine.Changes;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Tests.Changes;

namespace OrleansSync.Engine.Tests.Runs;

public sealed class RunTransitionsTests
{
    // One line a state, one column an event, in the order of RunEvent; a dot stays, a minus is refused.
    private const string Table = """
        Queued                 Running Paused  -       -         -                       -       -         Cancelled  -         Failed Abandoned .
        Running                -       Pausing .       .         WaitingForConfirmation  -       -         Cancelling Succeeded Failed Abandoned .
        Pausing                -       .       Running Paused    WaitingForConfirmation  -       -         Cancelling Succeeded Failed Abandoned .
        Paused                 -       .       Running -         -                       -       -         Cancelled  -         Failed Abandoned .
        WaitingForConfirmation -       -       -       -         -                       Running Cancelled Cancelled  -         Failed Abandoned .
        Cancelling             -       -       -       Cancelled Cancelled               -       -         .          Cancelled Failed Abandoned .
        Cancelled              -       -       -       -         -                       -       -         -          -         -      -         -
        Succeeded              -       -       -       -         -                       -       -         -          -         -      -         -
        Failed                 -       -       -       -         -                       -       -         -          -         -      -         -
        Abandoned              -       -       -       -         -                       -       -         -          -         -      -         -
        """;

    [Fact]
    public void Apply_EveryStateAndEvent_IsAsTheTableSays()
    {
        var lines = Table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        Assert.Equal(Enum.GetNames<RunState>(), lines.Select(line => line[0]));
        foreach (var line in lines)
        {
            var state = Enum.Parse<RunState>(line[0]);
            Assert.Equal(Enum.GetValues<RunEvent>().Length, line.Length - 1);
            foreach (var happened in Enum.GetValues<RunEvent>())
            {
                var found = RunTransitions.Apply(state, happened) switch
                {
                    RunStep.To to => to.State == state ? "." : to.State.ToString(),
                    RunStep.Refused refused => refused.State == state ? "-" : "?",
                    _ => "?",
                };
                Assert.Equal($"{state} {happened} {line[1 + (int)happened]}", $"{state} {happened} {found}");
            }
        }
    }

    [Fact]
    public void Apply_AnyStateThatHasNotEnded_CanBeCancelled() => Assert.All(
        Enum.GetValues<RunState>().Where(state => !RunTransitions.HasEnded(state)),
        state => Assert.True(RunTransitions.Apply(state, RunEvent.Cancel) is RunStep.To { State: var next } && RunTransitions.Apply(next, RunEvent.TurnEnds) is RunStep.To { State: RunState.Cancelled } or RunStep.Refused { Refusal: RunRefusal.HasEnded }));

    [Fact]
    public void Complete_EquationDoesNotBalance_IsRefused()
    {
        var run = SyncRun.Queue(new SyncRunId(new Guid("00000000-0000-7000-8000-000000000001")), Cases.Definition, SyncDirection.Push, new Epoch(1), Cases.Noon)
            .Apply(RunEvent.Begin, Cases.Noon).Run;
        run = run with { Counters = run.Counters.AddRead(2).Add(Tally.Written) };

        Assert.Equal((run, RunRefusal.DoesNotBalance), run.Apply(RunEvent.Complete, Cases.Noon));
        var (ended, refusal) = (run with { Counters = run.Counters.Add(Tally.Parked) }).Apply(RunEvent.Complete, Cases.Noon);
        Assert.Equal((RunState.Succeeded, (DateTimeOffset?)Cases.Noon, null), (ended.State, ended.EndedAt, refusal));
    }

    [Fact]
    public void TakeOver_AnyRun_RaisesTheEpochAndFencesTheOldOne()
    {
        var run = SyncRun.Queue(new SyncRunId(new Guid("00000000-0000-7000-8000-000000000001")), Cases.Definition, SyncDirection.Push, new Epoch(4), Cases.Noon);
        var taken = run.Apply(RunEvent.TakeOver, Cases.Noon).Run;

        Assert.Equal(new Epoch(5), taken.Epoch);
        Assert.Equal(EpochVerdict.Fenced, taken.Epoch.Check(run.Epoch));
        Assert.Equal(EpochVerdict.Accepted, taken.Epoch.Check(taken.Epoch));
        Assert.Equal(EpochVerdict.NeverGiven, taken.Epoch.Check(new Epoch(6)));
        Assert.Equal(EpochVerdict.NeverGiven, Epoch.None.Check(Epoch.None));
    }
}
