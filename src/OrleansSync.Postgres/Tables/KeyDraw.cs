namespace OrleansSync.Postgres.Tables;

/// <summary>Where the keys of rows to come are drawn from.</summary>
internal abstract record KeyDraw
{
    private KeyDraw()
    {
    }

    /// <summary>Nowhere: rows of this table cannot be inserted by a pull.</summary>
    public static KeyDraw None { get; } = new Nothing();

    /// <summary>UUIDs of ours, version 7.</summary>
    public static KeyDraw Uuids { get; } = new Uuid();

    /// <summary>Nowhere.</summary>
    public sealed record Nothing : KeyDraw;

    /// <summary>UUIDs of ours, version 7, for a key of one uuid column.</summary>
    public sealed record Uuid : KeyDraw;

    /// <summary>A sequence, that of an identity or serial column among them, for a key of one numeric column.</summary>
    /// <param name="Schema">Its schema.</param>
    /// <param name="Name">Its name.</param>
    public sealed record Sequence(string Schema, string Name) : KeyDraw;
}
