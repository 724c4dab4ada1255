using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Npgsql;
using OrleansSync.Engine.Databases;
using OrleansSync.Engine.Secrets;

namespace OrleansSync.Postgres.Databases;

/// <summary>Makes Npgsql's source of connections to an endpoint; the only place that does for users' databases.</summary>
internal static class EndpointSource
{
    /// <summary>A source that keeps connections, or one that opens each anew.</summary>
    public static NpgsqlDataSource Make(DatabaseEndpoint endpoint, SecretValue? password, DatabaseOptions options, bool isPooled, ILoggerFactory loggers)
    {
        var builder = new NpgsqlDataSourceBuilder { Name = $"{endpoint.Host}:{endpoint.Port}/{endpoint.Database}" };
        var settings = builder.ConnectionStringBuilder;
        (settings.Host, settings.Port, settings.Database, settings.Username) = (endpoint.Host, endpoint.Port, endpoint.Database, endpoint.User);
        settings.Password = password?.Reveal();
        settings.ApplicationName = "orleanssync";
        settings.Pooling = isPooled;
        settings.MaxPoolSize = options.PoolSizeMax;
        settings.ConnectionIdleLifetime = (int)options.IdleLifetime.TotalSeconds;
        settings.ConnectionPruningInterval = Math.Min(settings.ConnectionPruningInterval, settings.ConnectionIdleLifetime);
        settings.ConnectionLifetime = (int)options.ConnectionLifetime.TotalSeconds;
        settings.Timeout = Math.Max(1, (int)Math.Ceiling(endpoint.ConnectTimeout.TotalSeconds));
        settings.CommandTimeout = (int)Math.Ceiling(options.CommandTimeout.TotalSeconds);
        settings.Enlist = false;
        settings.GssEncryptionMode = GssEncryptionMode.Disable;
        // Row values and passwords stay out of exceptions and logs.
        settings.IncludeErrorDetail = false;
        settings.PersistSecurityInfo = false;
        settings.SslMode = endpoint.Tls switch
        {
            TlsMode.Disable => SslMode.Disable,
            TlsMode.Prefer => SslMode.Prefer,
            TlsMode.Require => SslMode.Require,
            TlsMode.VerifyCa => SslMode.VerifyCA,
            _ => SslMode.VerifyFull,
        };
        if (settings.SslMode < SslMode.VerifyCA)
        {
            // Whoever answers may be somebody else: they get proofs of the password, and never itself.
            settings.RequireAuth = "ScramSHA256,MD5,None";
        }

        if (endpoint.RootCertificate.Length > 0 && settings.SslMode >= SslMode.VerifyCA)
        {
            builder.UseRootCertificatesCallback(() => Read(endpoint.RootCertificate));
        }

        return builder.UseLoggerFactory(loggers).Build();
    }

    private static X509Certificate2Collection Read(string pem)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(pem);
        return certificates;
    }
}
