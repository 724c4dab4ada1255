using System.Collections.Immutable;
using System.Globalization;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;

namespace OrleansSync.Engine.Secrets;

/// <summary>Secrets of ours: encrypts before it stores, and is the source of <see cref="SecretReference.Stored"/>.</summary>
/// <param name="rows">Where they are kept.</param>
/// <param name="cipher">What encrypts them.</param>
/// <param name="ids">Ids of versions.</param>
/// <param name="clock">The clock.</param>
/// <param name="sizeMax">Largest secret, in bytes of UTF-8.</param>
/// <param name="forget">Told of each secret that changes, so that no older value is kept.</param>
public sealed class SecretStore(ISecretRows rows, ISecretCipher cipher, IIdSource ids, TimeProvider clock, int sizeMax, Action<SecretReference> forget) : ISecretStore, ISecretSource
{
    // The newest and the one that it replaces.
    private const int VersionsMax = 2;

    /// <inheritdoc/>
    public async Task<SecretVersion> PutAsync(SecretOwner owner, SecretValue value, DateTimeOffset? expiresAt, CancellationToken cancellationToken)
    {
        Check(owner, value);
        var version = new SecretVersion(ids.Next(), clock.Now(), expiresAt is { } end ? Whole(end) : null);
        var encrypted = await cipher.EncryptAsync(value, ContextOf(owner, version.Id), cancellationToken);
        try
        {
            await rows.AddAsync(owner, new StoredSecret(version, encrypted), VersionsMax, cancellationToken);
        }
        finally
        {
            // After a failure too: the row may be there.
            forget(new SecretReference.Stored(owner));
        }

        return version;
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<SecretVersion>> ListVersionsAsync(SecretOwner owner, CancellationToken cancellationToken) =>
        [.. (await rows.ListAsync(owner, cancellationToken)).Select(secret => secret.Version)];

    /// <inheritdoc/>
    public Task<ImmutableDictionary<Guid, ImmutableArray<SecretVersion>>> ListVersionsAsync(string kind, string name, ImmutableArray<Guid> ids, CancellationToken cancellationToken) =>
        rows.ListVersionsAsync(kind, name, ids, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> RetireAsync(SecretOwner owner, Guid version, CancellationToken cancellationToken)
    {
        var retired = await rows.RetireAsync(owner, version, cancellationToken);
        forget(new SecretReference.Stored(owner));
        return retired;
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(SecretOwner owner, Guid version, CancellationToken cancellationToken)
    {
        await rows.RemoveAsync(owner, version, cancellationToken);
        forget(new SecretReference.Stored(owner));
    }

    /// <inheritdoc/>
    public Task RemoveAllAsync(string kind, Guid id, CancellationToken cancellationToken) => rows.RemoveAllAsync(kind, id, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<ExpiringSecret>> ListExpiringAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        rows.ListExpiringAsync(before, limit, cancellationToken);

    /// <inheritdoc/>
    public bool Reads(SecretReference reference) => reference is SecretReference.Stored;

    /// <inheritdoc/>
    public async Task<ImmutableArray<SecretValue>> ReadAsync(SecretReference reference, CancellationToken cancellationToken)
    {
        var owner = ((SecretReference.Stored)reference).Owner;
        var stored = await rows.ListAsync(owner, cancellationToken);
        if (stored.IsEmpty)
        {
            throw new SyncException(SyncError.SecretRefused, $"There is no secret {owner}; store it again.");
        }

        var values = ImmutableArray.CreateBuilder<SecretValue>(stored.Length);
        foreach (var secret in stored)
        {
            values.Add(await cipher.DecryptAsync(secret.Encrypted, ContextOf(owner, secret.Version.Id), cancellationToken));
        }

        return values.MoveToImmutable();
    }

    private void Check(SecretOwner owner, SecretValue value)
    {
        if (!owner.IsWellFormed)
        {
            throw new ArgumentException("The kind and the name are words of ours.", nameof(owner));
        }

        var size = value.GetSize();
        if (size == 0 || size > sizeMax)
        {
            throw SyncException.Invalid(owner.Name, size == 0 ? "is empty; give the secret." : string.Create(CultureInfo.InvariantCulture, $"has more than {sizeMax} bytes; Secrets:SizeMax is the limit."));
        }
    }

    // As the metastore keeps it: what is answered now equals what is read back later.
    private static DateTimeOffset Whole(DateTimeOffset instant)
    {
        var utc = instant.ToUniversalTime();
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    private static string ContextOf(SecretOwner owner, Guid version) => $"{owner}/{version:D}";
}
