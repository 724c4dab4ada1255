namespace OrleansSync.Simulation.Choices;

/// <summary>
/// Every choice of a history (people's edits, schedule, faults, delays) in the order in which it was made. A seed makes
/// the tape; replaying the tape makes the same history; a shorter tape with smaller numbers makes a simpler one. Zero is
/// always the dullest choice, so a tape that has run out goes on with zeros.
/// </summary>
public sealed class ChoiceTape
{
    private readonly List<int> made = [];
    private readonly IReadOnlyList<int>? given;
    private SplitMix64 random;

    private ChoiceTape(ulong seed, IReadOnlyList<int>? given) => (random, this.given) = (new SplitMix64(seed), given);

    /// <summary>The choices made so far.</summary>
    public IReadOnlyList<int> Made => made;

    /// <summary>A new tape from a seed.</summary>
    public static ChoiceTape FromSeed(ulong seed) => new(seed, given: null);

    /// <summary>A tape that repeats these choices.</summary>
    public static ChoiceTape Replay(IReadOnlyList<int> choices) => new(seed: 0, choices);

    /// <summary>A number from 0 to <paramref name="count"/> - 1.</summary>
    public int Choose(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var choice = given is null ? (int)(random.Next() % (ulong)count) : made.Count < given.Count ? given[made.Count] % count : 0;
        made.Add(choice);
        return choice;
    }

    /// <summary>True in about <paramref name="perMille"/> of 1,000 cases; false is the dull choice.</summary>
    public bool Happens(int perMille)
    {
        // 0 must mean no, whatever the probability, so that shrinking takes faults away.
        // What cannot happen does not, even where a shorter tape has moved another choice here.
        var choice = perMille == 0 ? 0 : given is null ? (random.Next() % 1_000 < (ulong)perMille ? 1 : 0) : made.Count < given.Count ? given[made.Count] % 2 : 0;
        made.Add(choice);
        return choice == 1;
    }
}
