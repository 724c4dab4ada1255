namespace OrleansSync.Postgres.Tables;

/// <summary>What a reader remembers of one definition between its calls; losing it costs time, never a row.</summary>
internal sealed class ReaderState
{
    /// <summary>The numbers that were seen.</summary>
    public NumberHistory Numbers { get; } = new();

    /// <summary>Held while the numbers are used: two calls may overlap.</summary>
    public SemaphoreSlim Gate { get; } = new(1);

    /// <summary>When the blocking transaction that was named last began; each is named once.</summary>
    public DateTimeOffset? NamedBlocker { get; set; }
}
