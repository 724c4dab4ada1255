using OrleansSync.PowerShell.Resources;
using OrleansSync.PowerShell.Secrets;

namespace OrleansSync.PowerShell.Instances;

/// <summary>A PostgreSQL server that has a copy of a database.</summary>
[View("Name", "Host", "Port", "Role", "Status", "Health.IsReachable", "Health.Problem", "Id")]
public sealed record OSyncInstance
{
    /// <summary>Its id, a UUID.</summary>
    public string Id { get; init; } = "";

    /// <summary>The same as Id, under the name that other cmdlets take it by.</summary>
    public string InstanceId => Id;

    /// <summary>Its version; changes with every change.</summary>
    public string Etag { get; init; } = "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>When it was changed last.</summary>
    public DateTimeOffset? UpdateTime { get; init; }

    /// <summary>The id of the database.</summary>
    public string DatabaseId { get; init; } = "";

    /// <summary>1 to 200 characters, unique without regard to case within the database.</summary>
    public string Name { get; init; } = "";

    /// <summary>Host name or IP address, up to 253 characters.</summary>
    public string Host { get; init; } = "";

    /// <summary>1 to 65,535; 0 means 5,432.</summary>
    public int Port { get; init; }

    /// <summary>The role that signs in: 1 to 63 bytes in UTF-8.</summary>
    public string User { get; init; } = "";

    /// <summary>Where the password is kept instead: env:NAME, file:/path, vault:mount/path#field or keyvault:https://...; what is allowed is the server's setting. Read when it is needed, so that it can be rotated without a restart.</summary>
    public string PasswordReference { get; init; } = "";

    /// <summary>True when a password is kept here.</summary>
    public bool HasPassword { get; init; }

    /// <summary>0 means VERIFY_FULL, and for a loopback host PREFER.</summary>
    public OSyncTlsMode TlsMode { get; init; }

    /// <summary>The certificates of the authorities that are trusted, PEM, up to 64 KiB; empty for those of the machine.</summary>
    public string RootCertificate { get; init; } = "";

    /// <summary>A database has at most one active primary.</summary>
    public OSyncInstanceRole Role { get; init; }

    /// <summary>1 to 1,000; 0 means 100. Of standbys, the lower one is tried first.</summary>
    public int Priority { get; init; }

    /// <summary>0 means ACTIVE.</summary>
    public OSyncStatus Status { get; init; }

    /// <summary>What the last check found.</summary>
    public OSyncInstanceHealth? Health { get; init; }

    /// <summary>What may be told of the password that the server keeps; null without one.</summary>
    public OSyncSecretSummary? PasswordSummary { get; init; }

    internal static OSyncInstance From(V1.DatabaseInstance message) => new()
    {
        Id = message.Id,
        Etag = message.Etag,
        CreateTime = message.CreateTime?.ToDateTimeOffset(),
        UpdateTime = message.UpdateTime?.ToDateTimeOffset(),
        DatabaseId = message.DatabaseId,
        Name = message.Name,
        Host = message.Host,
        Port = message.Port,
        User = message.User,
        PasswordReference = message.PasswordReference,
        HasPassword = message.HasPassword,
        TlsMode = (OSyncTlsMode)message.TlsMode,
        RootCertificate = message.RootCertificate,
        Role = (OSyncInstanceRole)message.Role,
        Priority = message.Priority,
        Status = (OSyncStatus)message.Status,
        Health = message.Health is { } health ? OSyncInstanceHealth.From(health) : null,
        PasswordSummary = message.PasswordSummary is { } summary ? OSyncSecretSummary.From(summary) : null,
    };
}
