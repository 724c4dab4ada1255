namespace OrleansSync.Engine.Secrets;

/// <summary>A stored secret whose newest version ends soon, or has ended.</summary>
/// <param name="Owner">Whose.</param>
/// <param name="ExpiresAt">When; UTC.</param>
public sealed record ExpiringSecret(SecretOwner Owner, DateTimeOffset ExpiresAt)
{
    /// <summary>Whole days that are left; 0 on the last day, negative once it has ended.</summary>
    public int DaysLeft(DateTimeOffset now) => (int)Math.Floor((ExpiresAt - now).TotalDays);
}
