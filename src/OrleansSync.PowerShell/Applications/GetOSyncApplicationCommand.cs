using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Applications;

/// <summary>Gets applications: all, by name, by pattern or by id.</summary>
/// <example>
/// <code>Get-OSyncApplication</code>
/// <para>Gets all applications.</para>
/// </example>
/// <example>
/// <code>Get-OSyncApplication -Filter 'owner = "Ada"'</code>
/// <para>Gets those of one owner.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "OSyncApplication")]
[OutputType(typeof(OSyncApplication))]
public sealed class GetOSyncApplicationCommand : FilteredGetCommand<V1.Application, OSyncApplication>
{
    /// <summary>Names, patterns with * and ?, or ids.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ApplicationCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The id, as objects of the pipeline bring it along.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? ApplicationId { get; set; }

    internal override Resource<V1.Application, OSyncApplication> Resource => KnownResources.Get<ApplicationResource>();

    internal override string[]? Wanted => ApplicationId is { Length: > 0 } id ? [id] : Name;
}
