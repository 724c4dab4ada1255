using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Projects;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Clusters;

/// <summary>Records a standard cluster of Helix; it runs once it is deployed to. Add-HelixCloud does the same and writes it into helix.toml.</summary>
/// <example>
/// <code>New-HelixCluster prod -Project orders</code>
/// <para>Records a cluster in the default region.</para>
/// </example>
/// <example>
/// <code>Get-HelixProject orders | New-HelixCluster -Name dev -Region eu-central-1 -BuildMode Dev</code>
/// <para>Takes the project from the pipeline.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "HelixCluster", SupportsShouldProcess = true)]
[OutputType(typeof(HelixCluster))]
public sealed class NewHelixClusterCommand : NewCommand<V1.Cluster, HelixCluster>
{
    /// <summary>1 to 32 letters, digits, hyphens and underscores; unique in the project.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Field("name")]
    public string Name { get; set; } = "";

    /// <summary>The project, by name or id.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ProjectId")]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    [Field("project_id")]
    [NameOf(typeof(ProjectResource))]
    public string Project { get; set; } = "";

    /// <summary>Where it runs; without it the server's default. Get-HelixRegion lists them.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("region")]
    public string? Region { get; set; }

    /// <summary>How queries are compiled; Release by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("build_mode")]
    public HelixBuildMode BuildMode { get; set; } = HelixBuildMode.Release;

    internal override void Complete(V1.Cluster message)
    {
        if (message.BuildMode is V1.BuildMode.Unspecified)
        {
            message.BuildMode = (V1.BuildMode)BuildMode;
        }
    }

    internal override Resource<V1.Cluster, HelixCluster> Resource => KnownResources.Get<ClusterResource>();
}
