namespace OrleansSync.Helix.Keys;

/// <summary>Whose a key is.</summary>
public enum KeyOwner
{
    /// <summary>Not said.</summary>
    Unspecified = 0,

    /// <summary>A person's: the Helix CLI sends it as <c>x-api-key</c>.</summary>
    User = 1,

    /// <summary>A cluster's: its callers send it to the cluster.</summary>
    Cluster = 2,
}
