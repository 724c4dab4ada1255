using Orleans.Concurrency;
using OrleansSync.Engine.Requests;
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
}
