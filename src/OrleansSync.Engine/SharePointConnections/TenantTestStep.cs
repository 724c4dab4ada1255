namespace OrleansSync.Engine.SharePointConnections;

/// <summary>One thing that was tried.</summary>
/// <param name="Name">What, as a phrase.</param>
/// <param name="Problem">What is wrong and the way out, for people; empty when it worked.</param>
public sealed record TenantTestStep(string Name, string Problem);
