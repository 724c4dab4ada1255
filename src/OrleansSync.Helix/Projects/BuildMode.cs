namespace OrleansSync.Helix.Projects;

/// <summary>How queries are compiled.</summary>
public enum BuildMode
{
    /// <summary>Not said.</summary>
    Unspecified = 0,

    /// <summary>Fast to build, slower to run.</summary>
    Dev = 1,

    /// <summary>Slow to build, fast to run.</summary>
    Release = 2,

    /// <summary>The former name of dev; read, and refused with a hint.</summary>
    Debug = 3,
}
