namespace OrleansSync.Postgres.Tables;

/// <summary>The statements of a batch, in the order in which they are sent: what frees a unique value comes before what takes it.</summary>
internal enum WriteKind
{
    /// <summary>Delete.</summary>
    Delete,

    /// <summary>Update, of the mark too.</summary>
    Update,

    /// <summary>Insert.</summary>
    Insert,
}
