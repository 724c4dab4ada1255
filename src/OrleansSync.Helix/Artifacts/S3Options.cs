using System.ComponentModel.DataAnnotations;

namespace OrleansSync.Helix.Artifacts;

/// <summary>An S3 bucket for artifacts. Bound from the section <c>HelixS3</c>, checked at start. Credentials come from the AWS environment unless they are given here.</summary>
public sealed class S3Options
{
    /// <summary>The section's name.</summary>
    public const string Section = "HelixS3";

    /// <summary>The bucket; it must exist.</summary>
    public string Bucket { get; set; } = "";

    /// <summary>The region, for instance <c>us-east-1</c>.</summary>
    [Required]
    public string Region { get; set; } = "us-east-1";

    /// <summary>The address of another S3-compatible service; empty is AWS. Then buckets are named in the path.</summary>
    public string Endpoint { get; set; } = "";

    /// <summary>The id of the access key; empty takes the AWS environment.</summary>
    public string AccessKeyId { get; set; } = "";

    /// <summary>The secret of the access key.</summary>
    public string SecretAccessKey { get; set; } = "";

    /// <summary>Put before every key; empty, or ends in a slash.</summary>
    [RegularExpression("|[A-Za-z0-9_./-]{1,200}/")]
    public string Prefix { get; set; } = "";

    /// <summary>Longest call.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the client repeats a call that failed for a passing reason.</summary>
    [Range(0, 10)]
    public int RetriesMax { get; set; } = 3;
}
