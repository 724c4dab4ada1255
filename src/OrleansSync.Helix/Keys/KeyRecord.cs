using System.Collections.Immutable;

namespace OrleansSync.Helix.Keys;

/// <summary>What is stored of a key; the secret is stored nowhere.</summary>
/// <param name="Id">The key's id, which is also part of the key that is presented.</param>
/// <param name="Owner">Whose it is.</param>
/// <param name="OwnerId">The person's or the cluster's id.</param>
/// <param name="SecretHash">SHA-256 of the secret.</param>
/// <param name="CreatedAt">UTC, whole microseconds.</param>
/// <param name="RevokedAt">UTC, whole microseconds; null while it is valid.</param>
public sealed record KeyRecord(Guid Id, KeyOwner Owner, Guid OwnerId, ImmutableArray<byte> SecretHash, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt);
