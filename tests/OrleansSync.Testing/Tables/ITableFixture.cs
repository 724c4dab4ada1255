using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Tables;

namespace OrleansSync.Testing.Tables;

/// <summary>A new, empty table of the shape of <see cref="OrleansSync.Testing.Rows.TestRows"/>, with what people do to it.</summary>
public interface ITableFixture : IAsyncDisposable
{
    /// <summary>The definition whose table it is.</summary>
    SyncDefinition Definition { get; }

    /// <summary>What is tested.</summary>
    ITableReader Reader { get; }

    /// <summary>What is tested.</summary>
    ITableWriter Writer { get; }

    /// <summary>Somebody inserts or updates a row; with a watermark, or with none.</summary>
    Task PutAsync(RowKey key, Row row, bool hasWatermark = true);

    /// <summary>Somebody deletes a row.</summary>
    Task DeleteAsync(RowKey key);

    /// <summary>Somebody begins a transaction, writes a row in it and leaves it open.</summary>
    /// <returns>Commits it.</returns>
    Task<Func<Task>> PutInOpenTransactionAsync(RowKey key, Row row);

    /// <summary>The row as it is stored; null when there is none.</summary>
    Task<Row?> FindAsync(RowKey key);

    /// <summary>True when the row carries the definition's mark.</summary>
    Task<bool> IsMarkedAsync(RowKey key);

    /// <summary>From now on the table refuses any row whose name is this.</summary>
    Task RefuseNameAsync(string name);
}
