namespace OrleansSync.Engine.Databases;

/// <summary>What was found when an instance was checked last.</summary>
/// <param name="CheckedAt">When; UTC.</param>
/// <param name="IsReachable">True when it answered.</param>
/// <param name="IsWritable">True when it takes writes.</param>
/// <param name="ServerVersion">For instance 17.2; empty when it did not answer.</param>
/// <param name="Problem">What is wrong, for people, without secrets; empty when nothing is.</param>
public sealed record InstanceHealth(DateTimeOffset CheckedAt, bool IsReachable, bool IsWritable, string ServerVersion, string Problem);
