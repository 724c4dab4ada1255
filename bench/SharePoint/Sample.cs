using System.Text.Json.Serialization;

namespace OrleansSync.Bench.SharePoint;

/// <summary>What a client's process used for a job.</summary>
/// <param name="Rows">Rows that it wrote or read.</param>
/// <param name="CpuMs">Processor time in milliseconds.</param>
/// <param name="WallMs">Time in milliseconds.</param>
/// <param name="Bytes">Bytes allocated; 0 when it cannot tell.</param>
internal sealed record Sample(int Rows, double CpuMs, double WallMs, long Bytes)
{
    [JsonIgnore]
    public double CpuOfRow => CpuMs * 1000 / Rows;

    [JsonIgnore]
    public double RowsOfSecond => Rows * 1000 / WallMs;
}
