using System.Management.Automation;
using System.Security;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Instances;

/// <summary>Changes the given fields of a database instance; all others stay.</summary>
/// <example>
/// <code>Set-OSyncInstance primary -Password (Read-Host -AsSecureString)</code>
/// <para>Rotates a password: both are tried until the database takes the new one only.</para>
/// </example>
/// <example>
/// <code>Get-OSyncInstance -Database Orders | Set-OSyncInstance -Status Disabled</code>
/// <para>Takes all instances of a database out of use.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "OSyncInstance", SupportsShouldProcess = true)]
[OutputType(typeof(OSyncInstance))]
public sealed class SetOSyncInstanceCommand : SetCommand<V1.DatabaseInstance, OSyncInstance>
{
    /// <summary>What is changed, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("InstanceId", "Id")]
    [ArgumentCompleter(typeof(InstanceCompleter))]
    public string Instance { get; set; } = "";

    /// <summary>1 to 200 characters, unique without regard to case within the database.</summary>
    [Parameter]
    [Alias("NewName")]
    [Field("name")]
    public string? Name { get; set; }

    /// <summary>Host name or IP address, up to 253 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Host")]
    [Field("host")]
    public string? HostName { get; set; }

    /// <summary>1 to 65,535; 0 means 5,432.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("port")]
    public int Port { get; set; }

    /// <summary>The role that signs in: 1 to 63 bytes in UTF-8.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("user")]
    public string? User { get; set; }

    /// <summary>The role's password. The server keeps it encrypted and never gives it back; at most one of Password and PasswordReference.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("password")]
    public SecureString? Password { get; set; }

    /// <summary>When the other side stops taking the password that is given with it; the server warns before.</summary>
    [Parameter]
    [Field("password_expire_time")]
    public DateTimeOffset? PasswordExpireTime { get; set; }

    /// <summary>Where the password is kept instead: env:NAME, file:/path, vault:mount/path#field or keyvault:https://...; what is allowed is the server's setting. Read when it is needed, so that it can be rotated without a restart.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("password_reference")]
    public string? PasswordReference { get; set; }

    /// <summary>How the connection is secured. By default VerifyFull, and for a loopback host Prefer.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("tls_mode")]
    public OSyncTlsMode TlsMode { get; set; }

    /// <summary>The certificates of the authorities that are trusted, PEM, up to 64 KiB; empty for those of the machine.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("root_certificate")]
    public string? RootCertificate { get; set; }

    /// <summary>What it is to its database. A database has at most one active primary.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("role")]
    public OSyncInstanceRole Role { get; set; }

    /// <summary>1 to 1,000; 0 means 100. Of standbys, the lower one is tried first.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("priority")]
    public int Priority { get; set; }

    /// <summary>Whether it is in use.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("status")]
    public OSyncStatus Status { get; set; }

    internal override Resource<V1.DatabaseInstance, OSyncInstance> Resource => KnownResources.Get<InstanceResource>();

    internal override string Wanted => Instance;
}
