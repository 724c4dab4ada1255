using System.Collections.Immutable;
using OrleansSync.Engine.Secrets;

namespace OrleansSync.Testing.Secrets;

/// <summary>Encrypted secrets without a database; keeps the same contract, and can be told to fail.</summary>
public sealed class InMemorySecretRows : PortTwin, ISecretRows
{
    private readonly Lock _gate = new();
    private readonly Dictionary<SecretOwner, ImmutableArray<StoredSecret>> _rows = [];

    /// <inheritdoc/>
    public Task AddAsync(SecretOwner owner, StoredSecret secret, int kept, CancellationToken cancellationToken) => RunAsync(
        nameof(AddAsync),
        () => Change(owner, rows => [.. rows.Where(row => row.Version.Id != secret.Version.Id).Append(secret).OrderByDescending(row => row.Version.Id).Take(kept)]),
        cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<StoredSecret>> ListAsync(SecretOwner owner, CancellationToken cancellationToken) =>
        RunAsync(nameof(ListAsync), () => Change(owner, rows => rows), cancellationToken);

    /// <inheritdoc/>
    public Task RemoveAsync(SecretOwner owner, Guid version, CancellationToken cancellationToken) =>
        RunAsync(nameof(RemoveAsync), () => Change(owner, rows => rows.RemoveAll(row => row.Version.Id == version)), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> RetireAsync(SecretOwner owner, Guid version, CancellationToken cancellationToken) => RunAsync(
        nameof(RetireAsync),
        () =>
        {
            lock (_gate)
            {
                var before = _rows.GetValueOrDefault(owner, []);
                return before.Length > 1 && Change(owner, rows => rows.RemoveAll(row => row.Version.Id == version)).Length < before.Length;
            }
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableDictionary<Guid, ImmutableArray<SecretVersion>>> ListVersionsAsync(string kind, string name, ImmutableArray<Guid> ids, CancellationToken cancellationToken) => RunAsync(
        nameof(ListVersionsAsync),
        () =>
        {
            lock (_gate)
            {
                return _rows.Where(row => row.Key.Kind == kind && row.Key.Name == name && ids.Contains(row.Key.Id) && row.Value.Length > 0)
                    .ToImmutableDictionary(row => row.Key.Id, row => row.Value.Select(secret => secret.Version).ToImmutableArray());
            }
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task RemoveAllAsync(string kind, Guid id, CancellationToken cancellationToken) => RunAsync(
        nameof(RemoveAllAsync),
        () =>
        {
            lock (_gate)
            {
                return _rows.Keys.Where(owner => owner.Kind == kind && owner.Id == id).ToList().Count(_rows.Remove);
            }
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<ExpiringSecret>> ListExpiringAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => RunAsync(
        nameof(ListExpiringAsync),
        () =>
        {
            lock (_gate)
            {
                return (from row in _rows
                        where row.Value.Length > 0 && row.Value[0].Version.ExpiresAt < before
                        let expiring = new ExpiringSecret(row.Key, row.Value[0].Version.ExpiresAt!.Value) // Compared in the line above.
                        orderby expiring.ExpiresAt
                        select expiring).Take(limit).ToImmutableArray();
            }
        },
        cancellationToken);

    private ImmutableArray<StoredSecret> Change(SecretOwner owner, Func<ImmutableArray<StoredSecret>, ImmutableArray<StoredSecret>> change)
    {
        lock (_gate)
        {
            return _rows[owner] = change(_rows.GetValueOrDefault(owner, []));
        }
    }
}
