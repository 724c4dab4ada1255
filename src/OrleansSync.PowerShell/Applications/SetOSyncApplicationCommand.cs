using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Applications;

/// <summary>Changes the given fields of a application; all others stay.</summary>
/// <example>
/// <code>Set-OSyncApplication Shop -Owner Grace</code>
/// <para>Gives an application to somebody else.</para>
/// </example>
/// <example>
/// <code>Get-OSyncApplication -Filter 'owner = "Ada"' | Set-OSyncApplication -Owner Grace</code>
/// <para>Does so for all of one owner; what was changed since it was read is refused.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "OSyncApplication", SupportsShouldProcess = true)]
[OutputType(typeof(OSyncApplication))]
public sealed class SetOSyncApplicationCommand : SetCommand<V1.Application, OSyncApplication>
{
    /// <summary>What is changed, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("ApplicationId", "Id")]
    [ArgumentCompleter(typeof(ApplicationCompleter))]
    public string Application { get; set; } = "";

    /// <summary>1 to 200 characters, unique among applications without regard to case.</summary>
    [Parameter]
    [Alias("NewName")]
    [Field("name")]
    public string? Name { get; set; }

    /// <summary>Up to 4,000 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("description")]
    public string? Description { get; set; }

    /// <summary>Who answers for it; up to 200 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("owner")]
    public string? Owner { get; set; }

    internal override Resource<V1.Application, OSyncApplication> Resource => KnownResources.Get<ApplicationResource>();

    internal override string Wanted => Application;
}
