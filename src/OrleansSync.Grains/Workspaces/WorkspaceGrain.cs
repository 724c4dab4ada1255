using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Text;
using OrleansSync.Helix;
using OrleansSync.Helix.Requests;
using OrleansSync.Helix.Users;
using OrleansSync.Helix.Workspaces;

namespace OrleansSync.Grains.Workspaces;

/// <summary>Holds one workspace, which is a row of the metastore: loaded at activation, changed only through the store.</summary>
internal sealed partial class WorkspaceGrain(IWorkspaces workspaces, IOptions<HelixOptions> options, TimeProvider clock, ILogger<WorkspaceGrain> logger) : Grain, IWorkspaceGrain
{
    private const string Noun = "workspace";
    private const int NameLengthMax = 64;

    private Workspace? current;

    private WorkspaceId Id => new(this.GetPrimaryKey());

    public override async Task OnActivateAsync(CancellationToken cancellationToken) => current = await workspaces.FindAsync(Id, cancellationToken);

    public Task<Workspace?> FindAsync(CancellationToken cancellationToken)
    {
        if (current is null)
        {
            // An id that names nothing must not keep an activation.
            DeactivateOnIdle();
        }

        return Task.FromResult(current);
    }

    public async Task<Workspace> CreateAsync(WorkspaceDraft draft, ChangeRequest? request, bool validateOnly, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var created = new Workspace(
            Id, 1, draft.Name, draft.UrlSlug, draft.Type, draft.Plan.Length > 0 ? draft.Plan : options.Value.PlanDefault, draft.HasBilling ?? options.Value.BillingDefault, now, now);
        Check(created);
        if (validateOnly)
        {
            DeactivateOnIdle();
            return await workspaces.IsSlugTakenAsync(created.UrlSlug, cancellationToken) ? throw SyncException.NameTaken(Noun, "workspace.url_slug") : created;
        }

        var saved = await SaveAsync(() => workspaces.CreateAsync(created, request, cancellationToken));
        if (saved.Id == Id)
        {
            LogCreated(Id, saved.Type);
        }

        return saved;
    }

    public async Task<Workspace> UpdateAsync(WorkspaceChange change, string etag, bool validateOnly, CancellationToken cancellationToken)
    {
        var known = GetCurrent();
        if (etag.Length > 0 && etag != known.Etag)
        {
            throw SyncException.EtagMismatch(Noun);
        }

        var changed = change.ApplyTo(known, clock.Now());
        Check(changed);
        return validateOnly || changed == known ? changed : await SaveAsync(() => workspaces.UpdateAsync(changed, cancellationToken));
    }

    public async Task SetMemberAsync(UserId user, MemberRole role, CancellationToken cancellationToken)
    {
        _ = GetCurrent();
        await workspaces.SetRoleAsync(Id, user, role, cancellationToken);
        LogMember(Id, user, role);
    }

    private static void Check(Workspace workspace)
    {
        var violations = new List<FieldViolation>();
        Add("name", TextRules.CheckLine(workspace.Name, NameLengthMax));
        Add("plan", TextRules.CheckLine(workspace.Plan, NameLengthMax));
        Add("url_slug", workspace.UrlSlug.Length is 0 or > NameLengthMax || !workspace.UrlSlug.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? $"must be 1 to {NameLengthMax} of a-z, 0-9 and '-'." : null);
        Add("type", workspace.Type is WorkspaceType.Unspecified || !Enum.IsDefined(workspace.Type) ? "is required: PERSONAL, ORGANIZATION or ENTERPRISE." : null);
        if (violations.Count > 0)
        {
            throw SyncException.Invalid(violations);
        }

        void Add(string field, string? problem)
        {
            if (problem is not null)
            {
                violations.Add(new FieldViolation($"workspace.{field}", problem));
            }
        }
    }

    private Workspace GetCurrent()
    {
        if (current is null)
        {
            DeactivateOnIdle();
            throw SyncException.NotFound(Noun, Id.Value);
        }

        return current;
    }

    private async Task<Workspace> SaveAsync(Func<Task<Workspace>> save)
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

    [LoggerMessage(LogLevel.Information, "Workspace {WorkspaceId} was created, type {Type}.")]
    private partial void LogCreated(WorkspaceId workspaceId, WorkspaceType type);

    [LoggerMessage(LogLevel.Information, "In workspace {WorkspaceId} the role of {UserId} is {Role} now.")]
    private partial void LogMember(WorkspaceId workspaceId, UserId userId, MemberRole role);
}
