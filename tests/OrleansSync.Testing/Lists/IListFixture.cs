using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Testing.Lists;

/// <summary>A new, empty list of the shape of <see cref="OrleansSync.Testing.Rows.TestRows"/> with the unique key column, and what people do to it.</summary>
public interface IListFixture : IAsyncDisposable
{
    /// <summary>The definition whose list it is.</summary>
    SyncDefinition Definition { get; }

    /// <summary>The list.</summary>
    ListId List { get; }

    /// <summary>What is tested.</summary>
    IListReader Reader { get; }

    /// <summary>What is tested.</summary>
    IListWriter Writer { get; }

    /// <summary>Somebody adds an item.</summary>
    Task<ItemAddress> AddAsync(Row fields, SyncKey? key = null);

    /// <summary>Somebody edits an item.</summary>
    Task EditAsync(int item, Row fields);

    /// <summary>Somebody deletes an item.</summary>
    Task DeleteAsync(int item);

    /// <summary>Somebody brings a deleted item back from the recycle bin.</summary>
    Task RestoreAsync(int item);

    /// <summary>The live item's fields; null when there is none.</summary>
    Task<Row?> FindAsync(int item);

    /// <summary>True when the item carries the mark of a deleted row.</summary>
    Task<bool> IsMarkedAsync(int item);

    /// <summary>Every delta link that was given until now is dead (410).</summary>
    Task ForgetLinksAsync();

    /// <summary>The answer of the next write is lost, although it is done.</summary>
    Task LoseNextReplyAsync();

    /// <summary>No write is sent any more: the budget is spent.</summary>
    Task SpendBudgetAsync();
}
