using System.Runtime.CompilerServices;
using Grpc.Core;
using OrleansSync.PowerShell.Resources;
using OrleansSync.PowerShell.Sessions;
using OrleansSync.PowerShell.Workspaces;

namespace OrleansSync.PowerShell.Projects;

/// <summary>The standard methods of Project.</summary>
internal sealed class ProjectResource : Resource<V1.Project, HelixProject>
{
    /// <inheritdoc/>
    public override string Kind => "project";

    /// <inheritdoc/>
    public override string IdOf(V1.Project message) => message.Id;

    /// <inheritdoc/>
    public override string NameOf(V1.Project message) => message.Name;

    /// <inheritdoc/>
    public override HelixProject ToRecord(V1.Project message) => HelixProject.From(message);

    // The server has no filter here; names are compared by whoever asked.
    /// <inheritdoc/>
    public override string NameFilter(string name) => name;

    /// <inheritdoc/>
    public override AsyncUnaryCall<V1.Project> Get(CallInvoker calls, string id, CallOptions options) => new V1.Projects.ProjectsClient(calls).GetProjectAsync(new V1.GetProjectRequest { Id = id }, options);

    /// <inheritdoc/>
    public override async Task<Page<V1.Project>> ListAsync(CallInvoker calls, ListQuery query, CallOptions options)
    {
        var page = await new V1.Projects.ProjectsClient(calls).ListProjectsAsync(new V1.ListProjectsRequest { PageSize = ListQuery.PageSize, PageToken = query.PageToken, WorkspaceId = query.ParentId }, options);
        return new([.. page.Projects.Where(message => query.Filter.Length == 0 || string.Equals(NameOf(message), query.Filter, StringComparison.OrdinalIgnoreCase))], page.NextPageToken);
    }

    /// <inheritdoc/>
    public override AsyncUnaryCall<V1.Project> Create(CallInvoker calls, Change<V1.Project> change, CallOptions options) => new V1.Projects.ProjectsClient(calls).CreateProjectAsync(
        new V1.CreateProjectRequest { Project = change.Message, RequestId = change.RequestId, ValidateOnly = change.ValidateOnly }, options);

    /// <inheritdoc/>
    public override async IAsyncEnumerable<V1.Project> ListAllAsync(OSyncSession session, string filter, string parentId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (parentId.Length > 0)
        {
            await foreach (var one in base.ListAllAsync(session, filter, parentId, cancellationToken))
            {
                yield return one;
            }

            yield break;
        }

        // The server lists them by workspace only.
        await foreach (var parent in KnownResources.Get<WorkspaceResource>().ListAllAsync(session, "", "", cancellationToken))
        {
            if (session.WorkspaceId.Length == 0 || parent.Id == session.WorkspaceId)
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
