using Microsoft.Extensions.Logging;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Requests;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.SyncDefinitions.Compilation;

namespace OrleansSync.Grains.SyncDefinitions;

/// <summary>Holds one definition, which is a row of the metastore: loaded at activation, changed only through the store.</summary>
internal sealed partial class SyncDefinitionGrain(ISyncDefinitions definitions, IDefinitionCatalog catalog, TimeProvider clock, ILogger<SyncDefinitionGrain> logger)
    : Grain, ISyncDefinitionGrain
{
    private SyncDefinition? current;

    private SyncDefinitionId Id => new(this.GetPrimaryKey());

    public override async Task OnActivateAsync(CancellationToken cancellationToken) =>
        current = await definitions.FindAsync(Id, cancellationToken);

    public Task<SyncDefinition?> FindAsync(CancellationToken cancellationToken)
    {
        // An id that names nothing must not keep an activation.
        if (current is null)
        {
            DeactivateOnIdle();
        }

        return Task.FromResult(current);
    }

    public async Task<SyncDefinition> CreateAsync(SyncDefinitionSpec spec, Guid? author, RequestKey? request, bool validateOnly, CancellationToken cancellationToken)
    {
        SyncDefinitionValidator.Check(spec);
        if (await FindAnswerAsync(request, cancellationToken) is { Definition: { } answered })
        {
            DeactivateOnIdle();
            return answered;
        }

        var created = SyncDefinition.Create(Id, await CheckAgainstCatalogAsync(spec, cancellationToken), clock.Now(), author);
        if (validateOnly)
        {
            await CheckNameAsync(spec, except: null, cancellationToken);
            DeactivateOnIdle();
            return created;
        }

        var saved = created;
        await SaveAsync(async () => saved = await definitions.CreateAsync(created, request, cancellationToken));
        if (saved.Id != Id)
        {
            // Another call with the same request id was first; its definition is the answer and this id stays unused.
            current = null;
            DeactivateOnIdle();
        }
        else
        {
            LogCreated(Id, spec.Direction);
        }

        return saved;
    }

    public async Task<SyncDefinition> UpdateAsync(SyncDefinitionSpec spec, string etag, Guid? author, RequestKey? request, bool validateOnly, CancellationToken cancellationToken)
    {
        if (await FindAnswerAsync(request, cancellationToken) is { Definition: { } answered })
        {
            return answered;
        }

        var known = GetCurrent();
        known.CheckEtag(etag);
        SyncDefinitionValidator.Check(spec);
        var changed = known.Change(spec == known.Spec ? spec : await CheckAgainstCatalogAsync(spec, cancellationToken), clock.Now(), author);
        if (validateOnly)
        {
            await CheckNameAsync(changed.Spec, Id, cancellationToken);
            return changed;
        }

        if (changed == known)
        {
            // Repeated later, when somebody else has changed it, the request must not begin to act.
            return request is null ? known : await definitions.AnswerAsync(known, request, cancellationToken);
        }

        var saved = changed;
        await SaveAsync(async () => saved = await definitions.UpdateAsync(changed, request, cancellationToken));
        LogUpdated(Id, saved.Revision);
        return saved;
    }

    public async Task DeleteAsync(string etag, RequestKey? request, bool validateOnly, CancellationToken cancellationToken)
    {
        if (await FindAnswerAsync(request, cancellationToken) is not null)
        {
            return;
        }

        var known = GetCurrent();
        known.CheckEtag(etag);
        if (validateOnly)
        {
            return;
        }

        await SaveAsync(async () =>
        {
            await definitions.DeleteAsync(Id, known.Revision, request, cancellationToken);
            return null;
        });
        DeactivateOnIdle();
        LogDeleted(Id);
    }

    /// <summary>The spec with what the catalog says of it; refused with everything that is wrong.</summary>
    private async Task<SyncDefinitionSpec> CheckAgainstCatalogAsync(SyncDefinitionSpec spec, CancellationToken cancellationToken)
    {
        var resolved = await catalog.ResolveAsync(spec, cancellationToken);
        var violations = await catalog.CheckAsync(resolved, cancellationToken);
        return violations.IsEmpty ? resolved : throw SyncException.Invalid(violations);
    }

    private async Task<SyncDefinitionAnswer?> FindAnswerAsync(RequestKey? request, CancellationToken cancellationToken) =>
        request is null ? null : await definitions.FindAnswerAsync(request, cancellationToken);

    private async Task CheckNameAsync(SyncDefinitionSpec spec, SyncDefinitionId? except, CancellationToken cancellationToken)
    {
        if (await definitions.IsNameTakenAsync(spec.NameKey, except, cancellationToken))
        {
            throw SyncException.NameTaken("sync definition", "sync_definition.name");
        }
    }

    private SyncDefinition GetCurrent()
    {
        if (current is null)
        {
            DeactivateOnIdle();
            throw SyncException.NotFound("sync definition", Id.Value);
        }

        return current;
    }

    private async Task SaveAsync(Func<Task<SyncDefinition?>> save)
    {
        try
        {
            current = await save();
        }
        catch
        {
            // Whether the row changed may be unknown now, or somebody else changed it: the next call reads it again.
            DeactivateOnIdle();
            throw;
        }
    }

    [LoggerMessage(LogLevel.Information, "Sync definition {DefinitionId} was created, direction {Direction}.")]
    private partial void LogCreated(SyncDefinitionId definitionId, SyncDirection direction);

    [LoggerMessage(LogLevel.Information, "Sync definition {DefinitionId} was changed; it is at revision {Revision}.")]
    private partial void LogUpdated(SyncDefinitionId definitionId, long revision);

    [LoggerMessage(LogLevel.Information, "Sync definition {DefinitionId} was deleted.")]
    private partial void LogDeleted(SyncDefinitionId definitionId);
}
