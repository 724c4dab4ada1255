namespace OrleansSync.Engine.Databases;

/// <summary>A database's clock beside ours.</summary>
/// <param name="Offset">How far it is ahead; negative when it is behind.</param>
/// <param name="Uncertainty">How far the offset may be off: half of the round trip.</param>
public sealed record ClockReading(TimeSpan Offset, TimeSpan Uncertainty);
