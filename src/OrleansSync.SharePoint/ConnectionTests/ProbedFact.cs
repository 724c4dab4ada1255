namespace OrleansSync.SharePoint.ConnectionTests;

/// <summary>Something that the client relies on and that no document of Microsoft says: it is widely known, inferred, or was seen elsewhere.</summary>
/// <param name="Id">Its number in the reference: <c>6.2</c>.</param>
/// <param name="Fact">The fact, as a sentence.</param>
/// <param name="Probe">How it is looked at.</param>
public sealed record ProbedFact(string Id, string Fact, string Probe);
