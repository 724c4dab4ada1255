using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace OrleansSync.Server.Hosting;

/// <summary>The certificate for https: the given one, or one of our own that is kept and renewed at start.</summary>
internal sealed partial class ServerCertificate(IOptions<ServerOptions> options, DataDirectory files, TimeProvider clock, ILogger<ServerCertificate> logger)
{
    /// <summary>The generated certificate with its key.</summary>
    public const string PfxFileName = "server.pfx";

    /// <summary>The generated certificate without its key, for callers to trust.</summary>
    public const string PemFileName = "server.crt";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(397);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);

    private X509Certificate2? certificate;

    /// <summary>Loads or makes the certificate, before anything listens.</summary>
    /// <exception cref="ServerSetupException">The given certificate cannot be used.</exception>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var given = options.Value.CertificatePath.Length > 0;
        certificate = given ? LoadGiven(options.Value) : await FindGeneratedAsync(cancellationToken) ?? await GenerateAsync(cancellationToken);
        LogCertificate(given ? "given" : "own", certificate.GetCertHashString(HashAlgorithmName.SHA256), certificate.NotAfter.ToUniversalTime());
    }

    /// <summary>The certificate that <see cref="LoadAsync"/> found.</summary>
    public X509Certificate2 Get() => certificate ?? throw new InvalidOperationException("The certificate was asked for before it was loaded.");

    private X509Certificate2 LoadGiven(ServerOptions server)
    {
        try
        {
            var password = server.CertificatePassword.Length > 0 ? server.CertificatePassword : null;
            var loaded = Path.GetExtension(server.CertificatePath).ToUpperInvariant() is ".PFX" or ".P12"
                ? X509CertificateLoader.LoadPkcs12FromFile(server.CertificatePath, password)
                : LoadPem(server, password);
            if (!loaded.HasPrivateKey)
            {
                throw new ServerSetupException("Server:CertificatePath names a certificate without its private key; give a PFX, or Server:CertificateKeyPath.");
            }

            return loaded.NotAfter.ToUniversalTime() < clock.GetUtcNow().UtcDateTime
                ? throw new ServerSetupException($"Server:CertificatePath names a certificate that ended on {loaded.NotAfter.ToUniversalTime():u}; renew it.")
                : loaded;
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new ServerSetupException($"Server:CertificatePath names a certificate that cannot be read: {exception.Message} Check the file, Server:CertificateKeyPath and Server:CertificatePassword.", exception);
        }
    }

    private static X509Certificate2 LoadPem(ServerOptions server, string? password)
    {
        var keyPath = server.CertificateKeyPath.Length > 0 ? server.CertificateKeyPath : null;
        using var pem = password is null
            ? X509Certificate2.CreateFromPemFile(server.CertificatePath, keyPath)
            : X509Certificate2.CreateFromEncryptedPemFile(server.CertificatePath, password, keyPath);
        // Some platforms' TLS cannot use a key that exists in memory only.
        return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), password: null);
    }

    private async Task<X509Certificate2?> FindGeneratedAsync(CancellationToken cancellationToken)
    {
        if (await files.FindAsync(PfxFileName, cancellationToken) is not { } content)
        {
            return null;
        }

        try
        {
            var kept = X509CertificateLoader.LoadPkcs12(content, password: null);
            return kept.NotAfter.ToUniversalTime() - RenewBefore > clock.GetUtcNow().UtcDateTime ? kept : null;
        }
        catch (CryptographicException)
        {
            LogDamaged(files.GetPath(PfxFileName));
            return null;
        }
    }

    private async Task<X509Certificate2> GenerateAsync(CancellationToken cancellationToken)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=OrleansSync", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddDnsName(Environment.MachineName);
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));

        var now = clock.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now + Lifetime);
        var pfx = made.Export(X509ContentType.Pkcs12);
        await files.WriteAsync(PfxFileName, pfx, cancellationToken);
        await files.WriteAsync(PemFileName, System.Text.Encoding.ASCII.GetBytes(made.ExportCertificatePem() + "\n"), cancellationToken);
        return X509CertificateLoader.LoadPkcs12(pfx, password: null);
    }

    [LoggerMessage(LogLevel.Information, "The certificate for https is the {Kind} one with the SHA-256 thumbprint {Thumbprint}; it ends on {End:u}.")]
    private partial void LogCertificate(string kind, string thumbprint, DateTime end);

    [LoggerMessage(LogLevel.Warning, "The certificate in {Path} cannot be read; a new one is made.")]
    private partial void LogDamaged(string path);
}
