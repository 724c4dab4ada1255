namespace OrleansSync.Engine.Introspection;

/// <summary>A change that was found between two snapshots.</summary>
/// <param name="Number">Its place among all changes that were found; rises.</param>
/// <param name="FoundAt">When the later snapshot was taken; UTC.</param>
/// <param name="Table">Which table.</param>
/// <param name="Finding">What has changed.</param>
public sealed record StoredDrift(long Number, DateTimeOffset FoundAt, SchemaTableId Table, DriftFinding Finding);
