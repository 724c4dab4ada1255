using System.Collections.Immutable;

namespace OrleansSync.Helix.Requests;

/// <summary>Makes a change repeatable: the same id and fingerprint get the first answer again, another fingerprint is refused.</summary>
/// <param name="Id">The UUID that the caller drew.</param>
/// <param name="Fingerprint">16 bytes over method, caller and content.</param>
[GenerateSerializer, Immutable, Alias("Helix.ChangeRequest")]
public sealed record ChangeRequest([property: Id(0)] Guid Id, [property: Id(1)] ImmutableArray<byte> Fingerprint);
