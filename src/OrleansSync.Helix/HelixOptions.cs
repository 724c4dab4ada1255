using System.ComponentModel.DataAnnotations;

namespace OrleansSync.Helix;

/// <summary>Limits and choices of Helix projects. Bound from the section <c>Helix</c>, checked at start.</summary>
public sealed class HelixOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Helix";

    /// <summary>Files of one deploy.</summary>
    [Range(1, 100_000)]
    public int SourceFilesMax { get; set; } = 2000;

    /// <summary>Bytes of one deploy, all that is sent together.</summary>
    [Range(1024, 256 * 1024 * 1024)]
    public int SourceBytesMax { get; set; } = 20 * 1024 * 1024;

    /// <summary>Clusters that one call lists at most.</summary>
    [Range(1, 100_000)]
    public int ListMax { get; set; } = 5000;

    /// <summary>Where a cluster answers; <c>{cluster_id}</c> stands for its id.</summary>
    [Required]
    public string ClusterUrl { get; set; } = "https://{cluster_id}.clusters.localhost";

    /// <summary>The region of a cluster that names none.</summary>
    [Required]
    public string RegionDefault { get; set; } = "us-east-1";

    /// <summary>Regions that a cluster may be in besides <see cref="RegionDefault"/>.</summary>
    public IList<string> Regions { get; } = [];

    /// <summary>All regions, the default one first, each once.</summary>
    public IReadOnlyList<string> AllRegions => [.. Regions.Prepend(RegionDefault).Distinct(StringComparer.Ordinal)];

    /// <summary>Memory of a standard cluster in GB, as callers are told.</summary>
    [Range(1u, 65_536u)]
    public uint ClusterMemoryGb { get; set; } = 4;

    /// <summary>Processors of a standard cluster, as callers are told.</summary>
    [Range(0.1, 1024)]
    public float ClusterVcpus { get; set; } = 2;

    /// <summary>The plan of a new workspace.</summary>
    [Required]
    public string PlanDefault { get; set; } = "free";

    /// <summary>Whether a new workspace has billing, without which no cluster is created in it.</summary>
    public bool BillingDefault { get; set; } = true;

    /// <summary><c>directory</c> or <c>s3</c>.</summary>
    [RegularExpression("directory|s3")]
    public string ArtifactStore { get; set; } = "directory";

    /// <summary><c>none</c> or <c>command</c>.</summary>
    [RegularExpression("none|command")]
    public string Builder { get; set; } = "none";

    /// <summary>Pause before a failed step of a deployment is done again; it doubles with each attempt.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait of one call for events of a deployment; a caller's stream makes many.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:25")]
    public TimeSpan WatchWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Between two looks for new lines of a cluster's log.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan LogPoll { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How far before the newest line a live log begins.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan LogBackfill { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Lines of a log that one answer has at most.</summary>
    [Range(1, 10_000)]
    public int LogLinesMax { get; set; } = 1000;

    /// <summary>How long a person has to confirm a sign-in.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:30:00")]
    public TimeSpan SignInTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Signs everybody in who asks, as one person, without asking GitHub: for development. The server takes it only while it listens on this machine alone.
    /// </summary>
    public bool SignInForDevelopment { get; set; }

    /// <summary>Ends a deploy's stream with <c>deployed</c> or <c>redeployed</c> in place of <c>done</c>: for CLIs from before December 2025.</summary>
    public bool EventsOfOldClients { get; set; }
}
