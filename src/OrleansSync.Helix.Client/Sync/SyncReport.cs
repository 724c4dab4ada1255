using System.Collections.Immutable;
using OrleansSync.Helix.Reconcile;

namespace OrleansSync.Helix.Client.Sync;

/// <summary>What a sync did, or would do.</summary>
/// <param name="ClusterId">With which cluster.</param>
/// <param name="Plan">Files.</param>
/// <param name="ProjectFileChanges">What changes in helix.toml, a sentence each.</param>
/// <param name="Warnings">What a person should look at.</param>
/// <param name="Applied">False for a dry run, and when a tie was left alone.</param>
public sealed record SyncReport(string ClusterId, SyncPlan Plan, ImmutableArray<string> ProjectFileChanges, ImmutableArray<string> Warnings, bool Applied);
