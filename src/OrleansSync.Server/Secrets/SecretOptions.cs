using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace OrleansSync.Server.Secrets;

/// <summary>How secrets are kept and read. Bound from the section <c>Secrets</c>, checked at start.</summary>
internal sealed class SecretOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Secrets";

    /// <summary>
    /// 32 random bytes in base64 that encrypt the keys of stored secrets. All servers on one metastore need the same. Without this and
    /// <see cref="KeyFile"/> the first server makes a key and keeps it in its data directory.
    /// </summary>
    public string Key { get; set; } = "";

    /// <summary>A file that holds what <see cref="Key"/> would.</summary>
    public string KeyFile { get; set; } = "";

    /// <summary>How long a value is kept once it was read: a rotation elsewhere takes effect within this time.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How much longer a value is used while its source cannot be reached.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan KeepOnFailure { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Largest secret, in bytes.</summary>
    [Range(64, 1_048_576)]
    public int SizeMax { get; set; } = 65_536;

    /// <summary>Variables that <c>env:</c> may read begin so; at least one character, so that not every variable can be read by whoever may declare a database.</summary>
    [Required]
    public string AllowedEnvironmentPrefix { get; set; } = "ORLEANSSYNC_SECRET_";

    /// <summary>The folder that <c>file:</c> may read; empty: none.</summary>
    public string AllowedDirectory { get; set; } = "";

    /// <summary>How long before its end a stored secret is warned of.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00")]
    public TimeSpan ExpiryWarning { get; set; } = TimeSpan.FromDays(14);

    /// <summary>How often ends are looked at.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ExpiryPeriod { get; set; } = TimeSpan.FromHours(6);

    /// <summary>Longest wait for Vault or Key Vault, repetitions included.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:25")]
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>Repetitions of a call to Vault or Key Vault that failed for now.</summary>
    [Range(0, 10)]
    public int ReadRetriesMax { get; set; } = 3;

    /// <summary>The delay before the first repetition, unless the answer names one; it doubles each time.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:10")]
    public TimeSpan ReadRetryDelay { get; set; } = TimeSpan.FromMilliseconds(250);
}

[OptionsValidator]
internal sealed partial class SecretOptionsValidator : IValidateOptions<SecretOptions>;
