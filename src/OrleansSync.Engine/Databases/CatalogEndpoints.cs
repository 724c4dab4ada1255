using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Errors;

namespace OrleansSync.Engine.Databases;

/// <summary>Databases where the catalog says that they are, or said a moment ago: each batch asks.</summary>
/// <param name="databases">The declared databases.</param>
/// <param name="instances">Their instances.</param>
/// <param name="connectTimeout">Longest wait for a connection.</param>
public sealed class CatalogEndpoints(IRecentResources<DatabaseSpec> databases, IRecentResources<InstanceSpec> instances, TimeSpan connectTimeout) : IDatabaseEndpoints
{
    /// <inheritdoc/>
    public async ValueTask<DatabaseLocation?> FindPrimaryAsync(Guid databaseId, CancellationToken cancellationToken)
    {
        var database = await databases.FindAsync(databaseId, cancellationToken) ?? throw SyncException.NotFound("database", databaseId);
        var all = await instances.ListAsync(databaseId, cancellationToken);
        return all.FirstOrDefault(instance => instance.Spec.IsActivePrimary) is { } primary ? LocationOf(database.Spec, primary) : null;
    }

    /// <summary>Where one instance is, whatever its role.</summary>
    public DatabaseLocation LocationOf(DatabaseSpec database, Resource<InstanceSpec> instance)
    {
        var spec = instance.Spec;
        return new(new DatabaseEndpoint(spec.Host, spec.Port, database.DatabaseName, spec.User, spec.Tls, spec.RootCertificate, connectTimeout), InstanceSecrets.Find(instance));
    }
}
