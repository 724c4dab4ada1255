using OrleansSync.Engine.Secrets;

namespace OrleansSync.Engine.Databases;

/// <summary>Tests whether a database can be used; a port.</summary>
public interface IDatabaseProbe
{
    /// <summary>Connects once and looks. Throws nothing but the caller's own cancellation: what goes wrong is in the report.</summary>
    /// <param name="endpoint">Where.</param>
    /// <param name="password">The role's password; null for a server that asks for none.</param>
    /// <param name="needs">What is wanted of it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<DatabaseReport> TestAsync(DatabaseEndpoint endpoint, SecretValue? password, DatabaseNeeds needs, CancellationToken cancellationToken);
}
