using System.Globalization;
using OrleansSync.Simulation.Choices;
using OrleansSync.Simulation.World;

namespace OrleansSync.Simulation.Campaigns;

/// <summary>
/// Runs many histories and, when one breaks a promise, finds the simplest that still does. ORLEANSSYNC_SEED replays one
/// seed alone; ORLEANSSYNC_LONG=1 multiplies the number of histories.
/// </summary>
public sealed class Campaign(string name, Action<SimulatedWorld, ChoiceTape> history)
{
    private const int LongFactor = 50;
    private const int TriesMax = 4_000;

    /// <summary>Runs as the environment asks: this many histories, many more, or one seed alone.</summary>
    /// <returns>The first failure, shrunk; null when every history kept the promises.</returns>
    public Failure? RunAsAsked(int histories)
    {
        if (ulong.TryParse(Environment.GetEnvironmentVariable("ORLEANSSYNC_SEED"), CultureInfo.InvariantCulture, out var only))
        {
            return RunSeed(only);
        }

        return Run(Environment.GetEnvironmentVariable("ORLEANSSYNC_LONG") == "1" ? histories * LongFactor : histories);
    }

    /// <summary>Runs the histories of the seeds from <paramref name="firstSeed"/> on.</summary>
    /// <returns>The first failure, shrunk; null when every history kept the promises.</returns>
    public Failure? Run(int histories, ulong firstSeed = 1)
    {
        for (var number = 0; number < histories; number++)
        {
            if (RunSeed(firstSeed + (ulong)number) is { } failure)
            {
                return failure;
            }
        }

        return null;
    }

    /// <summary>Runs one seed; its failure, shrunk, or null.</summary>
    public Failure? RunSeed(ulong seed)
    {
        var tape = ChoiceTape.FromSeed(seed);
        return Try(tape) is { } failed ? Shrink(seed, tape.Made, failed) : null;
    }

    /// <summary>The trace of one seed.</summary>
    public Trace Trace(ulong seed)
    {
        var tape = ChoiceTape.FromSeed(seed);
        var world = new SimulatedWorld(tape);
        history(world, tape);
        return world.Trace;
    }

    private (string Problem, Trace Trace)? Try(ChoiceTape tape)
    {
        var world = new SimulatedWorld(tape);
        try
        {
            history(world, tape);
            return null;
        }
        catch (SimulationException exception)
        {
            return (exception.Message, world.Trace);
        }
    }

    private Failure Shrink(ulong seed, IReadOnlyList<int> choices, (string Problem, Trace Trace) failed)
    {
        var tries = 0;
        var shrunk = Shrinker.Shrink(choices, candidate =>
        {
            if (++tries > TriesMax || Try(ChoiceTape.Replay(candidate)) is not { } again)
            {
                return false;
            }

            failed = again;
            return true;
        });
        return new Failure(name, seed, shrunk, failed.Problem, failed.Trace.Lines);
    }
}
