using OrleansSync.Emulator.Hosting;
using OrleansSync.Emulator.Lists;

namespace OrleansSync.Emulator.Faults;

/// <summary>What faults do to one answer.</summary>
internal sealed record FaultEffects
{
    /// <summary>Nothing.</summary>
    public static FaultEffects None { get; } = new();

    /// <summary>How often delta tokens were made to expire; older ones are answered with 410.</summary>
    public int TokenEpoch { get; init; }

    /// <summary>7.9: the code of a 410 to a delta token, or null.</summary>
    public string? ResyncCode { get; init; }

    /// <summary>7.6: deleted rows of this page show as error objects.</summary>
    public bool ErrorRow { get; init; }

    /// <summary>7.3: rows of this page stand there twice.</summary>
    public bool Duplicates { get; init; }

    /// <summary>7.3: rows of this page stand in another order.</summary>
    public bool Shuffles { get; init; }

    /// <summary>The answer is lost after the work is done.</summary>
    public bool IsLost { get; init; }

    /// <summary>A refusal in place of the work, or null.</summary>
    public Errors.GraphException? Refusal { get; init; }

    /// <summary>How long the answer takes.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The rows of a delta page as they are sent; the last row of an item is its latest state.</summary>
    public IEnumerable<ListItem> Disturb(List<ListItem> page)
    {
        IEnumerable<ListItem> rows = Shuffles ? page.OrderBy(item => SeededIds.Mix((ulong)item.Id)) : page;
        return Duplicates ? rows.SelectMany(item => new[] { item, item }) : rows;
    }
}
