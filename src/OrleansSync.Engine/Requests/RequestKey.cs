using System.Collections.Immutable;

namespace OrleansSync.Engine.Requests;

/// <summary>
/// Makes a change repeatable: the same id with the same fingerprint gets the first answer again, the same id with
/// another fingerprint is refused. Kept for <see cref="Retention"/>.
/// </summary>
/// <param name="Id">The UUID that the caller drew.</param>
/// <param name="Fingerprint">16 bytes over method, caller and content.</param>
[GenerateSerializer, Immutable, Alias("RequestKey")]
public sealed record RequestKey([property: Id(0)] Guid Id, [property: Id(1)] ImmutableArray<byte> Fingerprint)
{
    /// <summary>How long an answer can be had again.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromHours(24);
}
