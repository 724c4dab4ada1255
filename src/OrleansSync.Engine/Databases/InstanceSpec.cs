using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Text;

namespace OrleansSync.Engine.Databases;

/// <summary>What a person declares of a server on which a database runs.</summary>
/// <param name="DatabaseId">Whose copy it has.</param>
/// <param name="Name">1 to 200 characters, unique in its database without regard to case.</param>
/// <param name="Host">Host name or IP address, up to 253 characters.</param>
/// <param name="Port">1 to 65,535.</param>
/// <param name="User">The role that signs in.</param>
/// <param name="HasPassword">True when the password is kept by the secret store.</param>
/// <param name="PasswordReference">Where it is kept instead; empty for here, or for none.</param>
/// <param name="Tls">How the connection is secured.</param>
/// <param name="RootCertificate">The authorities that are trusted, PEM; empty for those of the machine.</param>
/// <param name="Role">What it is to its database.</param>
/// <param name="Priority">1 to 1,000; the lower is tried first.</param>
/// <param name="Status">Whether it is used.</param>
/// <param name="Health">What was found last; null before the first check.</param>
public sealed record InstanceSpec(
    Guid DatabaseId,
    string Name,
    string Host,
    int Port,
    string User,
    bool HasPassword,
    string PasswordReference,
    TlsMode Tls,
    string RootCertificate,
    InstanceRole Role,
    int Priority,
    ResourceStatus Status,
    InstanceHealth? Health = null) : ICatalogSpec
{
    /// <summary>The port when none is given.</summary>
    public const int PortDefault = 5_432;

    /// <summary>The priority when none is given.</summary>
    public const int PriorityDefault = 100;

    private const int HostLengthMax = 253;
    private const int RootCertificateLengthMax = 64 * 1024;

    /// <inheritdoc/>
    public Guid? ParentId => DatabaseId;

    /// <inheritdoc/>
    public string NameKey => Name.ToUpperInvariant();

    /// <summary>True for an active primary.</summary>
    public bool IsActivePrimary => Role == InstanceRole.Primary && Status == ResourceStatus.Active;

    /// <summary>Everything that is wrong with it. Pure; field paths are those of the protocol.</summary>
    public ImmutableArray<FieldViolation> Validate() => new FieldProblems("database_instance")
        .Add("name", TextRules.CheckLine(Name, CatalogLimits.NameLengthMax))
        .Add("host", CheckHost())
        .AddIf(Port is < 1 or > 65_535, "port", "is not a port; give 1 to 65,535, or 0 for 5,432.")
        .Add("user", TextRules.CheckSqlName(User))
        .AddIf(!Enum.IsDefined(Tls), "tls_mode", "is not a mode that this server knows.")
        .AddIf(Tls == TlsMode.Disable && !IsLoopback(Host), "tls_mode", "leaves the password and all rows unprotected on the network; DISABLE is taken for a loopback host only.")
        .Add("root_certificate", CheckRootCertificate())
        .AddIf(Role == InstanceRole.Unspecified || !Enum.IsDefined(Role), "role", "is required: PRIMARY, STANDBY or REPLICA.")
        .AddIf(Priority is < 1 or > 1_000, "priority", "is out of range; give 1 to 1,000, or 0 for 100.")
        .AddIf(!Enum.IsDefined(Status), "status", "is not a status that this server knows: ACTIVE or DISABLED.")
        .ToImmutable();

    /// <summary>True for the names and addresses of this machine.</summary>
    public static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private string? CheckHost() => TextRules.CheckLine(Host, HostLengthMax)
        ?? (Uri.CheckHostName(Host) == UriHostNameType.Unknown ? "is not a host name or an IP address; give it without scheme, port and database." : null);

    private string? CheckRootCertificate()
    {
        if (RootCertificate.Length == 0)
        {
            return null;
        }

        if (RootCertificate.Length > RootCertificateLengthMax)
        {
            return "is longer than 64 KiB.";
        }

        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(RootCertificate);
            return certificates.Count == 0 ? "has no certificate; it looks like -----BEGIN CERTIFICATE----- ..." : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return "is not a certificate in PEM.";
        }
        finally
        {
            foreach (var certificate in certificates)
            {
                certificate.Dispose();
            }
        }
    }
}
