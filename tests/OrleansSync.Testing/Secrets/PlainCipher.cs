using System.Text;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Secrets;

namespace OrleansSync.Testing.Secrets;

/// <summary>Encrypts nothing, and refuses another context; for tests of what is around it.</summary>
public sealed class PlainCipher : ISecretCipher
{
    /// <inheritdoc/>
    public Task<byte[]> EncryptAsync(SecretValue value, string context, CancellationToken cancellationToken) => Task.FromResult(Encoding.UTF8.GetBytes($"{context}\n{value.Reveal()}"));

    /// <inheritdoc/>
    public Task<SecretValue> DecryptAsync(byte[] encrypted, string context, CancellationToken cancellationToken)
    {
        var parts = Encoding.UTF8.GetString(encrypted).Split('\n', 2);
        return parts[0] == context ? Task.FromResult(new SecretValue(parts[1])) : throw new SyncException(SyncError.SecretRefused, "The context is another.");
    }
}
