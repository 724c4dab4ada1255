using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Secrets;

namespace OrleansSync.Server.Secrets;

/// <summary>Reads <c>env:</c>, from variables with the allowed beginning only.</summary>
internal sealed class EnvironmentSecrets(IOptions<SecretOptions> options) : ISecretSource
{
    /// <inheritdoc/>
    public bool Reads(SecretReference reference) => reference is SecretReference.Environment;

    /// <inheritdoc/>
    public Task<ImmutableArray<SecretValue>> ReadAsync(SecretReference reference, CancellationToken cancellationToken)
    {
        var name = ((SecretReference.Environment)reference).Name;
        if (!name.StartsWith(options.Value.AllowedEnvironmentPrefix, StringComparison.Ordinal))
        {
            throw new SyncException(
                SyncError.SecretRefused,
                $"The variable {name} may not be read: only those that begin with {options.Value.AllowedEnvironmentPrefix} may (Secrets:AllowedEnvironmentPrefix).");
        }

        return System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
            ? Task.FromResult<ImmutableArray<SecretValue>>([new SecretValue(value)])
            : throw new SyncException(SyncError.SecretRefused, $"The server's environment has no variable {name}, or it is empty; a change of it takes a restart.");
    }
}
