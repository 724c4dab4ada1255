namespace OrleansSync.Bench.Push;

/// <summary>All figures of a run of this program.</summary>
internal sealed record Report(string Commit, string At, string Machine, int Rows, IReadOnlyList<Line> Lines);

/// <summary>One figure.</summary>
/// <param name="What">What was done.</param>
/// <param name="Measure">What is compared, with its unit.</param>
/// <param name="Own">The product's, the median of the rounds.</param>
/// <param name="Baseline">What it stands beside; a goal where nothing else does the same.</param>
/// <param name="Beside">The baseline's, the median of the rounds.</param>
/// <param name="Ratio">The median of the rounds' ratios, own to beside.</param>
/// <param name="Low">The least.</param>
/// <param name="High">The greatest.</param>
/// <param name="Goal">What the ratio is to be, as a person says it; empty for none.</param>
/// <param name="IsMet">Whether it is.</param>
internal sealed record Line(string What, string Measure, double Own, string Baseline, double Beside, double Ratio, double Low, double High, string Goal, bool IsMet)
{
    /// <summary>A figure of rounds, each with its own baseline.</summary>
    public static Line AtMost(string what, string measure, string baseline, IReadOnlyList<(double Own, double Beside)> rounds, double goal) =>
        Of(what, measure, baseline, rounds, $"at most {goal}", ratio => ratio <= goal);

    /// <summary>A figure that is to be large.</summary>
    public static Line AtLeast(string what, string measure, string baseline, IReadOnlyList<(double Own, double Beside)> rounds, double goal) =>
        Of(what, measure, baseline, rounds, $"at least {goal}", ratio => ratio >= goal);

    /// <summary>A figure without a goal.</summary>
    public static Line Plain(string what, string measure, string baseline, IReadOnlyList<(double Own, double Beside)> rounds) => Of(what, measure, baseline, rounds, "", _ => true);

    public override string ToString() => $"| {What} | {Measure} | {Own:0.##} | {Baseline} | {Beside:0.##} | {Ratio:0.00} ({Low:0.00} to {High:0.00}) | {(Goal.Length == 0 ? "" : $"{Goal}: {(IsMet ? "met" : "missed")}")} |";

    private static Line Of(string what, string measure, string baseline, IReadOnlyList<(double Own, double Beside)> rounds, string goal, Func<double, bool> isMet)
    {
        // Nothing beside nothing is equal; what is shown is what is judged, two places of it.
        var ratios = rounds.Select(round => round.Beside > 0 ? Math.Round(round.Own / round.Beside, 2) : Math.Round(round.Own, 2) == 0 ? 1 : double.PositiveInfinity).Order().ToList();
        return new(what, measure, Median(rounds.Select(round => round.Own)), baseline, Median(rounds.Select(round => round.Beside)), Median(ratios), ratios[0], ratios[^1], goal, isMet(Median(ratios)));
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToList() is var ordered ? ordered[ordered.Count / 2] : 0;
}
