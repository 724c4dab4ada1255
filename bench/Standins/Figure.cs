namespace OrleansSync.Bench.Standins;

/// <summary>Two ways to do the same, measured in turns: medians, and the least and greatest of what a ratio is made of.</summary>
internal sealed record Figure(string Name, string Baseline, double CallsPerSecond, double BaselineCallsPerSecond, double MicrosecondsPerCall, double BaselineMicrosecondsPerCall, double Ratio, double RatioLeast, double RatioGreatest)
{
    /// <summary>The first round of each warms up and does not count.</summary>
    public static async Task<Figure> MeasureAsync(string name, string baseline, int rounds, Func<Task<Sample>> measured, Func<Task<Sample>> against)
    {
        var (ours, theirs) = (new List<Sample>(), new List<Sample>());
        for (var round = 0; round <= rounds; round++)
        {
            ours.Add(await measured());
            theirs.Add(await against());
        }

        var ratios = ours.Zip(theirs, (our, their) => our.MicrosecondsPerCall / their.MicrosecondsPerCall).Skip(1).ToList();
        return new Figure(name, baseline, Median(ours, s => s.CallsPerSecond), Median(theirs, s => s.CallsPerSecond), Median(ours, s => s.MicrosecondsPerCall), Median(theirs, s => s.MicrosecondsPerCall), Median(ratios), ratios.Min(), ratios.Max());
    }

    public override string ToString() => FormattableString.Invariant(
        $"{Name,-34} {CallsPerSecond,10:0} {MicrosecondsPerCall,10:0.0}   {Baseline,-22} {BaselineCallsPerSecond,10:0} {BaselineMicrosecondsPerCall,10:0.0}   {Ratio,6:0.00} ({RatioLeast:0.00}-{RatioGreatest:0.00})");

    private static double Median(IEnumerable<Sample> samples, Func<Sample, double> value) => Median(samples.Skip(1).Select(value));

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
