namespace OrleansSync.Bench.Emulator;

/// <summary>CPU in microseconds for one operation of both servers, and the ratio: median, lowest, highest of the rounds.</summary>
internal sealed record Ratio(double Own, double Bare, double Median, double Low, double High);
