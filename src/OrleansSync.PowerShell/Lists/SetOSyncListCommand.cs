using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Lists;

/// <summary>Changes the given fields of a list; all others stay.</summary>
/// <example>
/// <code>Set-OSyncList Orders -MarkColumn Deleted</code>
/// <para>Names the column that marks items of deleted rows.</para>
/// </example>
/// <example>
/// <code>Set-OSyncList Orders -Status Disabled</code>
/// <para>Takes a list out of use.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "OSyncList", SupportsShouldProcess = true)]
[OutputType(typeof(OSyncList))]
public sealed class SetOSyncListCommand : SetCommand<V1.SharePointList, OSyncList>
{
    /// <summary>What is changed, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("ListId", "Id")]
    [ArgumentCompleter(typeof(ListCompleter))]
    public string List { get; set; } = "";

    /// <summary>How rows are recognised in it; Provisioned by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("key_mode")]
    public OSyncListKeyMode KeyMode { get; set; }

    /// <summary>The internal name of the column of keys; needed for UserColumn.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("key_column")]
    public string? KeyColumn { get; set; }

    /// <summary>The internal name of a yes/no column that marks items of deleted rows; empty for none.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("mark_column")]
    public string? MarkColumn { get; set; }

    /// <summary>Whether it is in use.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("status")]
    public OSyncStatus Status { get; set; }

    internal override Resource<V1.SharePointList, OSyncList> Resource => KnownResources.Get<ListResource>();

    internal override string Wanted => List;
}
