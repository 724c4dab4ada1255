namespace OrleansSync.PowerShell.Databases;

/// <summary>What a database is for.</summary>
public enum OSyncEnvironment
{
    /// <summary>Development.</summary>
    Development = 1,

    /// <summary>Staging.</summary>
    Staging = 2,

    /// <summary>Production.</summary>
    Production = 3,
}
