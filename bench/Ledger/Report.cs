using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansSync.Bench.Ledger;

/// <summary>What one run measured.</summary>
internal sealed record Report(string Commit, string At, string Machine, string PostgreSql, IReadOnlyList<Measured> Shapes);

/// <summary>One shape of entries. Sizes in megabytes (10^6 bytes) per million entries, times in milliseconds.</summary>
internal sealed record Measured(string Shape, int Rows, double? LimitMegabytes, IReadOnlyList<Size> Sizes, Speed? Speed, double FindMedian, double FindByItemsMedian);

/// <summary>Sizes at one moment, free-space and visibility maps with the heap.</summary>
internal sealed record Size(string When, double Heap, double PrimaryKey, double ItemIndex, double OtherIndexes, double Total, double Bases, double HotShare);

/// <summary>Writing against the baseline, alternating in chunks; medians with the middle half's bounds.</summary>
internal sealed record Speed(double CommitRowsPerSecond, double CopyRowsPerSecond, double Ratio, double RatioLow, double RatioHigh, double CommitCpuMicrosecondsPerRow, double CommitServerCpuMicrosecondsPerRow, double CopyCpuMicrosecondsPerRow, double CopyServerCpuMicrosecondsPerRow);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(Report))]
internal sealed partial class ReportJson : JsonSerializerContext;
