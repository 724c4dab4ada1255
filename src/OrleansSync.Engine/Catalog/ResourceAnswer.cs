namespace OrleansSync.Engine.Catalog;

/// <summary>What was answered to a request that was made before.</summary>
/// <param name="Resource">The resource; null when it was deleted by the request.</param>
/// <typeparam name="TSpec">What is declared of the resource.</typeparam>
public sealed record ResourceAnswer<TSpec>(Resource<TSpec>? Resource)
    where TSpec : class, ICatalogSpec;
