namespace OrleansSync.Postgres.Metastore;

/// <summary>Which failed attempts of a change may be made again. Opening a connection is always repeated.</summary>
internal enum Repeat
{
    /// <summary>Those that certainly did not commit: a commit whose answer was lost is reported, not repeated.</summary>
    UnlessCommitted,

    /// <summary>All: the change finds its own earlier commit (by a request id, or an etag drawn before the first attempt) or does the same once more.</summary>
    Always,

    /// <summary>None, once the work has begun: it does something outside of the database.</summary>
    Never,
}
