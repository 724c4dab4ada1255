namespace OrleansSync.Helix.Users;

/// <summary>People who sign in. A port.</summary>
public interface IUsers
{
    /// <summary>The person, or null.</summary>
    Task<User?> FindAsync(UserId id, CancellationToken cancellationToken);

    /// <summary>Notes a person by their GitHub number: the known one with the new names, or this one.</summary>
    Task<User> SignInAsync(User user, CancellationToken cancellationToken);
}
