using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Errors;

namespace OrleansSync.Engine.Databases;

/// <summary>Databases where the catalog says that they are.</summary>
/// <param name="databases">The declared databases.</param>
/// <param name="instances">Their instances.</param>
/// <param name="connectTimeout">Longest wait for a connection.</param>
public sealed class CatalogEndpoints(IResources<DatabaseSpec> databases, IResources<InstanceSpec> instances, TimeSpan connectTimeout) : IDatabaseEndpoints
{
    private const int InstancesMax = 100;

    /// <inheritdoc/>
    public async ValueTask<DatabaseLocation?> FindPrimaryAsync(Guid databaseId, CancellationToken cancellationToken)
    {
        var database = await databases.FindAsync(databaseId, cancellationToken) ?? throw SyncException.NotFound("database", databaseId);
        var all = await instances.ListAsync(databaseId, after: null, InstancesMax, cancellationToken);
        return all.FirstOrDefault(instance => instance.Spec.IsActivePrimary) is { } primary ? LocationOf(database.Spec, primary) : null;
    }

    /// <summary>Where one instance is, whatever its role.</summary>
    public DatabaseLocation LocationOf(DatabaseSpec database, Resource<InstanceSpec> instance)
    {
        var spec = instance.Spec;
        return new(new DatabaseEndpoint(spec.Host, spec.Port, database.DatabaseName, spec.User, spec.Tls, spec.RootCertificate, connectTimeout), InstanceSecrets.Find(instance));
    }
}
