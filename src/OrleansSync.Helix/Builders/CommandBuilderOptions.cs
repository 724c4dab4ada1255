using System.ComponentModel.DataAnnotations;

namespace OrleansSync.Helix.Builders;

/// <summary>The program that builds queries. Bound from the section <c>HelixBuild</c>, checked at start.</summary>
public sealed class CommandBuilderOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "HelixBuild";

    /// <summary>
    /// The program and its arguments, separated by blanks; a part in double quotes is one. It runs in a folder of its own that holds the source
    /// below <c>source/</c>, <c>helix.toml</c>, and <c>queries.json</c> for an enterprise cluster, with HELIX_BUILD_MODE, HELIX_INSTANCE and the
    /// env_vars in its environment and nothing of the server's but PATH. A line <c>::progress N</c> of its output is a percentage. 0 is success.
    /// </summary>
    public string Command { get; set; } = "";

    /// <summary>Where the folders are; empty is the system's folder for temporary files.</summary>
    public string WorkDirectory { get; set; } = "";

    /// <summary>Longest build; then the program and its children are killed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Lines of output that are kept; what comes after them is counted only.</summary>
    [Range(1, 1_000_000)]
    public int OutputLinesMax { get; set; } = 10_000;

    /// <summary>Builds at the same time; others wait.</summary>
    [Range(1, 1000)]
    public int ConcurrentMax { get; set; } = 2;
}
