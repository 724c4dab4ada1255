using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using OrleansSync.Engine.Provisioning;
using OrleansSync.Engine.SharePointLists;
using OrleansSync.SharePoint.Columns;
using OrleansSync.SharePoint.Connections;
using OrleansSync.SharePoint.Graph;
using OrleansSync.SharePoint.Items;

namespace OrleansSync.SharePoint.Provisioning;

/// <summary>Makes lists over Graph.</summary>
internal sealed class GraphListProvisioning(GraphConnections connections, ILogger<ListProvisioner> logger) : IListProvisioning
{
    /// <inheritdoc/>
    public async Task<ProvisionedFacts> ProvisionAsync(Guid connectionId, string siteGraphId, ListDeclaration list, CancellationToken cancellationToken)
    {
        var provisioner = new ListProvisioner(new SetupCalls(await connections.GetAsync(connectionId, cancellationToken)), logger);
        var schema = new ListSchema(list.DisplayName, [.. list.Columns.Select(ToDeclared)])
        {
            KeyMode = list.KeyMode == ListKeyMode.Unindexed ? KeyMode.Unindexed : KeyMode.Provisioned,
            HasMark = list.HasMark,
        };
        var made = await provisioner.ProvisionAsync(siteGraphId, schema, cancellationToken);
        return new ProvisionedFacts(
            made.ListGuid, made.Columns.ToImmutableDictionary(column => column.Key, column => GraphTenantDirectory.ToKnown(column.Value)), made.KeyColumn, made.MarkColumn ?? "", made.Made);
    }

    private static DeclaredColumn ToDeclared(ColumnDeclaration column) => new(column.DisplayName, column.Kind)
    {
        Choices = column.Choices,
        IsIndexed = column.IsIndexed,
        LookupList = column.Parent?.ListGuid,
        LookupColumn = column.Parent?.ShownColumn ?? "Title",
    };
}
