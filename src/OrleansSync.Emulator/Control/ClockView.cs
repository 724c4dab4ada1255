namespace OrleansSync.Emulator.Control;

/// <summary>The service's clock.</summary>
internal sealed record ClockView(DateTimeOffset Now, double Scale);
