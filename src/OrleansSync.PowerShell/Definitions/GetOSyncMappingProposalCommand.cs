using System.Management.Automation;
using OrleansSync.PowerShell.Databases;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Lists;
using OrleansSync.PowerShell.Resources;
using OrleansSync.PowerShell.Schemas;

namespace OrleansSync.PowerShell.Definitions;

/// <summary>Proposes mappings for a table and a list by names and types, each with a confidence and a reason. Changes nothing.</summary>
/// <example>
/// <code>Get-OSyncMappingProposal -Database Orders -Table public.orders -List Orders</code>
/// <para>Shows what belongs together, and what has no counterpart.</para>
/// </example>
/// <example>
/// <code>$mappings = (Get-OSyncMappingProposal -Database Orders -Table orders -List Orders | Where-Object Confidence -ge 80).FieldMapping</code>
/// <para>Keeps those that are nearly certain, for New-OSyncDefinition.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "OSyncMappingProposal")]
[OutputType(typeof(OSyncMappingProposal))]
public sealed class GetOSyncMappingProposalCommand : ServerCommand
{
    /// <summary>The database, by name or id.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("DatabaseId")]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public string Database { get; set; } = "";

    /// <summary>The table, as schema.table or table.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string Table { get; set; } = "";

    /// <summary>The declared list, by name or id.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ListId")]
    [ArgumentCompleter(typeof(ListCompleter))]
    public string List { get; set; } = "";

    /// <summary>Which way changes are to flow; Push by default.</summary>
    [Parameter]
    public OSyncDirection Direction { get; set; }

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        Target = Table;
        var table = TableName.Parse(Table);
        var request = new V1.ProposeFieldMappingsRequest
        {
            DatabaseId = await ResolveAsync(KnownResources.Get<DatabaseResource>(), Database, cancellationToken),
            Table = new V1.TableReference { Schema = table.Schema, Table = table.Table },
            SharepointListId = await ResolveAsync(KnownResources.Get<ListResource>(), List, cancellationToken),
            Direction = (V1.SyncDirection)Direction,
        };
        var answer = await CallAsync((calls, options) => new V1.SyncDefinitions.SyncDefinitionsClient(calls).ProposeFieldMappingsAsync(request, options), cancellationToken);
        foreach (var proposal in answer.Proposals)
        {
            World.Write(OSyncMappingProposal.From(proposal));
        }

        foreach (var column in answer.UnmappedColumns)
        {
            World.Write(new OSyncMappingProposal { Column = column, Reason = "The list has no field for it." });
        }

        foreach (var field in answer.UnmappedFields)
        {
            World.Write(new OSyncMappingProposal { Field = field, Reason = "The table has no column for it." });
        }
    }
}
