namespace OrleansSync.Simulation.Pump;

/// <summary>What is durable in the trivial pump's world: a table, a ledger and a list. Crashes leave it as it is.</summary>
internal sealed class Store
{
    private int lastItem;

    /// <summary>The rows that people have: key to value.</summary>
    public SortedDictionary<int, int> Table { get; } = [];

    /// <summary>Key to the item that holds the row; null while the create is only reserved.</summary>
    public SortedDictionary<int, int?> Ledger { get; } = [];

    /// <summary>Item to the key and value that it shows.</summary>
    public SortedDictionary<int, (int Key, int Value)> List { get; } = [];

    /// <summary>True when the list refuses a second item of one key.</summary>
    public bool KeyIsUnique { get; init; } = true;

    /// <summary>Adds an item.</summary>
    /// <exception cref="KeyTakenException">The key is unique and there is one already.</exception>
    public int Create(int key, int value)
    {
        if (KeyIsUnique && FindItem(key) is not null)
        {
            throw new KeyTakenException();
        }

        List.Add(++lastItem, (key, value));
        return lastItem;
    }

    /// <summary>The item of a key, or null.</summary>
    public int? FindItem(int key) => List.Where(item => item.Value.Key == key).Select(item => (int?)item.Key).FirstOrDefault();
}
