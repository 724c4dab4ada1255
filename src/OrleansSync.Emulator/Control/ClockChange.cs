namespace OrleansSync.Emulator.Control;

/// <summary>Moves the service's clock by a time, and sets how fast it goes: what is null stays.</summary>
internal sealed record ClockChange(TimeSpan? Advance, double? Scale);
