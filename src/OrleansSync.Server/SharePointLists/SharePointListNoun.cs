using System.Globalization;
using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.SharePointConnections;
using OrleansSync.Engine.SharePointLists;
using OrleansSync.Engine.SharePointSites;
using OrleansSync.Engine.Text;
using OrleansSync.Engine.Values.Lists;
using OrleansSync.Server.Catalog;
using OrleansSync.Server.Requests;

namespace OrleansSync.Server.SharePointLists;

/// <summary>SharePoint lists between the protocol and the engine. A list and its columns are read when it is declared.</summary>
internal sealed class SharePointListNoun(IResources<SiteSpec> sites, ITenantDirectory tenants, IListNumbers numbers) : CatalogNoun<ListSpec, V1.SharePointList>
{
    private const int NameLengthMax = 255;

    public override string Noun => "SharePoint list";

    public override string Field => "sharepoint_list";

    public override string NameField => "list_guid";

    public override IReadOnlySet<string> Given { get; } = MessageDescriptorFields.And("columns", "number");

    protected override string ParentField => "site_id";

    public override V1.SharePointList ToMessage(ListSpec spec) => new()
    {
        SiteId = spec.SiteId.ToString("D"),
        DisplayName = spec.DisplayName,
        ListGuid = spec.ListGuid.ToString("D"),
        KeyMode = (V1.ListKeyMode)spec.KeyMode,
        KeyColumn = spec.KeyColumn,
        MarkColumn = spec.MarkColumn,
        Status = (V1.ResourceStatus)spec.Status,
        Number = spec.Number,
        Columns = { spec.Columns.Select(ToMessage) },
    };

    public override ListSpec ToSpec(V1.SharePointList message, ListSpec? before)
    {
        if (message.ListGuid.Length == 0 && message.DisplayName.Length == 0)
        {
            throw SyncException.Invalid("sharepoint_list.list_guid", "is required, or display_name.");
        }

        if (before is null && message.DisplayName.Length > 0 && TextRules.CheckLine(message.DisplayName, NameLengthMax) is { } problem)
        {
            throw SyncException.Invalid("sharepoint_list.display_name", problem);
        }

        var mode = message.KeyMode == V1.ListKeyMode.Unspecified ? ListKeyMode.Provisioned : (ListKeyMode)message.KeyMode;
        return new(
            RequestFields.ReadId(message.SiteId, "sharepoint_list.site_id"),
            message.ListGuid.Length == 0 ? Guid.Empty : RequestFields.ReadId(message.ListGuid, "sharepoint_list.list_guid"),
            before?.DisplayName ?? message.DisplayName,
            before?.Number ?? 0,
            mode,
            mode == ListKeyMode.UserColumn ? message.KeyColumn : SyncKey.ColumnName,
            message.MarkColumn,
            message.Status == V1.ResourceStatus.Unspecified ? ResourceStatus.Active : (ResourceStatus)message.Status,
            before?.Columns ?? []);
    }

    public override async Task<ListSpec> ResolveAsync(Guid id, ListSpec spec, V1.SharePointList message, ListSpec? before, CancellationToken cancellationToken)
    {
        var known = spec;
        if (before is null)
        {
            var site = await sites.FindAsync(spec.SiteId, cancellationToken) ?? throw SyncException.NotFound("SharePoint site", spec.SiteId);
            known = await ReadAsync(spec, site.Spec, cancellationToken);
        }

        CheckColumns(known);
        return known.Number == 0 ? known with { Number = await numbers.NextAsync(cancellationToken) } : known;
    }

    /// <summary>The list with what its site says of it now.</summary>
    public async Task<ListSpec> ReadAsync(ListSpec spec, SiteSpec site, CancellationToken cancellationToken)
    {
        var found = spec.ListGuid == Guid.Empty
            ? (await tenants.ListListsAsync(site.ConnectionId, site.GraphId, cancellationToken)).FirstOrDefault(list => list.DisplayName.Equals(spec.DisplayName, StringComparison.OrdinalIgnoreCase))
            : await tenants.FindListAsync(site.ConnectionId, site.GraphId, spec.ListGuid, cancellationToken);
        if (found is null)
        {
            throw new SyncException(spec.Number == 0 ? SyncError.NotFound : SyncError.ListGone, "The site has no such list, or the app may not see it.");
        }

        var columns = await tenants.ListColumnsAsync(site.ConnectionId, site.GraphId, found.ListGuid, cancellationToken);
        return spec with { ListGuid = found.ListGuid, DisplayName = found.DisplayName, Columns = columns };
    }

    protected override IEnumerable<FieldViolation> ValidateSpec(ListSpec spec) => spec.Validate();

    protected override IEnumerable<FieldViolation> ValidateChange(ListSpec spec, ListSpec? before) =>
        [.. base.ValidateChange(spec, before), .. before is not null && before.ListGuid != spec.ListGuid ? [new FieldViolation("sharepoint_list.list_guid", "is fixed; declare the other list as well.")] : Array.Empty<FieldViolation>()];

    private static void CheckColumns(ListSpec spec)
    {
        var violations = new List<FieldViolation>();
        if (spec.KeyMode == ListKeyMode.UserColumn && spec.Find(spec.KeyColumn) is not { Column: { Kind: ListColumnKind.Text, IsReadOnly: false }, IsIndexed: true, IsUnique: true })
        {
            violations.Add(new("sharepoint_list.key_column", "must be a single line of text in the list, indexed and unique; give its internal name."));
        }

        if (spec.MarkColumn.Length > 0 && spec.Find(spec.MarkColumn) is not { Column: { Kind: ListColumnKind.Boolean, IsReadOnly: false } })
        {
            violations.Add(new("sharepoint_list.mark_column", "must be a yes/no column of the list; give its internal name."));
        }

        if (violations.Count > 0)
        {
            throw SyncException.Invalid(violations);
        }
    }

    private static V1.SharePointColumn ToMessage(KnownColumn column) => new()
    {
        Name = column.Column.Name,
        DisplayName = column.DisplayName,
        Kind = string.Create(CultureInfo.InvariantCulture, $"{column.Column.Kind}"),
        IsReadOnly = column.Column.IsReadOnly,
        IsIndexed = column.IsIndexed,
        IsUnique = column.IsUnique,
        IsHidden = column.IsHidden,
    };
}
