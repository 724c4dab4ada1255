using System.Runtime.CompilerServices;
using Grpc.Core;
using OrleansSync.PowerShell.Projects;
using OrleansSync.PowerShell.Resources;
using OrleansSync.PowerShell.Sessions;

namespace OrleansSync.PowerShell.Clusters;

/// <summary>The standard methods of Cluster.</summary>
internal sealed class ClusterResource : Resource<V1.Cluster, HelixCluster>
{
    /// <inheritdoc/>
    public override string Kind => "cluster";

    /// <inheritdoc/>
    public override string IdOf(V1.Cluster message) => message.Id;

    /// <inheritdoc/>
    public override string NameOf(V1.Cluster message) => message.Name;

    /// <inheritdoc/>
    public override HelixCluster ToRecord(V1.Cluster message) => HelixCluster.From(message);

    // The server has no filter here; names are compared by whoever asked.
    /// <inheritdoc/>
    public override string NameFilter(string name) => name;

    /// <inheritdoc/>
    public override AsyncUnaryCall<V1.Cluster> Get(CallInvoker calls, string id, CallOptions options) => new V1.Clusters.ClustersClient(calls).GetClusterAsync(new V1.GetClusterRequest { Id = id }, options);

    /// <inheritdoc/>
    public override async Task<Page<V1.Cluster>> ListAsync(CallInvoker calls, ListQuery query, CallOptions options)
    {
        var page = await new V1.Clusters.ClustersClient(calls).ListClustersAsync(new V1.ListClustersRequest { PageSize = ListQuery.PageSize, PageToken = query.PageToken, ProjectId = query.ParentId }, options);
        return new([.. page.Clusters.Where(message => query.Filter.Length == 0 || string.Equals(NameOf(message), query.Filter, StringComparison.OrdinalIgnoreCase))], page.NextPageToken);
    }

    /// <inheritdoc/>
    public override AsyncUnaryCall<V1.Cluster> Create(CallInvoker calls, Change<V1.Cluster> change, CallOptions options) => new V1.Clusters.ClustersClient(calls).CreateClusterAsync(
        new V1.CreateClusterRequest { Cluster = change.Message, RequestId = change.RequestId, ValidateOnly = change.ValidateOnly }, options);

    /// <inheritdoc/>
    public override async IAsyncEnumerable<V1.Cluster> ListAllAsync(OSyncSession session, string filter, string parentId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (parentId.Length > 0)
        {
            await foreach (var one in base.ListAllAsync(session, filter, parentId, cancellationToken))
            {
                yield return one;
            }

            yield break;
        }

        // The server lists them by project only.
        await foreach (var parent in KnownResources.Get<ProjectResource>().ListAllAsync(session, "", session.WorkspaceId, cancellationToken))
        {
            if (session.WorkspaceId.Length == 0 || parent.WorkspaceId == session.WorkspaceId)
            {
                await foreach (var one in base.ListAllAsync(session, filter, parent.Id, cancellationToken))
                {
                    yield return one;
                }
            }
        }
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<string>> ListNamesAsync(OSyncSession session, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        await foreach (var one in ListAllAsync(session, "", "", cancellationToken))
        {
            names.Add(one.Name);
        }

        return names;
    }
}
