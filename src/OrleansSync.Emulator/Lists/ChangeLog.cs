namespace OrleansSync.Emulator.Lists;

/// <summary>
/// The changes of a list in order, the latest one of each item only. Earlier ones stay until they are more than half and are then
/// swept, so that a read costs what it returns.
/// </summary>
internal sealed class ChangeLog
{
    private const int SweepMin = 1024;
    private long[] changes = new long[16];
    private int[] items = new int[16];
    private int stale;

    /// <summary>How many entries there are, superseded ones among them.</summary>
    public int Count { get; private set; }

    /// <summary>The last change, 0 when there was none.</summary>
    public long Last { get; private set; }

    /// <summary>Notes a change of an item and numbers it.</summary>
    public void Add(ListItem item, Func<int, ListItem?> find)
    {
        stale += item.Change > 0 ? 1 : 0;
        Append(++Last, item.Id);
        item.Change = Last;
        if (Count > SweepMin && stale > Count / 2)
        {
            Sweep(find);
        }
    }

    /// <summary>Puts back a change of a saved state; these come in order.</summary>
    public void Load(long change, int item, long last)
    {
        if (item > 0)
        {
            Append(change, item);
        }

        Last = last;
    }

    /// <summary>The index of the first entry after a change.</summary>
    public int After(long change)
    {
        var index = Array.BinarySearch(changes, 0, Count, change + 1);
        return index >= 0 ? index : ~index;
    }

    /// <summary>The change and item at an index.</summary>
    public (long Change, int Item) At(int index) => (changes[index], items[index]);

    private void Append(long change, int item)
    {
        if (Count == changes.Length)
        {
            Array.Resize(ref changes, Count * 2);
            Array.Resize(ref items, Count * 2);
        }

        (changes[Count], items[Count]) = (change, item);
        Count++;
    }

    private void Sweep(Func<int, ListItem?> find)
    {
        var kept = 0;
        for (var index = 0; index < Count; index++)
        {
            if (find(items[index])?.Change == changes[index])
            {
                (changes[kept], items[kept]) = (changes[index], items[index]);
                kept++;
            }
        }

        (Count, stale) = (kept, 0);
    }
}
