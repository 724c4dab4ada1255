namespace OrleansSync.Emulator.Tokens;

/// <summary>An access token that was given out.</summary>
internal sealed record AccessToken(string ClientId, IReadOnlyList<string> Roles, DateTimeOffset End)
{
    /// <summary>True when the app has one of the permissions.</summary>
    public bool HasAny(params ReadOnlySpan<string> roles)
    {
        foreach (var role in roles)
        {
            if (Roles.Contains(role))
            {
                return true;
            }
        }

        return false;
    }
}
