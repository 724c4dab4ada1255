using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Secrets;

namespace OrleansSync.Engine.Databases;

/// <summary>Tests instances of the catalog with the passwords that they are declared with.</summary>
public sealed class InstanceTests(IDatabaseProbe probe, CatalogEndpoints endpoints, ISecrets secrets)
{
    /// <summary>Tests an instance, whatever its role; during a rotation with the first password that it takes.</summary>
    /// <exception cref="Errors.SyncException">The password cannot be read.</exception>
    public async Task<DatabaseReport> TestAsync(DatabaseSpec database, Resource<InstanceSpec> instance, DatabaseNeeds needs, CancellationToken cancellationToken)
    {
        var location = endpoints.LocationOf(database, instance);
        if (location.Password is not { } reference)
        {
            return await probe.TestAsync(location.Endpoint, password: null, needs, cancellationToken);
        }

        DatabaseReport? first = null;
        foreach (var password in await secrets.GetAllAsync(reference, cancellationToken))
        {
            var report = await probe.TestAsync(location.Endpoint, password, needs, cancellationToken);
            if (report.Reachability != Reachability.SignInFailed)
            {
                return report;
            }

            first ??= report;
        }

        // Nobody but the server knows which password is right; the one that was read a moment ago may not be.
        secrets.Forget(reference);
        return first ?? throw new InvalidOperationException("A secret without a value was given.");
    }

    /// <summary>Tests an instance that is not declared, or not as it would be.</summary>
    public Task<DatabaseReport> TestAsync(DatabaseSpec database, Resource<InstanceSpec> instance, SecretValue? password, DatabaseNeeds needs, CancellationToken cancellationToken) =>
        probe.TestAsync(endpoints.LocationOf(database, instance).Endpoint, password, needs, cancellationToken);
}
