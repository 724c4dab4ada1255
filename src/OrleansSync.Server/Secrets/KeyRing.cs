using System.Security.Cryptography;
using System.Xml.Linq;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Secrets;
using OrleansSync.Server.Hosting;

namespace OrleansSync.Server.Secrets;

/// <summary>
/// Encrypts secrets with keys that are kept in the metastore; the newest is at most 90 days old, and older ones decrypt on. The first key is made
/// when the first secret is stored. See decision 26.
/// </summary>
internal sealed class KeyRing(IKeyRingRows rows, MasterKeyFile file, TimeProvider clock, ILoggerFactory loggers) : ISecretCipher, IDisposable
{
    private static readonly TimeSpan KeyAgeMax = TimeSpan.FromDays(90);

    private readonly SemaphoreSlim turn = new(1, 1);
    private MasterKey? master;
    private volatile Ring? current;

    /// <summary>Finds the master key, before anything else uses it: a server with the wrong one does not start.</summary>
    /// <exception cref="ServerSetupException">The given key cannot be used, or is not that of the metastore.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        var stored = await ReadAsync(cancellationToken);
        master = await file.FindAsync(cancellationToken);
        if (master is null && stored.Count > 0)
        {
            throw new ServerSetupException($"This metastore keeps secrets, and this server has no key for them: give the key of the server that stored them as Secrets:Key or Secrets:KeyFile (it is in that server's data directory, {MasterKeyFile.FileName}).");
        }

        master ??= await file.MakeAsync(cancellationToken);
        if (stored.Any(element => !IsOurs(element, master)))
        {
            throw new ServerSetupException("The key that this server was given is not the one with which this metastore's secrets were stored: give that one as Secrets:Key or Secrets:KeyFile.");
        }
    }

    /// <inheritdoc/>
    public async Task<byte[]> EncryptAsync(SecretValue value, string context, CancellationToken cancellationToken)
    {
        var ring = current is { } good && IsFresh(good) ? good : await RenewAsync(cancellationToken);
        return ring.Encrypt(value, context);
    }

    /// <inheritdoc/>
    public async Task<SecretValue> DecryptAsync(byte[] encrypted, string context, CancellationToken cancellationToken)
    {
        if (current is { } ring)
        {
            try
            {
                return ring.Decrypt(encrypted, context);
            }
            catch (CryptographicException)
            {
                // Another server may have made a key since.
            }
        }

        try
        {
            return (await LoadAsync(cancellationToken)).Decrypt(encrypted, context);
        }
        catch (CryptographicException exception)
        {
            throw new SyncException(SyncError.SecretRefused, "A stored secret cannot be decrypted: its key is gone from the metastore, or the row was changed. Store the secret again.", exception);
        }
    }

    public void Dispose() => turn.Dispose();

    private bool IsFresh(Ring ring) => ring.NewestAt > clock.GetUtcNow() - KeyAgeMax;

    private async Task<Ring> RenewAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            var ring = await LoadAsync(cancellationToken);
            if (!IsFresh(ring))
            {
                var (name, element) = ring.Make(clock.GetUtcNow());
                await rows.AddAsync(name, element, clock.Now(), cancellationToken);
                ring = await LoadAsync(cancellationToken);
            }

            return ring;
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<Ring> LoadAsync(CancellationToken cancellationToken)
    {
        var key = master ?? throw new InvalidOperationException("The key ring was used before it was opened.");
        var stored = await ReadAsync(cancellationToken);
        if (stored.Any(element => !IsOurs(element, key)))
        {
            throw new SyncException(SyncError.SecretRefused, "Another server of this metastore has another key for secrets; give all of them the same Secrets:Key or Secrets:KeyFile.");
        }

        return current = new Ring(stored, key, loggers);
    }

    private async Task<List<XElement>> ReadAsync(CancellationToken cancellationToken) => [.. (await rows.ListAsync(cancellationToken)).Select(element => XElement.Parse(element))];

    private static bool IsOurs(XElement element, MasterKey key) =>
        element.Descendants(MasterKeyXmlEncryptor.Element).All(encrypted => encrypted.Attribute(MasterKeyXmlEncryptor.KeyAttribute)?.Value == key.Id);
}
