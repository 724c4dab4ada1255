using Orleans.Concurrency;
using OrleansSync.Engine.Requests;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Grains.SyncDefinitions;

/// <summary>One sync definition: the only one who changes it, one call after another. Its key is the definition's id.</summary>
[Alias("ISyncDefinitionGrain")]
public interface ISyncDefinitionGrain : IGrainWithGuidKey
{
    /// <summary>The definition, or null when there is none with this id.</summary>
    [Alias("Find"), AlwaysInterleave]
    Task<SyncDefinition?> FindAsync(CancellationToken cancellationToken);

    /// <summary>Creates the definition; the first answer when the request was made before, even if that made another id.</summary>
    /// <param name="spec">What to create; checked here.</param>
    /// <param name="author">The API key of whoever asks; null for the server.</param>
    /// <param name="request">Makes the call repeatable; null when the caller gave no id.</param>
    /// <param name="validateOnly">Checks everything and changes nothing.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Alias("Create")]
    Task<SyncDefinition> CreateAsync(SyncDefinitionSpec spec, Guid? author, RequestKey? request, bool validateOnly, CancellationToken cancellationToken);

    /// <summary>Replaces what is declared and returns the whole definition.</summary>
    /// <param name="spec">The whole new spec; checked here.</param>
    /// <param name="etag">The etag of the definition that the spec was made from.</param>
    /// <param name="author">The API key of whoever asks; null for the server.</param>
    /// <param name="request">Makes the call repeatable; null when the caller gave no id.</param>
    /// <param name="validateOnly">Checks everything and changes nothing.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Alias("Update")]
    Task<SyncDefinition> UpdateAsync(SyncDefinitionSpec spec, string etag, Guid? author, RequestKey? request, bool validateOnly, CancellationToken cancellationToken);

    /// <summary>Deletes the definition.</summary>
    /// <param name="etag">The etag that the caller read; empty compares nothing.</param>
    /// <param name="request">Makes the call repeatable; null when the caller gave no id.</param>
    /// <param name="validateOnly">Checks everything and changes nothing.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Alias("Delete")]
    Task DeleteAsync(string etag, RequestKey? request, bool validateOnly, CancellationToken cancellationToken);

    /// <summary>Starts a run; gives the one that has not ended, if there is one, and starts nothing.</summary>
    /// <param name="compareAll">Compares the whole table and looks for deletes, as if that were due.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="Engine.Errors.SyncException">As <see cref="StartRunAsync(RunRequest, CancellationToken)"/>.</exception>
    [Alias("StartRun")]
    Task<SyncRun> StartRunAsync(bool compareAll, CancellationToken cancellationToken);

    /// <summary>Starts a run; gives the one that has not ended, if there is one, and starts nothing.</summary>
    /// <param name="request">What is asked of it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="Engine.Errors.SyncException">There is no such definition, it is a draft, or its table or a list is not as it was.</exception>
    [Alias("StartRunOf")]
    Task<SyncRun> StartRunAsync(RunRequest request, CancellationToken cancellationToken);

    /// <summary>Forgets the cursor, so that the next run reads the table from its beginning and compares every row.</summary>
    /// <param name="reconcile">Forgets as well when the pairs were compared with the table, so that the next run looks for deletes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="Engine.Errors.SyncException">There is no such definition, or a run of it has not ended.</exception>
    [Alias("ResetCursor")]
    Task ResetCursorAsync(bool reconcile, CancellationToken cancellationToken);

    /// <summary>Lets what a person asks for happen to a run: pause, resume, cancel, confirm or decline.</summary>
    /// <exception cref="Engine.Errors.SyncException">There is no such run, or it is not in a state for that.</exception>
    [Alias("ChangeRun"), AlwaysInterleave]
    Task<SyncRun> ChangeRunAsync(SyncRunId run, RunEvent happened, CancellationToken cancellationToken);

    /// <summary>Lets the run take turns for a while, unless another call does so already; nothing happens without one.</summary>
    [Alias("Wake"), AlwaysInterleave]
    Task<RunSlice> WakeAsync(CancellationToken cancellationToken);
}
