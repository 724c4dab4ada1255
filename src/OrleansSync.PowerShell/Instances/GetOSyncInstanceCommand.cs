using System.Management.Automation;
using OrleansSync.PowerShell.Databases;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Instances;

/// <summary>Gets database instances: all, by name, by pattern or by id.</summary>
/// <example>
/// <code>Get-OSyncInstance</code>
/// <para>Gets all instances and what their last check found.</para>
/// </example>
/// <example>
/// <code>Get-OSyncDatabase Orders | Get-OSyncInstance</code>
/// <para>Gets those of a database.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "OSyncInstance")]
[OutputType(typeof(OSyncInstance))]
public sealed class GetOSyncInstanceCommand : FilteredGetCommand<V1.DatabaseInstance, OSyncInstance>
{
    /// <summary>Names, patterns with * and ?, or ids.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(InstanceCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The id, as objects of the pipeline bring it along.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? InstanceId { get; set; }

    /// <summary>Only those of this one, by name or id.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("DatabaseId")]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public string? Database { get; set; }

    internal override Resource<V1.DatabaseInstance, OSyncInstance> Resource => KnownResources.Get<InstanceResource>();

    internal override string[]? Wanted => InstanceId is { Length: > 0 } id ? [id] : Name;

    internal override (Resource Resource, string NameOrId)? Parent => Database is { Length: > 0 } parent && string.IsNullOrEmpty(InstanceId) ? (KnownResources.Get<DatabaseResource>(), parent) : null;
}
