using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OrleansSync.Server.Hosting;
using OrleansSync.Server.Tests.SyncDefinitions;

namespace OrleansSync.Server.Tests.Hosting;

public sealed class TlsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("orleanssync-tls-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Https_NoCertificateGiven_UsesOneOfItsOwnAndTellsItsThumbprint()
    {
        await using var server = await TestServer.StartAsync("--Server:Listen", "https://127.0.0.1:0");

        await server.CreateAsync(Definitions.New());

        Assert.Contains(server.Logs.Lines, line => line.Contains(server.ServerCertificateThumbprint!, StringComparison.Ordinal));
        using var published = X509CertificateLoader.LoadCertificateFromFile(server.PathOf(ServerCertificate.PemFileName));
        Assert.Equal(server.ServerCertificateThumbprint, published.GetCertHashString(HashAlgorithmName.SHA256));
        Assert.False(published.HasPrivateKey);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(server.PathOf(ServerCertificate.PfxFileName)));
        }
    }

    [Fact]
    public async Task Https_PemGiven_UsesIt()
    {
        var (certificatePath, keyPath, thumbprint) = WritePem(DateTimeOffset.UnixEpoch.AddYears(30), DateTimeOffset.UnixEpoch.AddYears(120));

        await using var server = await TestServer.StartAsync(
            "--Server:Listen", "https://127.0.0.1:0", "--Server:CertificatePath", certificatePath, "--Server:CertificateKeyPath", keyPath);
        await server.CreateAsync(Definitions.New());

        Assert.Equal(thumbprint, server.ServerCertificateThumbprint);
    }

    [Fact]
    public async Task Https_CertificateThatEnded_IsRefusedByName()
    {
        var (certificatePath, keyPath, _) = WritePem(DateTimeOffset.UnixEpoch.AddYears(30), DateTimeOffset.UnixEpoch.AddYears(31));

        var exception = await Assert.ThrowsAsync<ServerSetupException>(() => TestServer.StartAsync(
            "--Server:Listen", "https://127.0.0.1:0", "--Server:CertificatePath", certificatePath, "--Server:CertificateKeyPath", keyPath));

        Assert.Contains("Server:CertificatePath", exception.Message, StringComparison.Ordinal);
        Assert.Contains("ended on 2001", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing.pfx")]
    [InlineData("missing.pem")]
    public async Task Https_CertificateThatIsNotThere_IsRefusedByName(string fileName)
    {
        var exception = await Assert.ThrowsAsync<ServerSetupException>(() => TestServer.StartAsync(
            "--Server:Listen", "https://127.0.0.1:0", "--Server:CertificatePath", Path.Combine(folder, fileName)));

        Assert.Contains("Server:CertificatePath", exception.Message, StringComparison.Ordinal);
    }

    private (string CertificatePath, string KeyPath, string Thumbprint) WritePem(DateTimeOffset from, DateTimeOffset to)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=given", key, HashAlgorithmName.SHA256).CreateSelfSigned(from, to);
        var (certificatePath, keyPath) = (Path.Combine(folder, "given.pem"), Path.Combine(folder, "given.key"));
        File.WriteAllText(certificatePath, certificate.ExportCertificatePem());
        File.WriteAllText(keyPath, key.ExportPkcs8PrivateKeyPem());
        return (certificatePath, keyPath, certificate.GetCertHashString(HashAlgorithmName.SHA256));
    }
}
