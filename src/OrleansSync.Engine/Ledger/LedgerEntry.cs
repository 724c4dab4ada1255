using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Values.Hashing;

namespace OrleansSync.Engine.Ledger;

/// <summary>One pair of row and item: where the item IS (routing says where it SHOULD be) and what each side had when they last agreed.</summary>
public sealed record LedgerEntry
{
    /// <summary>Of which definition.</summary>
    public required SyncDefinitionId Definition { get; init; }

    /// <summary>The row, in 16 bytes.</summary>
    public required SyncKey Key { get; init; }

    /// <summary>The row's key in full; kept only where a definition must find the row from its item (pull, two-way), for its size.</summary>
    public RowKey? RowKey { get; init; }

    /// <summary>What is known of the pair.</summary>
    public required LedgerState State { get; init; }

    /// <summary>Which way the last write went.</summary>
    public required Provenance Provenance { get; init; }

    /// <summary>The list in which the item is, or is being created.</summary>
    public required ListId List { get; init; }

    /// <summary>The item in <see cref="List"/>; null while its create is only reserved.</summary>
    public int? Item { get; init; }

    /// <summary>While moving, the list it goes to; null otherwise.</summary>
    public ListId? MovingTo { get; init; }

    /// <summary>While moving, the new item in <see cref="MovingTo"/>, once it is known to exist; null otherwise.</summary>
    public int? MovedItem { get; init; }

    /// <summary>
    /// The row over the columns of a push, as last pushed, or as stored by our pull. While moving: of the values that the new item was
    /// created with. Null when the row has something that must be pushed, whatever it is.
    /// </summary>
    public RowHash? RowHash { get; init; }

    /// <summary>
    /// The item over the columns of a pull, as last pulled, or as our push will read back. Null when that cannot be foretold,
    /// which is so while the item has columns that are only pulled.
    /// </summary>
    public RowHash? ItemHash { get; init; }

    /// <summary>The version of the item that our last write made, or that we last agreed with; guards every write.</summary>
    public ETag? ETag { get; init; }

    /// <summary>
    /// True when everything that the version <see cref="ETag"/> has for the table is in the table. False after a push that wrote over
    /// a foreign edit which also touched pull-only columns: those still wait for a pull, so the version must not pass for an echo.
    /// </summary>
    public bool IsAgreed { get; init; } = true;

    /// <summary>The values last agreed on, where the policy needs them. Kept apart from the entry in the store.</summary>
    public Row? Base { get; init; }

    /// <summary>When the pair was first reserved. UTC, whole microseconds.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the entry last changed. UTC, whole microseconds.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Where the item is; null while its create is only reserved.</summary>
    public ItemAddress? Address => Item is { } item ? new ItemAddress(List, item) : null;

    /// <summary>True when an earlier turn left something of which the outcome is not known.</summary>
    public bool IsUnsettled => State is LedgerState.Reserved or LedgerState.Inserting or LedgerState.Moving;
}
