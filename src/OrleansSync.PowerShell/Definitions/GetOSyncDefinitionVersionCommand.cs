using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Definitions;

/// <summary>Gets the versions of a definition, the newest first: who changed it when, and to what.</summary>
/// <example>
/// <code>Get-OSyncDefinitionVersion orders</code>
/// <para>Gets all versions.</para>
/// </example>
/// <example>
/// <code>(Get-OSyncDefinitionVersion orders)[1].Definition.FieldMapping</code>
/// <para>Shows the mappings before the last change.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "OSyncDefinitionVersion")]
[OutputType(typeof(OSyncDefinitionVersion))]
public sealed class GetOSyncDefinitionVersionCommand : ServerCommand
{
    /// <summary>The definition, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("DefinitionId", "Id")]
    [ArgumentCompleter(typeof(DefinitionCompleter))]
    public string Definition { get; set; } = "";

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        Target = Definition;
        var id = await ResolveAsync(KnownResources.Get<DefinitionResource>(), Definition, cancellationToken);
        var token = "";
        do
        {
            var request = new V1.ListSyncDefinitionVersionsRequest { Id = id, PageSize = ListQuery.PageSize, PageToken = token };
            var page = await CallAsync((calls, options) => new V1.SyncDefinitions.SyncDefinitionsClient(calls).ListSyncDefinitionVersionsAsync(request, options), cancellationToken);
            foreach (var version in page.Versions)
            {
                World.Write(OSyncDefinitionVersion.From(version));
            }

            token = page.NextPageToken;
        }
        while (token.Length > 0);
    }
}
