using OrleansSync.Engine.Errors;

namespace OrleansSync.Engine.Secrets;

/// <summary>Encrypts what is kept; a port.</summary>
public interface ISecretCipher
{
    /// <summary>Encrypts a secret so that only the same <paramref name="context"/> decrypts it: a row that is copied to another owner is of no use.</summary>
    /// <exception cref="SyncException"><see cref="SyncError.SecretRefused"/>, <see cref="SyncError.MetastoreUnavailable"/>.</exception>
    Task<byte[]> EncryptAsync(SecretValue value, string context, CancellationToken cancellationToken);

    /// <summary>Decrypts what <see cref="EncryptAsync"/> gave.</summary>
    /// <exception cref="SyncException"><see cref="SyncError.SecretRefused"/>, <see cref="SyncError.MetastoreUnavailable"/>.</exception>
    Task<SecretValue> DecryptAsync(byte[] encrypted, string context, CancellationToken cancellationToken);
}
