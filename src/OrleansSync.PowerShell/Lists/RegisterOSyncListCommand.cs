using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;
using OrleansSync.PowerShell.Sites;

namespace OrleansSync.PowerShell.Lists;

/// <summary>Declares a list that is there already in its site.</summary>
/// <example>
/// <code>Register-OSyncList Customers -Site https://contoso.sharepoint.com/sites/Team -KeyMode UserColumn -KeyColumn RowKey</code>
/// <para>Declares a list that people made.</para>
/// </example>
/// <example>
/// <code>Find-OSyncList -Site https://contoso.sharepoint.com/sites/Team | Where-Object DisplayName -like Order* | Register-OSyncList -Site https://contoso.sharepoint.com/sites/Team</code>
/// <para>Declares several that are there.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Register, "OSyncList", SupportsShouldProcess = true)]
[OutputType(typeof(OSyncList))]
public sealed class RegisterOSyncListCommand : NewCommand<V1.SharePointList, OSyncList>
{
    /// <summary>The site that it is in, by address or id.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("SiteId")]
    [Field("site_id")]
    [NameOf(typeof(SiteResource))]
    [ArgumentCompleter(typeof(SiteCompleter))]
    public string Site { get; set; } = "";

    /// <summary>Its display name; give this or ListGuid.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Field("display_name")]
    public string? DisplayName { get; set; }

    /// <summary>Its GUID; give this or DisplayName.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("list_guid")]
    public string? ListGuid { get; set; }

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
}
