using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.ApiKeys;

/// <summary>A key, without its secret.</summary>
[View("Name", "Role", "CreateTime", "RevokeTime", "Id")]
public sealed record OSyncApiKey
{
    /// <summary>Its id, a UUID.</summary>
    public string Id { get; init; } = "";

    /// <summary>The same as Id, under the name that other cmdlets take it by.</summary>
    public string ApiKeyId => Id;

    /// <summary>1 to 200 characters, unique among keys that are not revoked, without regard to case.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its role.</summary>
    public OSyncRole Role { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>Absent while the key is valid.</summary>
    public DateTimeOffset? RevokeTime { get; init; }

    internal static OSyncApiKey From(V1.ApiKey message) => new()
    {
        Id = message.Id,
        Name = message.Name,
        Role = (OSyncRole)message.Role,
        CreateTime = message.CreateTime?.ToDateTimeOffset(),
        RevokeTime = message.RevokeTime?.ToDateTimeOffset(),
    };
}
