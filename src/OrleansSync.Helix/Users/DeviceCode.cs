namespace OrleansSync.Helix.Users;

/// <summary>A sign-in that waits for a person.</summary>
/// <param name="Handle">By which it is asked about; a secret between the server and the identity provider.</param>
/// <param name="UserCode">What the person types.</param>
/// <param name="VerificationUri">Where they type it.</param>
/// <param name="Interval">Between two questions.</param>
public sealed record DeviceCode(string Handle, string UserCode, string VerificationUri, TimeSpan Interval);
