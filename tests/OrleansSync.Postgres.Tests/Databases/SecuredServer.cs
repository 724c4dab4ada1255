using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Npgsql;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Postgres.Tests.Databases;

/// <summary>A PostgreSQL of the test's own with TLS and with a role whose password is checked; may be stopped and frozen.</summary>
internal sealed class SecuredServer : IAsyncDisposable
{
    public const string Role = "app";
    public const string Password = "t0p-s3cret";
    public const string ClearRole = "clear";

    private SecuredServer(PostgresServer server, string authority) => (Server, Authority) = (server, authority);

    public PostgresServer Server { get; }

    /// <summary>The certificate's authority, PEM.</summary>
    public string Authority { get; }

    public static async Task<SecuredServer> StartAsync()
    {
        var server = await PostgresServer.StartPrivateAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var secured = new SecuredServer(server, certificate.ExportCertificatePem());
        await secured.WriteAsync("server.crt", secured.Authority);
        await secured.WriteAsync("server.key", key.ExportPkcs8PrivateKeyPem());
        await secured.WriteAsync("pg_hba.conf", $"host all {Role} all scram-sha-256\nhost all {ClearRole} all password\nhost all all all trust\n");
        await secured.ExecuteAsync($"create role {Role} login password '{Password}'; create role {ClearRole} login password '{Password}'");
        await secured.ExecuteAsync("alter system set ssl = on");
        await secured.ExecuteAsync("select pg_reload_conf()");
        return secured;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Server.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Writes a file into the server's data folder, for its owner only.</summary>
    public Task WriteAsync(string name, string content) =>
        ExecuteAsync($"copy (select line from unnest(string_to_array('{content}', E'\\n')) with ordinality f (line, place) order by place) to program 'umask 077; cat > {name}'");

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
