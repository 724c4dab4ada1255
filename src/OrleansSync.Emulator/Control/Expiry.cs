namespace OrleansSync.Emulator.Control;

/// <summary>Which tokens expire at once.</summary>
internal sealed record Expiry(bool Access, bool Delta);
