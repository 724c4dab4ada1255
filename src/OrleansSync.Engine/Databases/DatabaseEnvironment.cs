namespace OrleansSync.Engine.Databases;

/// <summary>What a database is for. The numbers are stored and never change.</summary>
public enum DatabaseEnvironment
{
    /// <summary>Not given.</summary>
    Unspecified = 0,

    /// <summary>Development.</summary>
    Development = 1,

    /// <summary>Staging.</summary>
    Staging = 2,

    /// <summary>Production.</summary>
    Production = 3,
}
