namespace OrleansSync.Engine.SharePointConnections;

/// <summary>Tests what an app may do in a site, and whether the tenant does what the product relies on; a port.</summary>
public interface ITenantProbe
{
    /// <summary>
    /// Tests by doing: signs in, reads the site and its lists, makes a list of its own, tries each fact in it, and deletes it. Never throws for what it
    /// finds; a step that fails ends the test with what to do about it.
    /// </summary>
    /// <param name="connectionId">Through which connection.</param>
    /// <param name="siteGraphId">In which site: <c>host,GUID,GUID</c>.</param>
    /// <param name="cancellationToken">Cancels; the list is deleted all the same.</param>
    /// <exception cref="Errors.SyncException"><see cref="Errors.SyncError.NotFound"/> (the connection), <see cref="Errors.SyncError.MetastoreUnavailable"/>.</exception>
    Task<TenantTest> TestAsync(Guid connectionId, string siteGraphId, CancellationToken cancellationToken);

    /// <summary>Signs in and searches; and with a site, which need not be declared, finds it and tests there as the other does. Never throws for what it finds.</summary>
    /// <param name="connectionId">Through which connection.</param>
    /// <param name="siteUrl">The site's address; null to test without one.</param>
    /// <param name="cancellationToken">Cancels; what was made is deleted all the same.</param>
    /// <exception cref="Errors.SyncException"><see cref="Errors.SyncError.NotFound"/> (the connection), <see cref="Errors.SyncError.MetastoreUnavailable"/>.</exception>
    Task<TenantTest> TestConnectionAsync(Guid connectionId, Uri? siteUrl, CancellationToken cancellationToken);
}
