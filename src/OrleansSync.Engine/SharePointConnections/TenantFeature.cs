namespace OrleansSync.Engine.SharePointConnections;

/// <summary>Something that the product does in a tenant, and what the app needs for it.</summary>
/// <param name="Name">What, as a phrase.</param>
/// <param name="Permission">The least that is needed (sharepoint-graph.md 1.11).</param>
/// <param name="IsAllowed">True when the app may do it, false when it may not; null when the test did not come so far.</param>
public sealed record TenantFeature(string Name, string Permission, bool? IsAllowed);
