namespace OrleansSync.Engine.ApiKeys;

/// <summary>A key that callers present, without its secret.</summary>
/// <param name="Id">Its id, which is also the first part of the key that is presented.</param>
/// <param name="Name">1 to 200 characters, unique among keys that are not revoked, without regard to case.</param>
/// <param name="Role">What it may do.</param>
/// <param name="CreatedAt">UTC, whole microseconds.</param>
/// <param name="RevokedAt">UTC, whole microseconds; null while the key is valid.</param>
public sealed record ApiKey(Guid Id, string Name, ApiKeyRole Role, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt)
{
    /// <summary>Two keys whose name keys are equal have the same name.</summary>
    public string NameKey => Name.ToUpperInvariant();
}
