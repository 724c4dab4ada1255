namespace OrleansSync.Engine.Catalog;

/// <summary>What a person declares of a resource of the catalog. Its JSON is stored: properties are added, never renamed.</summary>
public interface ICatalogSpec
{
    /// <summary>The resource that it belongs to and whose names it shares; null for one that belongs to none.</summary>
    Guid? ParentId { get; }

    /// <summary>Two resources of one kind and parent whose keys are equal have the same name.</summary>
    string NameKey { get; }
}
