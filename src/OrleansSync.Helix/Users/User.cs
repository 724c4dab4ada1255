namespace OrleansSync.Helix.Users;

/// <summary>A person who signs in with the Helix CLI.</summary>
/// <param name="Id">Their id.</param>
/// <param name="GithubId">The number by which GitHub knows them; it stays when they rename themselves.</param>
/// <param name="Login">Their name at GitHub.</param>
/// <param name="Name">What they are called; may be empty.</param>
/// <param name="Email">May be empty.</param>
[GenerateSerializer, Immutable, Alias("Helix.User")]
public sealed record User(
    [property: Id(0)] UserId Id, [property: Id(1)] long GithubId, [property: Id(2)] string Login, [property: Id(3)] string Name, [property: Id(4)] string Email);
