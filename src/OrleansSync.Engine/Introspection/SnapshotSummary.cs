namespace OrleansSync.Engine.Introspection;

/// <summary>The last snapshot of a database in short.</summary>
/// <param name="TakenAt">When; UTC.</param>
/// <param name="Tables">Tables and views in it.</param>
/// <param name="Columns">Their columns.</param>
/// <param name="Drift">Changes since the one before; 0 for the first.</param>
public sealed record SnapshotSummary(DateTimeOffset TakenAt, int Tables, int Columns, int Drift);
