using Google.Protobuf.WellKnownTypes;
using OrleansSync.Engine.ApiKeys;

namespace OrleansSync.Server.ApiKeys;

/// <summary>API keys between the protocol and the engine.</summary>
internal static class ApiKeyMapping
{
    /// <summary>The key as a caller sees it.</summary>
    public static V1.ApiKey ToProto(this ApiKey key) => new()
    {
        Id = key.Id.ToString("D"),
        Name = key.Name,
        Role = (V1.ApiKeyRole)key.Role,
        CreateTime = Timestamp.FromDateTimeOffset(key.CreatedAt),
        RevokeTime = key.RevokedAt is { } revokedAt ? Timestamp.FromDateTimeOffset(revokedAt) : null,
    };
}
