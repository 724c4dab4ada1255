using System.Collections.Immutable;

namespace OrleansSync.Engine.SharePointConnections;

/// <summary>What a test of a connection found.</summary>
/// <param name="Steps">What was tried, in order; the last one may have failed.</param>
/// <param name="Facts">What the tenant does; empty when the test did not come so far.</param>
/// <param name="Features">What the app may do, and the least that it needs for it.</param>
public sealed record TenantTest(ImmutableArray<TenantTestStep> Steps, ImmutableArray<TenantFact> Facts, ImmutableArray<TenantFeature> Features);
