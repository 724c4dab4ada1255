using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Definitions;

/// <summary>Gets definitions: all, by name, by pattern or by id.</summary>
/// <example>
/// <code>Get-OSyncDefinition</code>
/// <para>Gets all definitions.</para>
/// </example>
/// <example>
/// <code>Get-OSyncDefinition orders* | Start-OSyncRun -Wait</code>
/// <para>Runs several, one after the other.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "OSyncDefinition")]
[OutputType(typeof(OSyncDefinition))]
public sealed class GetOSyncDefinitionCommand : FilteredGetCommand<V1.SyncDefinition, OSyncDefinition>
{
    /// <summary>Names, patterns with * and ?, or ids.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DefinitionCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The id, as objects of the pipeline bring it along.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? DefinitionId { get; set; }

    internal override Resource<V1.SyncDefinition, OSyncDefinition> Resource => KnownResources.Get<DefinitionResource>();

    internal override string[]? Wanted => DefinitionId is { Length: > 0 } id ? [id] : Name;
}
