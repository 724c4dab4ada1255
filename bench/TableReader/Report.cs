#pragma warning disable RS0030 // A benchmark says when it ran.
using System.Text.Json.Serialization;

namespace OrleansSync.Bench.TableReader;

/// <summary>Seconds of each round, ours and the baseline's alternated, and the median of the ratios of each pair.</summary>
internal sealed record Report(string Commit, string At, string Machine, string Subject, string Baseline, long Size, IReadOnlyList<double> Own, IReadOnlyList<double> Base, double Ratio, double RatioLow, double RatioHigh)
{
    /// <summary>The report of some rounds.</summary>
    public static Report Of(string commit, string subject, string baseline, long size, List<(double Own, double Base)> rounds)
    {
        var ratios = rounds.Select(round => round.Own / round.Base).Order().ToList();
        return new(
            commit, DateTime.UtcNow.ToString("yyyy-MM-dd"), $"{Environment.ProcessorCount} cores", subject, baseline, size, [.. rounds.Select(round => Math.Round(round.Own, 3))],
            [.. rounds.Select(round => Math.Round(round.Base, 3))], Math.Round(ratios[ratios.Count / 2], 2), Math.Round(ratios[0], 2), Math.Round(ratios[^1], 2));
    }
}

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(Report))]
internal sealed partial class ReportJson : JsonSerializerContext;
