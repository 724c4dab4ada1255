namespace OrleansSync.Engine.Catalog;

/// <summary>Limits that all resources share.</summary>
public static class CatalogLimits
{
    /// <summary>Longest name, in characters.</summary>
    public const int NameLengthMax = 200;

    /// <summary>Longest description, in characters.</summary>
    public const int DescriptionLengthMax = 4_000;
}
