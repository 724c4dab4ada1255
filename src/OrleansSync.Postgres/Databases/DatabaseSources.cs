using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Databases;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Secrets;
using OrleansSync.Postgres.Tables;

namespace OrleansSync.Postgres.Databases;

/// <summary>
/// Connects to the declared databases: one pool for each instance, made when first used and made anew when the instance was changed. The password is
/// asked for at each new connection, so a rotated one is taken without a restart.
/// </summary>
internal sealed class DatabaseSources(
    IResources<DatabaseSpec> databases, IResources<InstanceSpec> instances, ISecrets secrets, IOptions<TableOptions> options, ILoggerFactory loggers) : IAsyncDisposable
{
    private const int InstancesMax = 100;
    private const int PoolSizeMax = 20;
    private const int ConnectTimeoutSeconds = 10;

    private readonly ConcurrentDictionary<Guid, Made> made = new();

    /// <summary>The primary of a database.</summary>
    /// <exception cref="SyncException"><see cref="SyncError.NotFound"/>; <see cref="SyncError.TableRefused"/> when it has no active primary.</exception>
    public async Task<NpgsqlDataSource> GetPrimaryAsync(Guid databaseId, CancellationToken cancellationToken)
    {
        var database = await databases.FindAsync(databaseId, cancellationToken) ?? throw SyncException.NotFound("database", databaseId);
        var all = await instances.ListAsync(databaseId, after: null, InstancesMax, cancellationToken);
        var primary = all.FirstOrDefault(instance => instance.Spec.IsActivePrimary)
            ?? throw new SyncException(SyncError.TableRefused, $"The database {databaseId} has no active primary; declare an instance with the role PRIMARY.");
        var version = (primary.Revision, database.Revision);
        // A pool that was replaced is left to whoever still has a connection of it; idle ones close by themselves.
        return made.AddOrUpdate(primary.Id, _ => Make(database, primary, version), (_, known) => known.Version == version ? known : Make(database, primary, version)).Source;
    }

    /// <summary>The primary of a database, for reading and writing tables.</summary>
    /// <exception cref="SyncException">As <see cref="GetPrimaryAsync"/>.</exception>
    public async Task<TableDatabase> GetTablesAsync(Guid databaseId, CancellationToken cancellationToken) => new(await GetPrimaryAsync(databaseId, cancellationToken), options.Value);

    public async ValueTask DisposeAsync()
    {
        foreach (var one in made.Values)
        {
            await one.Source.DisposeAsync();
        }
    }

    private Made Make(Resource<DatabaseSpec> database, Resource<InstanceSpec> instance, (long Instance, long Database) version)
    {
        var spec = instance.Spec;
        var builder = new NpgsqlDataSourceBuilder
        {
            ConnectionStringBuilder =
            {
                Host = spec.Host,
                Port = spec.Port,
                Database = database.Spec.DatabaseName,
                Username = spec.User,
                ApplicationName = "OrleansSync",
                SslMode = ModeOf(spec.Tls),
                Timeout = ConnectTimeoutSeconds,
                MaxPoolSize = PoolSizeMax,
                // Messages of PostgreSQL may hold values of rows.
                IncludeErrorDetail = false,
            },
        };
        builder.UseLoggerFactory(loggers);
        if (spec.RootCertificate.Length > 0)
        {
            var trusted = new X509Certificate2Collection();
            trusted.ImportFromPem(spec.RootCertificate);
            builder.UseRootCertificatesCallback(() => trusted);
        }

        if (InstanceSecrets.Find(instance) is { } reference)
        {
            builder.UsePasswordProvider(
                _ => throw new NotSupportedException("Connections are opened asynchronously."),
                async (_, cancellationToken) => (await secrets.GetAsync(reference, cancellationToken)).Reveal());
        }

        return new(version, builder.Build());
    }

    private static SslMode ModeOf(TlsMode mode) => mode switch
    {
        TlsMode.Disable => SslMode.Disable,
        TlsMode.Prefer => SslMode.Prefer,
        TlsMode.Require => SslMode.Require,
        TlsMode.VerifyCa => SslMode.VerifyCA,
        _ => SslMode.VerifyFull,
    };

    private sealed record Made((long Instance, long Database) Version, NpgsqlDataSource Source);
}
