using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Applications;

/// <summary>Declares a new application.</summary>
/// <example>
/// <code>New-OSyncApplication Shop -Owner Ada</code>
/// <para>Declares an application.</para>
/// </example>
/// <example>
/// <code>Import-Csv applications.csv | New-OSyncApplication</code>
/// <para>Declares one for each line of a file with the columns Name, Owner and Description.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "OSyncApplication", SupportsShouldProcess = true)]
[OutputType(typeof(OSyncApplication))]
public sealed class NewOSyncApplicationCommand : NewCommand<V1.Application, OSyncApplication>
{
    /// <summary>1 to 200 characters, unique among applications without regard to case.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Field("name")]
    public string Name { get; set; } = "";

    /// <summary>Up to 4,000 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("description")]
    public string? Description { get; set; }

    /// <summary>Who answers for it; up to 200 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("owner")]
    public string? Owner { get; set; }

    internal override Resource<V1.Application, OSyncApplication> Resource => KnownResources.Get<ApplicationResource>();
}
