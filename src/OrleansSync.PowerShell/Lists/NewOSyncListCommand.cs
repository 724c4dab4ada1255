using System.Management.Automation;
using OrleansSync.PowerShell.Databases;
using OrleansSync.PowerShell.Definitions;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;
using OrleansSync.PowerShell.Schemas;
using OrleansSync.PowerShell.Sites;

namespace OrleansSync.PowerShell.Lists;

/// <summary>Makes a list for a table, declares it, and says which mappings belong to it. What is there already is taken when it fits; nothing is ever deleted. With -WhatIf the server plans and changes nothing, and the plan is emitted.</summary>
/// <example>
/// <code>$list = New-OSyncList Orders -Site https://contoso.sharepoint.com/sites/Team -Database Orders -Table public.orders -SkipColumn changed_at</code>
/// <para>Makes a list for a table.</para>
/// </example>
/// <example>
/// <code>New-OSyncList Orders -Site https://contoso.sharepoint.com/sites/Team -Database Orders -Table orders -WhatIf | Select-Object -ExpandProperty Columns</code>
/// <para>Shows what each column would become.</para>
/// </example>
/// <example>
/// <code>New-OSyncList Orders -Site https://contoso.sharepoint.com/sites/Team -Database Orders -Table orders -ColumnChoice (New-OSyncColumnChoice total -Kind Currency) | New-OSyncDefinition orders -Direction Push -Database Orders -Table orders</code>
/// <para>Makes a list and the definition that fills it.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "OSyncList", SupportsShouldProcess = true)]
[OutputType(typeof(OSyncProvisionedList))]
public sealed class NewOSyncListCommand : ServerCommand
{
    /// <summary>Its display name, 1 to 255 characters. A list of that name is completed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string Name { get; set; } = "";

    /// <summary>The site, by address or id.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("SiteId")]
    [ArgumentCompleter(typeof(SiteCompleter))]
    public string Site { get; set; } = "";

    /// <summary>The database, by name or id.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("DatabaseId")]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public string Database { get; set; } = "";

    /// <summary>The table, as schema.table or table.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string Table { get; set; } = "";

    /// <summary>Decisions about single columns; New-OSyncColumnChoice makes one.</summary>
    [Parameter]
    public OSyncColumnChoice[]? ColumnChoice { get; set; }

    /// <summary>Columns of the table that the list is not to have.</summary>
    [Parameter]
    public string[]? SkipColumn { get; set; }

    /// <summary>How rows are recognised in it; Provisioned by default.</summary>
    [Parameter]
    public OSyncListKeyMode KeyMode { get; set; }

    /// <summary>Makes a yes/no column that marks items of deleted rows.</summary>
    [Parameter]
    public SwitchParameter MarkColumn { get; set; }

    /// <summary>Leaves out every column for which there is no choice.</summary>
    [Parameter]
    public SwitchParameter ChosenOnly { get; set; }

    /// <summary>The definition that gets the list in the same step, by name or id; one that has mappings keeps them.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(DefinitionCompleter))]
    public string? Definition { get; set; }

    /// <summary>With -Definition: which rows belong in the list, as in New-OSyncRoute; without it the list takes all rows that no route takes.</summary>
    [Parameter]
    public string? When { get; set; }

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        var table = TableName.Parse(Table);
        var goesOn = Confirms($"list '{Name}' for the table {table.Schema}.{table.Table}", "Create", out var isWhatIf);
        if (!goesOn && !isWhatIf)
        {
            return;
        }

        var request = new V1.ProvisionSharePointListRequest
        {
            SiteId = await ResolveAsync(KnownResources.Get<SiteResource>(), Site, cancellationToken),
            DisplayName = Name,
            DatabaseId = await ResolveAsync(KnownResources.Get<DatabaseResource>(), Database, cancellationToken),
            Table = new V1.TableReference { Schema = table.Schema, Table = table.Table },
            KeyMode = (V1.ListKeyMode)KeyMode,
            HasMarkColumn = IsOn(MarkColumn),
            ChosenOnly = IsOn(ChosenOnly),
            When = When ?? "",
            ValidateOnly = !goesOn,
            RequestId = Server.RequestIds.Next(),
        };
        request.ColumnChoices.AddRange((ColumnChoice ?? []).Select(choice => new V1.ColumnChoice { Column = choice.Column, DisplayName = choice.DisplayName, Kind = choice.Kind, IsIndexed = choice.IsIndexed, ParentSyncDefinitionId = choice.ParentDefinitionId }));
        request.ColumnChoices.AddRange((SkipColumn ?? []).Select(column => new V1.ColumnChoice { Column = column, IsSkipped = true }));
        if (Definition is { Length: > 0 })
        {
            request.SyncDefinition = new V1.SyncDefinition { Id = await ResolveAsync(KnownResources.Get<DefinitionResource>(), Definition, cancellationToken) };
        }

        World.ShowProgress("Making a list", Name, percent: -1, isDone: false);
        var answer = await CallAsync((calls, options) => new V1.SharePointLists.SharePointListsClient(calls).ProvisionSharePointListAsync(request, options), cancellationToken);
        World.ShowProgress("Making a list", Name, percent: 100, isDone: true);
        World.Write(OSyncProvisionedList.From(answer, Name));
    }
}
