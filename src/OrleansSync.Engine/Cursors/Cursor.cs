using OrleansSync.Engine.Keys;

namespace OrleansSync.Engine.Cursors;

/// <summary>A position in a change stream. It lives beside the ledger and moves in the ledger's commit, never anywhere else.</summary>
[GenerateSerializer, Immutable, Alias("Cursor")]
public abstract record Cursor
{
    private Cursor()
    {
    }

    /// <summary>
    /// After the row with this watermark and key, in the order (watermark, key); rows whose watermark is null come first, in the order of
    /// their keys, so that ties of any length and nulls are paged alike.
    /// </summary>
    /// <param name="Watermark">Null while rows without a watermark are read, and at the beginning.</param>
    /// <param name="Key">Null at the beginning, and after everything up to and with the watermark.</param>
    /// <param name="Settled">Within rows that are read again in the next round: the watermark after which that one begins; otherwise null.</param>
    [GenerateSerializer, Immutable, Alias("Cursor.Keyset")]
    public sealed record Keyset([property: Id(0)] Watermark? Watermark, [property: Id(1)] RowKey? Key, [property: Id(2)] Watermark? Settled = null) : Cursor;

    /// <summary>After the transaction that was committed at this position of the write-ahead log.</summary>
    /// <param name="Position">The commit LSN.</param>
    [GenerateSerializer, Immutable, Alias("Cursor.Lsn")]
    public sealed record Lsn([property: Id(0)] ulong Position) : Cursor;

    /// <summary>The next link of a round under way, or the delta link of a round that ended; opaque, and secret as it may hold a token.</summary>
    /// <param name="Link">The address as Graph gave it.</param>
    /// <param name="EndedAt">When the round that gave it ended; null within a round. A link older than 50 days is not tried.</param>
    [GenerateSerializer, Immutable, Alias("Cursor.DeltaLink")]
    public sealed record DeltaLink([property: Id(0)] string Link, [property: Id(1)] DateTimeOffset? EndedAt) : Cursor
    {
        /// <summary>Nothing of the link.</summary>
        public override string ToString() => nameof(DeltaLink);
    }

    /// <summary>Within a full scan in the order of keys.</summary>
    /// <param name="After">The last key read; null at the beginning.</param>
    /// <param name="StartedAt">When the scan began, by the metastore's clock.</param>
    [GenerateSerializer, Immutable, Alias("Cursor.FullScan")]
    public sealed record FullScan([property: Id(0)] RowKey? After, [property: Id(1)] DateTimeOffset StartedAt) : Cursor;
}
