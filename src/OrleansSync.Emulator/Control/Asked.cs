namespace OrleansSync.Emulator.Control;

/// <summary>How many subscribers were asked to reauthorize.</summary>
internal sealed record Asked(int Subscriptions);
