namespace OrleansSync.Postgres.Metastore;

/// <summary>How the metastore is.</summary>
public enum MetastoreState
{
    /// <summary>It answers, and its schema fits.</summary>
    Healthy,

    /// <summary>It cannot be reached, or did not answer in time; that may pass.</summary>
    Unavailable,

    /// <summary>Its schema does not fit this server; a person must act.</summary>
    Incompatible,
}
