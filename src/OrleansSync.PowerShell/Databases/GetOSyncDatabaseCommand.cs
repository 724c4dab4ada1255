using System.Management.Automation;
using OrleansSync.PowerShell.Applications;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Databases;

/// <summary>Gets databases: all, by name, by pattern or by id.</summary>
/// <example>
/// <code>Get-OSyncDatabase</code>
/// <para>Gets all databases.</para>
/// </example>
/// <example>
/// <code>Get-OSyncApplication Shop | Get-OSyncDatabase</code>
/// <para>Gets those of an application.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "OSyncDatabase")]
[OutputType(typeof(OSyncDatabase))]
public sealed class GetOSyncDatabaseCommand : FilteredGetCommand<V1.Database, OSyncDatabase>
{
    /// <summary>Names, patterns with * and ?, or ids.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The id, as objects of the pipeline bring it along.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? DatabaseId { get; set; }

    /// <summary>Only those of this one, by name or id.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ApplicationId")]
    [ArgumentCompleter(typeof(ApplicationCompleter))]
    public string? Application { get; set; }

    internal override Resource<V1.Database, OSyncDatabase> Resource => KnownResources.Get<DatabaseResource>();

    internal override string[]? Wanted => DatabaseId is { Length: > 0 } id ? [id] : Name;

    internal override (Resource Resource, string NameOrId)? Parent => Application is { Length: > 0 } parent && string.IsNullOrEmpty(DatabaseId) ? (KnownResources.Get<ApplicationResource>(), parent) : null;
}
