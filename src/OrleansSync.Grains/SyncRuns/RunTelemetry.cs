using System.Diagnostics;
using System.Diagnostics.Metrics;
using OrleansSync.Engine.Runs;

namespace OrleansSync.Grains.SyncRuns;

/// <summary>What runs measure and trace; the names are listed in docs/observability.md.</summary>
public sealed class RunTelemetry : IRunStages, IDisposable
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "OrleansSync.Runs";

    private readonly Meter meter = new(Name);
    private readonly ActivitySource source = new(Name);
    private readonly TimeProvider clock;
    private readonly Histogram<double> stages;
    private readonly Histogram<double> turns;
    private readonly Counter<long> rows;
    private readonly Counter<long> waits;
    private readonly Counter<long> ended;

    /// <summary>Makes the instruments.</summary>
    public RunTelemetry(TimeProvider clock)
    {
        this.clock = clock;
        stages = meter.CreateHistogram<double>("orleanssync.run.stage.duration", "s", "Duration of what turns do, by stage: read, plan, apply, commit.");
        turns = meter.CreateHistogram<double>("orleanssync.run.turn.duration", "s", "Duration of whole turns.");
        rows = meter.CreateCounter<long>("orleanssync.run.rows", "{row}", "Change records by outcome: written, unchanged, coalesced, ignored, parked.");
        waits = meter.CreateCounter<long>("orleanssync.run.waits", "{wait}", "Turns that ended with a wait, by reason: budget, failure.");
        ended = meter.CreateCounter<long>("orleanssync.run.ended", "{run}", "Runs that ended, by state.");
    }

    /// <inheritdoc/>
    public IDisposable? Begin(RunStage stage) => new Stage(this, stage, source.StartActivity(NameOf(stage)));

    /// <summary>A turn begins.</summary>
    internal IDisposable BeginTurn(SyncRun run)
    {
        var activity = source.StartActivity("turn");
        activity?.SetTag("orleanssync.definition.id", run.Definition.ToString()).SetTag("orleanssync.run.id", run.Id.ToString());
        return new Turn(this, activity);
    }

    /// <summary>A turn was committed.</summary>
    internal void Count(TurnReport report)
    {
        Add("written", report.Counters.Written);
        Add("unchanged", report.Counters.Unchanged);
        Add("coalesced", report.Counters.Coalesced);
        Add("ignored", report.Counters.IgnoredTotal);
        Add("parked", report.Counters.Parked);
        if (report.ResumeAt is not null)
        {
            CountWait(report.AwaitsOutcomes ? "outcome" : "budget");
        }
    }

    /// <summary>A run waits.</summary>
    internal void CountWait(string reason) => waits.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <summary>A run has ended.</summary>
    internal void CountEnd(RunState state) => ended.Add(1, new KeyValuePair<string, object?>("state", state.ToString()));

    /// <inheritdoc/>
    public void Dispose()
    {
        meter.Dispose();
        source.Dispose();
    }

    private void Add(string outcome, long count)
    {
        if (count > 0)
        {
            rows.Add(count, new KeyValuePair<string, object?>("outcome", outcome));
        }
    }

    private static string NameOf(RunStage stage) => stage switch
    {
        RunStage.Read => "read",
        RunStage.Plan => "plan",
        RunStage.Apply => "apply",
        _ => "commit",
    };

    private sealed class Stage(RunTelemetry telemetry, RunStage stage, Activity? activity) : IDisposable
    {
        private readonly long began = telemetry.clock.GetTimestamp();

        public void Dispose()
        {
            telemetry.stages.Record(telemetry.clock.GetElapsedTime(began).TotalSeconds, new KeyValuePair<string, object?>("stage", NameOf(stage)));
            activity?.Dispose();
        }
    }

    private sealed class Turn(RunTelemetry telemetry, Activity? activity) : IDisposable
    {
        private readonly long began = telemetry.clock.GetTimestamp();

        public void Dispose()
        {
            telemetry.turns.Record(telemetry.clock.GetElapsedTime(began).TotalSeconds);
            activity?.Dispose();
        }
    }
}
