using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace OrleansSync.Postgres.Databases;

/// <summary>Limits on connections to the users' databases. Bound from the section <c>Databases</c>, checked at start.</summary>
public sealed class DatabaseOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Databases";

    /// <summary>Most connections that this server opens to one database at once.</summary>
    [Range(2, 500)]
    public int PoolSizeMax { get; set; } = 10;

    /// <summary>How long a connection that nobody uses stays open; whole seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan IdleLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Oldest age of a connection, after which it is opened anew; whole seconds.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan ConnectionLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Longest wait for a connection, new or from the pool; whole seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait for the answer to a statement; whole seconds. A page or a batch is one statement, and a turn has 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long after a rotation or a fail-over the former connections may still be used by whoever has begun.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan RetireAfter { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How often it is looked again which of two passwords a database takes, during a rotation.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RotationPeriod { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Longest connection test after the connection is open.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>How often each declared instance is checked.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan HealthPeriod { get; set; } = TimeSpan.FromMinutes(1);
}

[OptionsValidator]
internal sealed partial class DatabaseOptionsValidator : IValidateOptions<DatabaseOptions>;
