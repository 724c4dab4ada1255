using System.Collections.Immutable;

namespace OrleansSync.Engine.Catalog;

/// <summary>Reads all resources of one parent.</summary>
public static class ResourcesOfParent
{
    private const int Page = 500;

    /// <summary>All of them, in the order of their ids, page by page; a site has 2,000 lists at most.</summary>
    public static async Task<ImmutableArray<Resource<TSpec>>> ListAllAsync<TSpec>(this IResources<TSpec> resources, Guid parentId, CancellationToken cancellationToken)
        where TSpec : class, ICatalogSpec
    {
        var all = ImmutableArray.CreateBuilder<Resource<TSpec>>();
        Guid? after = null;
        while (true)
        {
            var page = await resources.ListAsync(parentId, after, Page, cancellationToken);
            all.AddRange(page);
            if (page.Length < Page)
            {
                return all.ToImmutable();
            }

            after = page[^1].Id;
        }
    }
}
