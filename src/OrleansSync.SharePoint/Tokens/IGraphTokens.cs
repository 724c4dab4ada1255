namespace OrleansSync.SharePoint.Tokens;

/// <summary>Where the client's access tokens come from.</summary>
internal interface IGraphTokens
{
    /// <summary>A token that is good for a while; the one that is kept, if there is one.</summary>
    /// <param name="refused">A token that Graph answered with 401: it is not given again. Null for none.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Engine.Errors.SyncException">No token was given, or the token service cannot be reached.</exception>
    ValueTask<string> GetAsync(string? refused, CancellationToken cancellationToken);
}
