namespace OrleansSync.Engine.Identity;

/// <summary>Where ids come from: a port, so that a simulation can give the same ids for the same seed.</summary>
public interface IIdSource
{
    /// <summary>A new UUID version 7: unique, and ordered by the time it was drawn.</summary>
    Guid Next();
}
