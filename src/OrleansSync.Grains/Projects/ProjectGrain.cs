using Microsoft.Extensions.Logging;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Text;
using OrleansSync.Helix.Projects;
using OrleansSync.Helix.Requests;
using OrleansSync.Helix.Workspaces;

namespace OrleansSync.Grains.Projects;

/// <summary>Holds one project, which is a row of the metastore: loaded at activation, changed only through the store.</summary>
internal sealed partial class ProjectGrain(IProjects projects, IWorkspaces workspaces, TimeProvider clock, ILogger<ProjectGrain> logger) : Grain, IProjectGrain
{
    private const string Noun = "project";
    private const string NameField = "project.name";
    private const int NameLengthMax = 64;

    private Project? current;

    private ProjectId Id => new(this.GetPrimaryKey());

    public override async Task OnActivateAsync(CancellationToken cancellationToken) => current = await projects.FindAsync(Id, cancellationToken);

    public Task<Project?> FindAsync(CancellationToken cancellationToken)
    {
        if (current is null)
        {
            DeactivateOnIdle();
        }

        return Task.FromResult(current);
    }

    public async Task<Project> CreateAsync(WorkspaceId workspace, string name, ChangeRequest? request, bool validateOnly, CancellationToken cancellationToken)
    {
        CheckName(name);
        var place = await workspaces.FindAsync(workspace, cancellationToken) ?? throw SyncException.NotFound("workspace", workspace.Value);
        if (!place.HasBilling)
        {
            throw new SyncException(SyncError.BillingRequired, "The workspace has no billing; set it up, then create the project.");
        }

        var now = clock.Now();
        var created = new Project(Id, 1, workspace, name, now, now);
        if (validateOnly)
        {
            DeactivateOnIdle();
            return await projects.IsNameTakenAsync(workspace, name, cancellationToken) ? throw SyncException.NameTaken(Noun, NameField) : created;
        }

        var saved = await SaveAsync(() => projects.CreateAsync(created, request, cancellationToken));
        if (saved.Id == Id)
        {
            LogCreated(Id, workspace);
        }

        return saved;
    }

    public async Task<Project> RenameAsync(string name, string etag, bool validateOnly, CancellationToken cancellationToken)
    {
        if (current is not { } known)
        {
            DeactivateOnIdle();
            throw SyncException.NotFound(Noun, Id.Value);
        }

        if (etag.Length > 0 && etag != known.Etag)
        {
            throw SyncException.EtagMismatch(Noun);
        }

        CheckName(name);
        if (name == known.Name)
        {
            return known;
        }

        var changed = known with { Revision = known.Revision + 1, Name = name, UpdatedAt = clock.Now() };
        if (validateOnly)
        {
            return await projects.IsNameTakenAsync(known.WorkspaceId, name, cancellationToken) ? throw SyncException.NameTaken(Noun, NameField) : changed;
        }

        return await SaveAsync(() => projects.UpdateAsync(changed, cancellationToken));
    }

    private static void CheckName(string name)
    {
        if (TextRules.CheckLine(name, NameLengthMax) is { } problem)
        {
            throw SyncException.Invalid(NameField, problem);
        }
    }

    private async Task<Project> SaveAsync(Func<Task<Project>> save)
    {
        try
        {
            var saved = await save();
            current = saved.Id == Id ? saved : null;
            return saved;
        }
        catch
        {
            // Whether the row changed may be unknown now: the next call reads it again.
            DeactivateOnIdle();
            throw;
        }
    }

    [LoggerMessage(LogLevel.Information, "Project {ProjectId} was created in workspace {WorkspaceId}.")]
    private partial void LogCreated(ProjectId projectId, WorkspaceId workspaceId);
}
