namespace OrleansSync.Engine.Databases;

/// <summary>What an instance is to its database. The numbers are stored and never change.</summary>
public enum InstanceRole
{
    /// <summary>Not given.</summary>
    Unspecified = 0,

    /// <summary>Takes writes.</summary>
    Primary = 1,

    /// <summary>Follows the primary and can take its place.</summary>
    Standby = 2,

    /// <summary>Follows the primary and never takes its place.</summary>
    Replica = 3,
}
