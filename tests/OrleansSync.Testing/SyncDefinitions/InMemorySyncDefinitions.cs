using System.Collections.Immutable;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Requests;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Testing.SyncDefinitions;

/// <summary>Sync definitions without a database; keeps the same contract, and can be told to fail.</summary>
public sealed class InMemorySyncDefinitions(TimeProvider clock) : ISyncDefinitions
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<Guid, SyncDefinition> _rows = [];
    private readonly List<SyncDefinition> _versions = [];
    private readonly Dictionary<Guid, (RequestKey Key, SyncDefinition? Answer, DateTimeOffset CreatedAt)> _requests = [];

    /// <summary>Runs before each operation, with its name; what it throws is what the caller gets, and nothing is changed.</summary>
    public Func<string, CancellationToken, Task>? Before { get; set; }

    /// <summary>Runs after each operation that succeeded; when it throws, the change is made but the caller cannot know.</summary>
    public Func<string, CancellationToken, Task>? After { get; set; }

    /// <inheritdoc/>
    public Task<SyncDefinition?> FindAsync(SyncDefinitionId id, CancellationToken cancellationToken) =>
        RunAsync(nameof(FindAsync), () => _rows.GetValueOrDefault(id.Value), cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<SyncDefinition>> ListAsync(SyncDefinitionId? after, int limit, CancellationToken cancellationToken) =>
        RunAsync(
            nameof(ListAsync),
            () => _rows.Values.Where(row => after is null || row.Id.Value.CompareTo(after.Value.Value) > 0).Take(limit).ToImmutableArray(),
            cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<SyncDefinition>> ListVersionsAsync(SyncDefinitionId id, long before, int limit, CancellationToken cancellationToken) =>
        RunAsync(
            nameof(ListVersionsAsync),
            () => _versions.Where(version => version.Id == id && version.Revision < before).OrderByDescending(version => version.Revision).Take(limit).ToImmutableArray(),
            cancellationToken);

    /// <inheritdoc/>
    /// <remarks>Nothing ever ran here.</remarks>
    public Task<ImmutableArray<SyncDefinitionId>> ListDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        RunAsync(
            nameof(ListDueAsync),
            () => _rows.Values.Where(row => row.Spec is { IsSuspended: false, Schedule.Interval: not null }).Take(limit).Select(row => row.Id).ToImmutableArray(),
            cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<SyncDefinitionId>> ListChildrenAsync(SyncDefinitionId parent, CancellationToken cancellationToken) =>
        RunAsync(nameof(ListChildrenAsync), () => _rows.Values.Where(row => row.Spec.Parents.Contains(parent)).Select(row => row.Id).ToImmutableArray(), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> IsNameTakenAsync(string nameKey, SyncDefinitionId? except, CancellationToken cancellationToken) =>
        RunAsync(nameof(IsNameTakenAsync), () => IsNameTaken(nameKey, except), cancellationToken);

    /// <inheritdoc/>
    public Task<SyncDefinitionAnswer?> FindAnswerAsync(RequestKey request, CancellationToken cancellationToken) =>
        RunAsync(nameof(FindAnswerAsync), () => FindAnswer(request), cancellationToken);

    /// <inheritdoc/>
    public async Task<SyncDefinition> CreateAsync(SyncDefinition definition, RequestKey? request, CancellationToken cancellationToken)
    {
        var answer = await ChangeAsync(nameof(CreateAsync), request, definition, () => Keep(() => _rows.Add(definition.Id.Value, CheckName(definition)), definition), cancellationToken);
        return answer ?? definition;
    }

    /// <inheritdoc/>
    public async Task<SyncDefinition> UpdateAsync(SyncDefinition definition, RequestKey? request, CancellationToken cancellationToken)
    {
        var answer = await ChangeAsync(
            nameof(UpdateAsync),
            request,
            definition,
            () =>
            {
                CheckRevision(definition.Id, definition.Revision - 1);
                Keep(() => _rows[definition.Id.Value] = CheckName(definition), definition);
            },
            cancellationToken);
        return answer ?? definition;
    }

    /// <inheritdoc/>
    public async Task<SyncDefinition> AnswerAsync(SyncDefinition definition, RequestKey request, CancellationToken cancellationToken)
    {
        var answer = await ChangeAsync(nameof(AnswerAsync), request, definition, () => CheckRevision(definition.Id, definition.Revision), cancellationToken);
        return answer ?? definition;
    }

    /// <inheritdoc/>
    public Task DeleteAsync(SyncDefinitionId id, long revision, RequestKey? request, CancellationToken cancellationToken) =>
        ChangeAsync(
            nameof(DeleteAsync),
            request,
            null,
            () =>
            {
                CheckRevision(id, revision);
                _rows.Remove(id.Value);
            },
            cancellationToken);

    private Task<SyncDefinition?> ChangeAsync(
        string operation, RequestKey? request, SyncDefinition? answer, Action change, CancellationToken cancellationToken) =>
        RunAsync(
            operation,
            () =>
            {
                if (request is not null && FindAnswer(request) is { } earlier)
                {
                    return earlier.Definition;
                }

                change();
                if (request is not null)
                {
                    _requests[request.Id] = (request, answer, clock.Now());
                }

                return answer;
            },
            cancellationToken);

    private async Task<T> RunAsync<T>(string operation, Func<T> body, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Before is { } before)
        {
            await before(operation, cancellationToken);
        }

        T result;
        lock (_gate)
        {
            result = body();
        }

        if (After is { } after)
        {
            await after(operation, cancellationToken);
        }

        return result;
    }

    private SyncDefinitionAnswer? FindAnswer(RequestKey request)
    {
        if (!_requests.TryGetValue(request.Id, out var earlier) || earlier.CreatedAt < clock.Now() - RequestKey.Retention)
        {
            return null;
        }

        return earlier.Key.Fingerprint.AsSpan().SequenceEqual(request.Fingerprint.AsSpan())
            ? new SyncDefinitionAnswer(earlier.Answer)
            : throw SyncException.RequestIdReused();
    }

    private SyncDefinition CheckName(SyncDefinition definition) =>
        IsNameTaken(definition.Spec.NameKey, definition.Id) ? throw SyncException.NameTaken("sync definition", "sync_definition.name") : definition;

    private bool IsNameTaken(string nameKey, SyncDefinitionId? except) => _rows.Values.Any(row => row.Id != except && row.Spec.NameKey == nameKey);

    private void CheckRevision(SyncDefinitionId id, long revision)
    {
        var row = _rows.GetValueOrDefault(id.Value) ?? throw SyncException.NotFound("sync definition", id.Value);
        if (row.Revision != revision)
        {
            throw SyncException.EtagMismatch("sync definition");
        }
    }

    private void Keep(Action change, SyncDefinition definition)
    {
        change();
        _versions.Add(definition);
    }
}
