using System.Text.Json.Serialization;

namespace OrleansSync.Bench.Helix;

/// <summary>Seconds of each round, ours and git's in turns, and the median of the ratios of each pair.</summary>
internal sealed record Report(string Commit, string At, string Machine, int Files, Report.Figure First, Report.Figure Unchanged, Report.Figure Alone)
{
    /// <summary>One comparison.</summary>
    internal sealed record Figure(string Subject, string Baseline, IReadOnlyList<double> Own, IReadOnlyList<double> Base, double Ratio, double RatioLow, double RatioHigh)
    {
        /// <summary>The figure of some rounds.</summary>
        public static Figure Of(string subject, string baseline, List<(double Own, double Base)> rounds)
        {
            var ratios = rounds.Select(round => round.Own / round.Base).Order().ToList();
            return new(
                subject, baseline, [.. rounds.Select(round => Math.Round(round.Own, 3))], [.. rounds.Select(round => Math.Round(round.Base, 3))],
                Math.Round(ratios[ratios.Count / 2], 2), Math.Round(ratios[0], 2), Math.Round(ratios[^1], 2));
        }
    }
}

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(Report))]
internal sealed partial class ReportJson : JsonSerializerContext;
