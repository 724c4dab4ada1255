namespace OrleansSync.Engine.Catalog;

/// <summary>Whether a resource is in use. The numbers are stored and never change.</summary>
public enum ResourceStatus
{
    /// <summary>Not given: taken as active.</summary>
    Unspecified = 0,

    /// <summary>In use.</summary>
    Active = 1,

    /// <summary>Kept, and not used.</summary>
    Disabled = 2,
}
