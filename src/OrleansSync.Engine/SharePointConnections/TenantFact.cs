namespace OrleansSync.Engine.SharePointConnections;

/// <summary>Something that the product relies on and that no document of Microsoft says.</summary>
/// <param name="Id">Its number in the reference.</param>
/// <param name="Fact">The fact, as a sentence.</param>
/// <param name="Holds">True when the tenant does so; null when it could not be seen.</param>
/// <param name="Seen">What was seen; never a token.</param>
public sealed record TenantFact(string Id, string Fact, bool? Holds, string Seen);
