using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Requests;

namespace OrleansSync.Testing.Catalog;

/// <summary>What the in-memory stores of all kinds of resources have in common, as their adapters have one database.</summary>
public sealed class InMemoryCatalog(TimeProvider clock)
{
    private readonly Dictionary<Guid, (RequestKey Key, object? Answer, DateTimeOffset CreatedAt)> _requests = [];

    internal Lock Gate { get; } = new();

    internal Dictionary<Guid, Guid?> Parents { get; } = [];

    /// <summary>The answer to an earlier request; false when there was none.</summary>
    internal bool TryFind(RequestKey request, out object? answer)
    {
        answer = null;
        if (!_requests.TryGetValue(request.Id, out var earlier) || earlier.CreatedAt < clock.Now() - RequestKey.Retention)
        {
            return false;
        }

        answer = earlier.Key.Fingerprint.AsSpan().SequenceEqual(request.Fingerprint.AsSpan()) ? earlier.Answer : throw SyncException.RequestIdReused();
        return true;
    }

    internal void Keep(RequestKey request, object? answer) => _requests[request.Id] = (request, answer, clock.Now());
}
