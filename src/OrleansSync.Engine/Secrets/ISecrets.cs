using System.Collections.Immutable;
using OrleansSync.Engine.Errors;

namespace OrleansSync.Engine.Secrets;

/// <summary>
/// Reads secrets at their use. Values are kept for a short time, so ask again for each use instead of keeping one: that is how a
/// rotation takes effect without a restart.
/// </summary>
public interface ISecrets
{
    /// <summary>The newest value.</summary>
    /// <exception cref="SyncException"><see cref="SyncError.SecretUnavailable"/>, <see cref="SyncError.SecretRefused"/>.</exception>
    ValueTask<SecretValue> GetAsync(SecretReference reference, CancellationToken cancellationToken);

    /// <summary>Every value that is valid, the newest first, at least one: during a rotation the other side may take only the older one yet.</summary>
    /// <exception cref="SyncException"><see cref="SyncError.SecretUnavailable"/>, <see cref="SyncError.SecretRefused"/>.</exception>
    ValueTask<ImmutableArray<SecretValue>> GetAllAsync(SecretReference reference, CancellationToken cancellationToken);

    /// <summary>Reads it anew at the next use; for whoever was told that a value is wrong.</summary>
    void Forget(SecretReference reference);
}
