using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Workspaces;

/// <summary>Creates a workspace of Helix. Needs the role Admin.</summary>
/// <example>
/// <code>New-HelixWorkspace Sales -UrlSlug sales -Type Organization</code>
/// <para>Creates a workspace.</para>
/// </example>
/// <example>
/// <code>New-HelixWorkspace Mine -UrlSlug mine -Type Personal -WhatIf</code>
/// <para>Lets the server check it without making it.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "HelixWorkspace", SupportsShouldProcess = true)]
[OutputType(typeof(HelixWorkspace))]
public sealed class NewHelixWorkspaceCommand : NewCommand<V1.Workspace, HelixWorkspace>
{
    /// <summary>1 to 64 characters.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Field("name")]
    public string Name { get; set; } = "";

    /// <summary>1 to 64 of a-z, 0-9 and hyphens; unique; never changes.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Field("url_slug")]
    public string UrlSlug { get; set; } = "";

    /// <summary>Who it is for; only Enterprise has enterprise clusters.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [Field("type")]
    public HelixWorkspaceType Type { get; set; }

    /// <summary>The plan as the operator calls it; without it the server's default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("plan")]
    public string? Plan { get; set; }

    /// <summary>Whether it has billing; without billing no project and no cluster is created.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("has_billing")]
    public bool HasBilling { get; set; }

    internal override Resource<V1.Workspace, HelixWorkspace> Resource => KnownResources.Get<WorkspaceResource>();
}
