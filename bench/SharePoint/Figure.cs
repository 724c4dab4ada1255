namespace OrleansSync.Bench.SharePoint;

/// <summary>One comparison: medians of the rounds, and the median, least and greatest of the rounds' ratios.</summary>
internal sealed record Figure(string What, int LatencyMs, double CpuOfRow, double RawCpuOfRow, double CpuRatio, double CpuLow, double CpuHigh, double RowsOfSecond, double RawRowsOfSecond, double RateRatio, double BytesOfRow, int Connections, int RawConnections)
{
    public static Figure Of(string what, int latency, IReadOnlyList<(Sample Ours, Sample Raw)> rounds, int connections, int rawConnections)
    {
        var ratios = rounds.Select(pair => pair.Ours.CpuOfRow / pair.Raw.CpuOfRow).Order().ToList();
        return new(
            what, latency, Median(rounds.Select(pair => pair.Ours.CpuOfRow)), Median(rounds.Select(pair => pair.Raw.CpuOfRow)), Median(ratios), ratios[0], ratios[^1],
            Median(rounds.Select(pair => pair.Ours.RowsOfSecond)), Median(rounds.Select(pair => pair.Raw.RowsOfSecond)), Median(rounds.Select(pair => pair.Ours.RowsOfSecond / pair.Raw.RowsOfSecond)),
            Median(rounds.Select(pair => pair.Ours.Bytes / (double)pair.Ours.Rows)), connections, rawConnections);
    }

    public override string ToString() =>
        $"{What,-12} {LatencyMs,4} ms {CpuOfRow,9:0.0} {RawCpuOfRow,9:0.0} {CpuRatio,7:0.00} {CpuLow,6:0.00}-{CpuHigh,-6:0.00} {RowsOfSecond,9:0} {RawRowsOfSecond,9:0} {RateRatio,7:0.00} {BytesOfRow,9:0} {Connections,5} {RawConnections,5}";

    private static double Median(IEnumerable<double> values) => values.Order().ToList() is var ordered ? ordered[ordered.Count / 2] : 0;
}
