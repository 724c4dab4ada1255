namespace OrleansSync.Engine.Secrets;

/// <summary>What may be told of one version of a stored secret: everything but the secret.</summary>
/// <param name="Id">Its id; later versions have greater ids.</param>
/// <param name="CreatedAt">When it was put; UTC, whole microseconds.</param>
/// <param name="ExpiresAt">When the other side stops taking it, as far as somebody said; null for never or not known.</param>
public sealed record SecretVersion(Guid Id, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);
