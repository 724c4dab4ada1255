using System.Collections.Immutable;
using OrleansSync.Engine.ApiKeys;
using OrleansSync.Engine.Errors;

namespace OrleansSync.Testing.ApiKeys;

/// <summary>API keys without a database; keeps the same contract, and can be told to fail.</summary>
public sealed class InMemoryApiKeys : IApiKeys, IDisposable
{
    // Not a lock: the first key's transaction stays open while its caller writes a file.
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly SortedDictionary<Guid, ApiKeyRecord> _rows = [];

    /// <summary>Runs before each operation, with its name; what it throws is what the caller gets, and nothing is changed.</summary>
    public Func<string, CancellationToken, Task>? Before { get; set; }

    /// <summary>Runs after each operation that succeeded; when it throws, the change is made but the caller cannot know.</summary>
    public Func<string, CancellationToken, Task>? After { get; set; }

    /// <inheritdoc/>
    public Task<ApiKeyRecord?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        RunAsync(nameof(FindAsync), () => _rows.GetValueOrDefault(id), cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<ApiKey>> ListAsync(Guid? after, int limit, CancellationToken cancellationToken) =>
        RunAsync(
            nameof(ListAsync),
            () => _rows.Values.Select(row => row.Key).Where(key => after is null || key.Id.CompareTo(after.Value) > 0).Take(limit).ToImmutableArray(),
            cancellationToken);

    /// <inheritdoc/>
    public Task CreateAsync(ApiKeyRecord record, CancellationToken cancellationToken) =>
        RunAsync(
            nameof(CreateAsync),
            () =>
            {
                if (_rows.Values.Any(row => row.Key.RevokedAt is null && row.Key.NameKey == record.Key.NameKey))
                {
                    throw SyncException.NameTaken("API key", "api_key.name");
                }

                _rows.Add(record.Key.Id, record);
                return true;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<bool> CreateFirstAsync(ApiKeyRecord record, Func<CancellationToken, Task> beforeCommit, CancellationToken cancellationToken) =>
        RunAsync(
            nameof(CreateFirstAsync),
            async () =>
            {
                if (_rows.Count > 0)
                {
                    return false;
                }

                await beforeCommit(cancellationToken);
                _rows.Add(record.Key.Id, record);
                return true;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<ApiKey> RevokeAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken) =>
        RunAsync(
            nameof(RevokeAsync),
            () =>
            {
                var row = _rows.GetValueOrDefault(id) ?? throw SyncException.NotFound("API key", id);
                if (row.Key.RevokedAt is not null)
                {
                    return row.Key;
                }

                if (row.Key.Role == ApiKeyRole.Admin && !_rows.Values.Any(other => other.Key.Id != id && other.Key is { Role: ApiKeyRole.Admin, RevokedAt: null }))
                {
                    throw new SyncException(SyncError.LastAdminKey, "This is the last admin key that is not revoked; make another one before you revoke it.");
                }

                var revoked = row.Key with { RevokedAt = now };
                _rows[id] = row with { Key = revoked };
                return revoked;
            },
            cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private Task<T> RunAsync<T>(string operation, Func<T> body, CancellationToken cancellationToken) =>
        RunAsync(operation, () => Task.FromResult(body()), cancellationToken);

    private async Task<T> RunAsync<T>(string operation, Func<Task<T>> body, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Before is { } before)
        {
            await before(operation, cancellationToken);
        }

        await _gate.WaitAsync(cancellationToken);
        T result;
        try
        {
            result = await body();
        }
        finally
        {
            _gate.Release();
        }

        if (After is { } after)
        {
            await after(operation, cancellationToken);
        }

        return result;
    }
}
