namespace OrleansSync.Helix.Deployments;

/// <summary>What a deployment tells those who watch it.</summary>
public enum DeployEventKind
{
    /// <summary>Not said.</summary>
    Unspecified = 0,

    /// <summary>The source is being checked.</summary>
    ValidatingQueries = 1,

    /// <summary>A percentage of the build.</summary>
    Building = 2,

    /// <summary>The cluster takes the build.</summary>
    Deploying = 3,

    /// <summary>A line of output.</summary>
    Log = 4,

    /// <summary>The end: it runs, at an address.</summary>
    Done = 5,

    /// <summary>The end: something failed, and the message says what.</summary>
    Error = 6,

    /// <summary>The end: what was sent cannot be deployed.</summary>
    BadRequest = 7,

    /// <summary>The end: the queries are wrong.</summary>
    QueryValidationError = 8,
}
