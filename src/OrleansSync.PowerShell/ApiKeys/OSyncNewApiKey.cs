using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.ApiKeys;

/// <summary>A key that was just made, with the secret that nobody can read again.</summary>
[View("Name", "Role", "Key")]
public sealed record OSyncNewApiKey
{
    /// <summary>Its id, a UUID.</summary>
    public string Id { get; init; } = "";

    /// <summary>The same as Id, under the name that other cmdlets take it by.</summary>
    public string ApiKeyId => Id;

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it may do.</summary>
    public OSyncRole Role { get; init; }

    /// <summary>The key as a caller presents it; keep it now, for it cannot be read again.</summary>
    public string Key { get; init; } = "";

    internal static OSyncNewApiKey From(V1.CreateApiKeyResponse message) => new() { Id = message.ApiKey.Id, Name = message.ApiKey.Name, Role = (OSyncRole)message.ApiKey.Role, Key = message.Key };

    /// <summary>Without the secret, so that it does not get into logs by accident.</summary>
    public override string ToString() => $"{Name} ({Role})";
}
