using Microsoft.Extensions.Logging;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Requests;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.SyncDefinitions.Compilation;
using OrleansSync.Grains.SyncRuns;

namespace OrleansSync.Grains.SyncDefinitions;

/// <summary>Holds one definition, which is a row of the metastore: loaded at activation, changed only through the store.</summary>
internal sealed partial class SyncDefinitionGrain(
    ISyncDefinitions definitions, IDefinitionCatalog catalog, RunPorts ports, RunDriver driver, IIdSource ids, TimeProvider clock, ILogger<SyncDefinitionGrain> logger)
    : Grain, ISyncDefinitionGrain
{
    private SyncDefinition? current;
    private bool isTakingTurns;

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
        await CheckIdentityAsync(known.Spec, spec, cancellationToken);
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
        if (await ports.Runs.FindCurrentAsync(Id, cancellationToken) is not null)
        {
            throw new SyncException(SyncError.ResourceInUse, "A run of this definition has not ended; cancel it first.");
        }

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

    // With another key or table, every pair would look like one whose row is gone, and every row like a new one.
    private async Task CheckIdentityAsync(SyncDefinitionSpec before, SyncDefinitionSpec after, CancellationToken cancellationToken)
    {
        FieldViolation[] fixedOnes =
        [
            .. before.DatabaseId != after.DatabaseId ? [Fixed("database_id")] : Array.Empty<FieldViolation>(),
            .. before.Table != after.Table ? [Fixed("table")] : Array.Empty<FieldViolation>(),
            .. before.Key != after.Key ? [Fixed("key")] : Array.Empty<FieldViolation>(),
        ];
        if (fixedOnes.Length > 0 && await ports.Ledger.CountPairsAsync(Id, cancellationToken) > 0)
        {
            throw SyncException.Invalid(fixedOnes);
        }

        static FieldViolation Fixed(string field) =>
            new($"sync_definition.{field}", "is fixed once rows are synced: their items are known by it. Create another definition, or delete this one first; its items stay.");
    }

    /// <summary>The spec with what the catalog says of it; refused with everything that is wrong.</summary>
    private async Task<SyncDefinitionSpec> CheckAgainstCatalogAsync(SyncDefinitionSpec spec, CancellationToken cancellationToken)
    {
        var (resolved, violations) = await DefinitionProblems.FindAsync(spec, catalog, cancellationToken);
        return violations.IsEmpty ? resolved : throw SyncException.Invalid(violations);
    }

    public Task<SyncRun> StartRunAsync(bool compareAll, CancellationToken cancellationToken) => StartRunAsync(RunRequest.Ordinary with { ComparesAll = compareAll }, cancellationToken);

    public async Task<SyncRun> StartRunAsync(RunRequest request, CancellationToken cancellationToken)
    {
        var known = GetCurrent();
        if (known.Spec.Direction != SyncDirection.Push)
        {
            throw new SyncException(SyncError.DirectionNotSupported, "This version runs definitions with the direction PUSH; the definition is kept until a version that runs it.");
        }

        if (await ports.Runs.FindCurrentAsync(Id, cancellationToken) is { } running)
        {
            return running;
        }

        // What could have been known before is told before: a table or a list that was changed since the definition was saved.
        var compiled = await ports.Definitions.RefreshAsync(known, cancellationToken);
        var scope = RunScopes.Read(request, compiled);
        await CheckParentsAsync(known.Spec, cancellationToken);
        if (scope.IsBackfill)
        {
            await ports.Ledger.ForgetBackfillAsync(Id, cancellationToken);
        }
        else if (request.ComparesAll || scope != RunScope.Whole)
        {
            await ports.Ledger.ForgetCursorAsync(Id, reconcile: request.ComparesAll, cancellationToken);
        }

        if (scope.MatchesItems)
        {
            await ports.Ledger.ForgetMatchedAsync(Id, cancellationToken);
        }

        return await ports.Runs.StartAsync(new SyncRunId(ids.Next()), Id, known.Spec.Direction, scope, clock.Now(), cancellationToken);
    }

    public async Task ResetCursorAsync(bool reconcile, CancellationToken cancellationToken)
    {
        GetCurrent();
        if (await ports.Runs.FindCurrentAsync(Id, cancellationToken) is { } running)
        {
            throw new SyncException(SyncError.RunRefused, $"The run {running.Id} of this definition has not ended; wait for it, or cancel it, and reset the cursor then.");
        }

        await ports.Ledger.ForgetCursorAsync(Id, reconcile, cancellationToken);
        LogReset(Id);
    }

    // Every row with a foreign key would be set aside.
    private async Task CheckParentsAsync(SyncDefinitionSpec spec, CancellationToken cancellationToken)
    {
        foreach (var parent in spec.Parents)
        {
            if (parent != Id && await ports.Ledger.FindEpochAsync(parent, cancellationToken) == Epoch.None)
            {
                var name = (await definitions.FindAsync(parent, cancellationToken))?.Spec.Name;
                throw new SyncException(SyncError.ParentNotRun, $"Lookups of this definition point to items of the definition {name} ({parent}), which has never run; run that one first.");
            }
        }
    }

    public async Task<SyncRun> ChangeRunAsync(SyncRunId run, RunEvent happened, CancellationToken cancellationToken)
    {
        var (changed, refusal) = await ports.Runs.ApplyAsync(run, happened, epoch: null, "", clock.Now(), cancellationToken);
        return refusal is null
            ? changed
            : throw new SyncException(SyncError.RunRefused, $"The run is {changed.State}: {Reason(refusal.Value)}");
    }

    public async Task<RunSlice> WakeAsync(CancellationToken cancellationToken)
    {
        if (isTakingTurns || current is not { } definition)
        {
            return RunSlice.Idle;
        }

        isTakingTurns = true;
        try
        {
            return await driver.RunAsync(definition, cancellationToken);
        }
        finally
        {
            isTakingTurns = false;
        }
    }

    private static string Reason(RunRefusal refusal) => refusal switch
    {
        RunRefusal.HasEnded => "it has ended; start another one.",
        RunRefusal.NotPaused => "it is not paused.",
        RunRefusal.NothingToConfirm => "it does not wait for a confirmation.",
        RunRefusal.WaitsForConfirmation => "it waits for a confirmation; confirm or cancel it.",
        RunRefusal.IsCancelling => "it is being cancelled, and that cannot be taken back.",
        _ => "that does not fit now; read the run again.",
    };

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

    [LoggerMessage(LogLevel.Information, "The cursor of sync definition {DefinitionId} was reset.")]
    private partial void LogReset(SyncDefinitionId definitionId);

    [LoggerMessage(LogLevel.Information, "Sync definition {DefinitionId} was deleted.")]
    private partial void LogDeleted(SyncDefinitionId definitionId);
}
