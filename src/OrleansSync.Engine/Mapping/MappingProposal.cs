namespace OrleansSync.Engine.Mapping;

/// <summary>A mapping that might be meant.</summary>
/// <param name="Mapping">The mapping.</param>
/// <param name="Confidence">0 to 100.</param>
/// <param name="Reason">Why, for people.</param>
public sealed record MappingProposal(FieldMapping Mapping, int Confidence, string Reason);
