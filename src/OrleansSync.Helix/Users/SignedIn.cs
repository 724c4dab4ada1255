namespace OrleansSync.Helix.Users;

/// <summary>Who signed in, as the identity provider says.</summary>
/// <param name="GithubId">Their number at GitHub.</param>
/// <param name="Login">Their name at GitHub.</param>
/// <param name="Name">What they are called; may be empty.</param>
/// <param name="Email">May be empty.</param>
public sealed record SignedIn(long GithubId, string Login, string Name, string Email);
