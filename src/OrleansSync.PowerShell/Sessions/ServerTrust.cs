using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OrleansSync.PowerShell.Errors;

namespace OrleansSync.PowerShell.Sessions;

/// <summary>Decides whether the server's certificate is trusted: by its thumbprint, by an authority of the caller's, or as the machine does.</summary>
internal sealed class ServerTrust
{
    private readonly byte[]? thumbprint;
    private readonly X509Certificate2Collection? authorities;

    private ServerTrust(byte[]? thumbprint, X509Certificate2Collection? authorities) => (this.thumbprint, this.authorities) = (thumbprint, authorities);

    /// <summary>Reads what the caller gave.</summary>
    /// <exception cref="OSyncException">The thumbprint is none, or the file cannot be read.</exception>
    public static ServerTrust Of(SessionRequest request)
    {
        byte[]? thumbprint = null;
        if (request.Thumbprint is { } text)
        {
            var digits = text.Replace(":", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
            thumbprint = digits.Length is SHA1.HashSizeInBytes * 2 or SHA256.HashSizeInBytes * 2 && digits.All(char.IsAsciiHexDigit)
                ? Convert.FromHexString(digits)
                : throw new OSyncException(ModuleErrors.BadArgument("-Thumbprint takes the SHA-256 of the certificate (64 hexadecimal digits) or its SHA-1 (40).", text));
        }

        if (request.AuthorityFile is not { } path)
        {
            return new(thumbprint, authorities: null);
        }

        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new OSyncException(ModuleErrors.BadArgument($"The authority's certificate cannot be read from {path}: {exception.Message}", path), exception);
        }

        return authorities.Count > 0 ? new(thumbprint, authorities)
            : throw new OSyncException(ModuleErrors.BadArgument($"{path} holds no certificate in PEM.", path));
    }

    /// <summary>The handler of a channel.</summary>
    public SocketsHttpHandler CreateHandler()
    {
        var handler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true, KeepAlivePingDelay = TimeSpan.FromSeconds(30), KeepAlivePingTimeout = TimeSpan.FromSeconds(20) };
        if (thumbprint is not null || authorities is not null)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, errors) => IsTrusted(certificate, errors);
        }

        return handler;
    }

    /// <summary>True when the certificate may be talked to.</summary>
    public bool IsTrusted(X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            return false;
        }

        if (thumbprint is not null)
        {
            var algorithm = thumbprint.Length == SHA1.HashSizeInBytes ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256;
            return CryptographicOperations.FixedTimeEquals(certificate.GetCertHash(algorithm), thumbprint);
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities ?? []);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var copy = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        return chain.Build(copy);
    }
}
