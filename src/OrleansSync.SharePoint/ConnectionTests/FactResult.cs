namespace OrleansSync.SharePoint.ConnectionTests;

/// <summary>What a tenant does.</summary>
/// <param name="Fact">What was looked at.</param>
/// <param name="Holds">True when the tenant does what the client relies on; null when it could not be seen.</param>
/// <param name="Seen">What was seen: a status, a code, the form of a value; never a token.</param>
public sealed record FactResult(ProbedFact Fact, bool? Holds, string Seen);
