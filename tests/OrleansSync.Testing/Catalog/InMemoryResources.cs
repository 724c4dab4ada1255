using System.Collections.Immutable;
using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Requests;

namespace OrleansSync.Testing.Catalog;

/// <summary>One kind of resource without a database; keeps the same contract, and can be told to fail.</summary>
/// <param name="catalog">What all kinds have in common.</param>
/// <param name="noun">What people call it.</param>
/// <param name="nameField">The path of its name.</param>
public sealed class InMemoryResources<TSpec>(InMemoryCatalog catalog, string noun, string nameField) : PortTwin, IResources<TSpec>
    where TSpec : class, ICatalogSpec
{
    private readonly SortedDictionary<Guid, Resource<TSpec>> _rows = [];

    /// <inheritdoc/>
    public Task<Resource<TSpec>?> FindAsync(Guid id, CancellationToken cancellationToken) => LockedAsync(nameof(FindAsync), () => _rows.GetValueOrDefault(id), cancellationToken);

    /// <inheritdoc/>
    public Task<Resource<TSpec>?> FindByNameAsync(Guid? parentId, string nameKey, CancellationToken cancellationToken) =>
        LockedAsync(nameof(FindByNameAsync), () => _rows.Values.FirstOrDefault(row => row.Spec.ParentId == parentId && row.Spec.NameKey == nameKey), cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<Resource<TSpec>>> ListAsync(Guid? parentId, Guid? after, int limit, CancellationToken cancellationToken) => LockedAsync(
        nameof(ListAsync),
        () => _rows.Values.Where(row => (parentId is null || row.Spec.ParentId == parentId) && (after is null || row.Id.CompareTo(after.Value) > 0)).Take(limit).ToImmutableArray(),
        cancellationToken);

    /// <inheritdoc/>
    public Task<ResourceAnswer<TSpec>?> FindAnswerAsync(RequestKey request, CancellationToken cancellationToken) => LockedAsync(
        nameof(FindAnswerAsync),
        () => catalog.TryFind(request, out var answer) ? new ResourceAnswer<TSpec>((Resource<TSpec>?)answer) : null,
        cancellationToken);

    /// <inheritdoc/>
    public async Task<Resource<TSpec>> CreateAsync(Resource<TSpec> resource, RequestKey? request, CancellationToken cancellationToken) => await ChangeAsync(
        nameof(CreateAsync),
        request,
        resource,
        () =>
        {
            if (resource.Spec.ParentId is { } parent && !catalog.Parents.ContainsKey(parent))
            {
                throw new SyncException(SyncError.NotFound, "The parent is not there any more; nothing was changed.");
            }

            Put(resource);
        },
        cancellationToken) ?? resource;

    /// <inheritdoc/>
    public async Task<Resource<TSpec>> UpdateAsync(Resource<TSpec> resource, RequestKey? request, CancellationToken cancellationToken) => await ChangeAsync(
        nameof(UpdateAsync),
        request,
        resource,
        () =>
        {
            CheckRevision(resource.Id, resource.Revision - 1);
            Put(resource);
        },
        cancellationToken) ?? resource;

    /// <inheritdoc/>
    public async Task<Resource<TSpec>> AnswerAsync(Resource<TSpec> resource, RequestKey request, CancellationToken cancellationToken) =>
        await ChangeAsync(nameof(AnswerAsync), request, resource, () => CheckRevision(resource.Id, resource.Revision), cancellationToken) ?? resource;

    /// <inheritdoc/>
    public Task DeleteAsync(Guid id, long revision, RequestKey? request, CancellationToken cancellationToken) => ChangeAsync(
        nameof(DeleteAsync),
        request,
        null,
        () =>
        {
            CheckRevision(id, revision);
            if (catalog.Parents.ContainsValue(id))
            {
                throw new SyncException(SyncError.ResourceInUse, $"Something still belongs to this {noun} or uses it; delete that first.");
            }

            _rows.Remove(id);
            catalog.Parents.Remove(id);
        },
        cancellationToken);

    private Task<Resource<TSpec>?> ChangeAsync(string operation, RequestKey? request, Resource<TSpec>? answer, Action change, CancellationToken cancellationToken) => LockedAsync(
        operation,
        () =>
        {
            if (request is not null && catalog.TryFind(request, out var earlier))
            {
                return (Resource<TSpec>?)earlier;
            }

            change();
            if (request is not null)
            {
                catalog.Keep(request, answer);
            }

            return answer;
        },
        cancellationToken);

    private void Put(Resource<TSpec> resource)
    {
        if (_rows.Values.Any(row => row.Id != resource.Id && row.Spec.ParentId == resource.Spec.ParentId && row.Spec.NameKey == resource.Spec.NameKey))
        {
            throw SyncException.NameTaken(noun, nameField);
        }

        _rows[resource.Id] = resource;
        catalog.Parents[resource.Id] = resource.Spec.ParentId;
    }

    private void CheckRevision(Guid id, long revision)
    {
        var row = _rows.GetValueOrDefault(id) ?? throw SyncException.NotFound(noun, id);
        if (row.Revision != revision)
        {
            throw SyncException.EtagMismatch(noun);
        }
    }

    private Task<T> LockedAsync<T>(string operation, Func<T> body, CancellationToken cancellationToken) => RunAsync(
        operation,
        () =>
        {
            lock (catalog.Gate)
            {
                return body();
            }
        },
        cancellationToken);
}
