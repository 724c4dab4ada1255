using System.Globalization;

namespace OrleansSync.Engine.Runs;

/// <summary>
/// Who may commit for a definition. Each start and each take-over of a run raises it by one; every commit carries the one its worker
/// was given, and the metastore compares within the same transaction (P9).
/// </summary>
/// <param name="Value">From 1; 0 before the first run.</param>
[GenerateSerializer, Immutable, Alias("Epoch")]
public readonly record struct Epoch([property: Id(0)] long Value)
{
    /// <summary>Before the first run: no commit may carry it.</summary>
    public static Epoch None => default;

    /// <summary>The epoch of whoever takes over now.</summary>
    public Epoch TakeOver() => new(checked(Value + 1));

    /// <summary>What a store in this epoch says to a commit that carries <paramref name="presented"/>.</summary>
    public EpochVerdict Check(Epoch presented) =>
        presented == None || presented.Value > Value ? EpochVerdict.NeverGiven
        : presented.Value < Value ? EpochVerdict.Fenced
        : EpochVerdict.Accepted;

    /// <summary>The number.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
