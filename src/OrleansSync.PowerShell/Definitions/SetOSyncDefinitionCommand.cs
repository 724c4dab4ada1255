using System.Management.Automation;
using OrleansSync.PowerShell.Databases;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Lists;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Definitions;

/// <summary>Changes the given fields of a definition; all others stay.</summary>
/// <example>
/// <code>Set-OSyncDefinition orders -Interval 00:01:00</code>
/// <para>Lets a definition run every minute.</para>
/// </example>
/// <example>
/// <code>Get-OSyncDefinition orders | Set-OSyncDefinition -PushDeletes Mark -PassThru</code>
/// <para>Marks items of deleted rows from now on; refused if somebody changed the definition since it was read.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "OSyncDefinition", SupportsShouldProcess = true)]
[OutputType(typeof(OSyncDefinition))]
public sealed class SetOSyncDefinitionCommand : SetCommand<V1.SyncDefinition, OSyncDefinition>
{
    /// <summary>What is changed, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("DefinitionId", "Id")]
    [ArgumentCompleter(typeof(DefinitionCompleter))]
    public string Definition { get; set; } = "";

    /// <summary>1 to 200 characters, unique among definitions without regard to case.</summary>
    [Parameter]
    [Alias("NewName")]
    [Field("name")]
    public string? Name { get; set; }

    /// <summary>Up to 4,000 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("description")]
    public string? Description { get; set; }

    /// <summary>Which way changes flow.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("direction")]
    public OSyncDirection Direction { get; set; }

    /// <summary>The database of the table, by name or id. Without it the definition is a draft that cannot run.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("DatabaseId")]
    [Field("database_id")]
    [NameOf(typeof(DatabaseResource))]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public string? Database { get; set; }

    /// <summary>The schema of the table, without quotes.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("table.schema")]
    public string? Schema { get; set; }

    /// <summary>The table, without quotes.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("table.table")]
    public string? Table { get; set; }

    /// <summary>The declared list of rows that no route takes, by name or id.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ListId")]
    [Field("list.sharepoint_list_id")]
    [NameOf(typeof(ListResource))]
    [ArgumentCompleter(typeof(ListCompleter))]
    public string? List { get; set; }

    /// <summary>Further lists: a row goes to the first one whose condition is true, else to the list of the definition. Up to 100; New-OSyncRoute makes one.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("targets")]
    public OSyncRoute[]? Route { get; set; }

    /// <summary>Which column belongs to which field. Up to 500; New-OSyncFieldMapping makes one, New-OSyncList and Get-OSyncMappingProposal give them.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("FieldMappings")]
    [Field("field_mappings")]
    public OSyncFieldMapping[]? FieldMapping { get; set; }

    /// <summary>Internal names of mapped fields by which items that are there already are taken for rows; by default those of mappings with IsKey, else of the key.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("match_fields")]
    public string[]? MatchField { get; set; }

    /// <summary>How rows are told apart; PrimaryKey by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("key.strategy")]
    public OSyncKeyStrategy KeyStrategy { get; set; }

    /// <summary>The unique constraint or index, for UNIQUE_CONSTRAINT.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("key.constraint")]
    public string? KeyConstraint { get; set; }

    /// <summary>The columns of the key in order, for CompositeColumns.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("key.columns")]
    public string[]? KeyColumn { get; set; }

    /// <summary>How changes are followed; Keyset when a cursor column is named, else FullScan.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("cursor.strategy")]
    public OSyncCursorStrategy CursorStrategy { get; set; }

    /// <summary>For KEYSET: a timestamp, date, number or UUID of version 7 that grows with every change.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("cursor.column")]
    public string? CursorColumn { get; set; }

    /// <summary>The time zone of a date or a timestamp without one, by its IANA name; empty means UTC.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("cursor.time_zone")]
    public string? CursorTimeZone { get; set; }

    /// <summary>Who wins when both sides changed a row; SourceWins by default. See about_OrleansSync_Conflicts.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("conflict_policy")]
    public OSyncConflictPolicy ConflictPolicy { get; set; }

    /// <summary>For LATEST_WINS: how far apart two changes have to be, 0 to 1 hour.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("conflict_skew")]
    public TimeSpan? ConflictSkew { get; set; }

    /// <summary>For LatestWins and FieldMerge: who wins where that does not tell; Source by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("conflict_tie")]
    public OSyncConflictTie ConflictTie { get; set; }

    /// <summary>What the delete of a row means for its item; Propagate by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("push_deletes")]
    public OSyncDeletePolicy PushDeletes { get; set; }

    /// <summary>What the delete of an item means for its row; Ignore by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("pull_deletes")]
    public OSyncDeletePolicy PullDeletes { get; set; }

    /// <summary>More deletes than this in one run stop it until Confirm-OSyncRun answers. By default 500, or 10 per cent.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("delete_guard.count_max")]
    public long? DeleteCountMax { get; set; }

    /// <summary>A larger share of deletes, in per cent, stops a run until Confirm-OSyncRun answers.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("delete_guard.percent_max")]
    public int? DeletePercentMax { get; set; }

    /// <summary>What a one-way push does about people's edits of its items; Keep by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("foreign_edits")]
    public OSyncForeignEdits ForeignEdits { get; set; }

    /// <summary>Who answers for it; up to 200 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("owner")]
    public string? Owner { get; set; }

    /// <summary>From the end of a run to the begin of the next by itself: 10 seconds to 7 days. Without it, it runs only when it is started.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("schedule.interval")]
    public TimeSpan? Interval { get; set; }

    /// <summary>How often the whole table is compared: 1 hour to 30 days; once a day by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("schedule.reconcile_every")]
    public TimeSpan? ReconcileEvery { get; set; }

    internal override Resource<V1.SyncDefinition, OSyncDefinition> Resource => KnownResources.Get<DefinitionResource>();

    internal override string Wanted => Definition;
}
