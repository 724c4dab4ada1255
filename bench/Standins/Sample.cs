namespace OrleansSync.Bench.Standins;

/// <summary>One round: how many calls in how much time, and what they cost the process that is measured.</summary>
internal sealed record Sample(int Calls, TimeSpan Elapsed, TimeSpan Processor)
{
    public double CallsPerSecond => Calls / Elapsed.TotalSeconds;

    public double MicrosecondsPerCall => Processor.TotalMicroseconds / Calls;
}
