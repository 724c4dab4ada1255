using System.Collections.Immutable;

namespace OrleansSync.Engine.Secrets;

/// <summary>Reads the secrets of one kind of reference; a port.</summary>
public interface ISecretSource
{
    /// <summary>True when this is the source of such references.</summary>
    bool Reads(SecretReference reference);

    /// <summary>Every valid value, the newest first, at least one.</summary>
    /// <exception cref="Errors.SyncException"><see cref="Errors.SyncError.SecretUnavailable"/>, <see cref="Errors.SyncError.SecretRefused"/>.</exception>
    Task<ImmutableArray<SecretValue>> ReadAsync(SecretReference reference, CancellationToken cancellationToken);
}
