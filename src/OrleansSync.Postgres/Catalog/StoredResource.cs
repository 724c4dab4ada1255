using OrleansSync.Engine.Catalog;

namespace OrleansSync.Postgres.Catalog;

/// <summary>A resource as it is kept in a stored answer; the spec alone as it is kept in its row.</summary>
internal sealed record StoredResource<TSpec>(Guid Id, long Revision, TSpec Spec, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
    where TSpec : class, ICatalogSpec
{
    public static StoredResource<TSpec> Of(Resource<TSpec> resource) => new(resource.Id, resource.Revision, resource.Spec, resource.CreatedAt, resource.UpdatedAt);

    public Resource<TSpec> ToResource() => new(Id, Revision, Spec, CreatedAt, UpdatedAt);
}
