using System.Collections.Immutable;

namespace OrleansSync.Engine.ApiKeys;

/// <summary>A key as it is stored.</summary>
/// <param name="Key">The key without its secret.</param>
/// <param name="SecretHash">SHA-256 of the secret's 32 random bytes; nothing from which the secret could be had.</param>
public sealed record ApiKeyRecord(ApiKey Key, ImmutableArray<byte> SecretHash);
