using OrleansSync.Engine.Errors;

namespace OrleansSync.Engine.Provisioning;

/// <summary>Makes lists; a port.</summary>
public interface IListProvisioning
{
    /// <summary>Makes the list, or what of it is missing: what broke half-way is simply done again. Nothing is ever deleted or given another kind.</summary>
    /// <param name="connectionId">Through which connection.</param>
    /// <param name="siteGraphId">In which site.</param>
    /// <param name="list">What it is to be like.</param>
    /// <param name="cancellationToken">Cancels between steps.</param>
    /// <exception cref="SyncException"><see cref="SyncError.InvalidArgument"/>: what is there does not fit; <see cref="SyncError.SharePointRefused"/> and the others of a tenant.</exception>
    Task<ProvisionedFacts> ProvisionAsync(Guid connectionId, string siteGraphId, ListDeclaration list, CancellationToken cancellationToken);
}
