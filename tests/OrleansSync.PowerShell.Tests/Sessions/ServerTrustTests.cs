using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OrleansSync.PowerShell.Errors;
using OrleansSync.PowerShell.Sessions;

namespace OrleansSync.PowerShell.Tests.Sessions;

public sealed class ServerTrustTests
{
    private static readonly DateTimeOffset Begin = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = new(2120, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("SHA256")]
    [InlineData("SHA1")]
    public void IsTrusted_Thumbprint_TakesThatCertificateOnly(string algorithm)
    {
        using var mine = Make("CN=mine");
        using var other = Make("CN=other");
        var trust = ServerTrust.Of(new SessionRequest { Thumbprint = mine.GetCertHashString(new HashAlgorithmName(algorithm)).ToLowerInvariant() });

        Assert.True(trust.IsTrusted(mine, SslPolicyErrors.RemoteCertificateChainErrors | SslPolicyErrors.RemoteCertificateNameMismatch));
        Assert.False(trust.IsTrusted(other, SslPolicyErrors.None));
        Assert.False(trust.IsTrusted(null, SslPolicyErrors.None));
    }

    [Fact]
    public void IsTrusted_Authority_TakesWhatItSignedForTheRightNameOnly()
    {
        using var authority = Make("CN=authority", isAuthority: true);
        using var child = Make("CN=server", issuer: authority);
        using var stranger = Make("CN=server");
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, authority.ExportCertificatePem());
            var trust = ServerTrust.Of(new SessionRequest { AuthorityFile = path });

            Assert.True(trust.IsTrusted(child, SslPolicyErrors.RemoteCertificateChainErrors));
            Assert.False(trust.IsTrusted(child, SslPolicyErrors.RemoteCertificateChainErrors | SslPolicyErrors.RemoteCertificateNameMismatch));
            Assert.False(trust.IsTrusted(stranger, SslPolicyErrors.RemoteCertificateChainErrors));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Of_TextThatIsNoThumbprint_SaysWhatOneIs()
    {
        var exception = Assert.Throws<OSyncException>(() => ServerTrust.Of(new SessionRequest { Thumbprint = "12:34" }));

        Assert.Contains("64 hexadecimal digits", exception.Message, StringComparison.Ordinal);
    }

    private static X509Certificate2 Make(string name, X509Certificate2? issuer = null, bool isAuthority = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        return issuer is null ? request.CreateSelfSigned(Begin, End) : request.Create(issuer, Begin, End, [1, 2, 3]);
    }
}
