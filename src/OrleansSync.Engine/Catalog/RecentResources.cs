using System.Collections.Immutable;
using OrleansSync.Engine.Requests;

namespace OrleansSync.Engine.Catalog;

/// <summary>A store of resources that keeps what was read for whoever can do with a moment ago; everybody else gets what is.</summary>
/// <param name="store">The store.</param>
/// <param name="clock">The clock.</param>
/// <param name="keepFor">How long what was read is kept; zero keeps nothing.</param>
/// <typeparam name="TSpec">What is declared of the resource.</typeparam>
public sealed class RecentResources<TSpec>(IResources<TSpec> store, TimeProvider clock, TimeSpan keepFor) : IResources<TSpec>, IRecentResources<TSpec>
    where TSpec : class, ICatalogSpec
{
    private const int KeptMax = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<Guid, (Resource<TSpec> Resource, DateTimeOffset Until)> found = [];
    private readonly Dictionary<Guid, (ImmutableArray<Resource<TSpec>> Resources, DateTimeOffset Until)> listed = [];
    private long changes;

    /// <inheritdoc/>
    public Task<Resource<TSpec>?> FindAsync(Guid id, CancellationToken cancellationToken) => store.FindAsync(id, cancellationToken);

    /// <inheritdoc/>
    public Task<Resource<TSpec>?> FindByNameAsync(Guid? parentId, string nameKey, CancellationToken cancellationToken) => store.FindByNameAsync(parentId, nameKey, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<Resource<TSpec>>> ListAsync(Guid? parentId, Guid? after, int limit, CancellationToken cancellationToken) => store.ListAsync(parentId, after, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<ResourceAnswer<TSpec>?> FindAnswerAsync(RequestKey request, CancellationToken cancellationToken) => store.FindAnswerAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<Resource<TSpec>> AnswerAsync(Resource<TSpec> resource, RequestKey request, CancellationToken cancellationToken) => store.AnswerAsync(resource, request, cancellationToken);

    /// <inheritdoc/>
    public Task<Resource<TSpec>> CreateAsync(Resource<TSpec> resource, RequestKey? request, CancellationToken cancellationToken) =>
        ForgetAfterAsync(() => store.CreateAsync(resource, request, cancellationToken));

    /// <inheritdoc/>
    public Task<Resource<TSpec>> UpdateAsync(Resource<TSpec> resource, RequestKey? request, CancellationToken cancellationToken) =>
        ForgetAfterAsync(() => store.UpdateAsync(resource, request, cancellationToken));

    /// <inheritdoc/>
    public Task DeleteAsync(Guid id, long revision, RequestKey? request, CancellationToken cancellationToken) => ForgetAfterAsync(async () =>
    {
        await store.DeleteAsync(id, revision, request, cancellationToken);
        return true;
    });

    /// <inheritdoc/>
    async ValueTask<Resource<TSpec>?> IRecentResources<TSpec>.FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var (kept, at) = Recall(found, id);
        if (kept.Kept is not null)
        {
            return kept.Kept;
        }

        var resource = await store.FindAsync(id, cancellationToken);
        if (resource is not null)
        {
            Keep(found, id, until => (resource, until), at);
        }

        return resource;
    }

    /// <inheritdoc/>
    async ValueTask<ImmutableArray<Resource<TSpec>>> IRecentResources<TSpec>.ListAsync(Guid parentId, CancellationToken cancellationToken)
    {
        var (kept, at) = Recall(listed, parentId);
        if (!kept.Kept.IsDefault)
        {
            return kept.Kept;
        }

        var resources = await store.ListAsync(parentId, after: null, IRecentResources<TSpec>.ListMax, cancellationToken);
        Keep(listed, parentId, until => (resources, until), at);
        return resources;
    }

    private ((T Kept, DateTimeOffset Until) Found, long At) Recall<T>(Dictionary<Guid, (T Kept, DateTimeOffset Until)> entries, Guid id)
    {
        lock (gate)
        {
            return (entries.TryGetValue(id, out var entry) && entry.Until > clock.GetUtcNow() ? entry : default, changes);
        }
    }

    private void Keep<T>(Dictionary<Guid, T> entries, Guid id, Func<DateTimeOffset, T> make, long at)
    {
        lock (gate)
        {
            // What was read while something changed may be what was before.
            if (at != changes)
            {
                return;
            }

            if (entries.Count >= KeptMax)
            {
                entries.Clear();
            }

            entries[id] = make(clock.GetUtcNow() + keepFor);
        }
    }

    // After a failure too: the change may have been made.
    private async Task<T> ForgetAfterAsync<T>(Func<Task<T>> change)
    {
        try
        {
            return await change();
        }
        finally
        {
            lock (gate)
            {
                changes++;
                found.Clear();
                listed.Clear();
            }
        }
    }
}
