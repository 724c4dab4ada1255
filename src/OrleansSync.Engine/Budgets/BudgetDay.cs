using System.Collections.Immutable;

namespace OrleansSync.Engine.Budgets;

/// <summary>What was granted in the last 24 h, by quarters of an hour; a quarter counts until 24 h after its end.</summary>
internal sealed class BudgetDay
{
    private const int Quarters = 96;
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);
    private readonly Queue<(long Number, int Units)> quarters = [];
    private (long Number, int Units) current;
    private int earlier;

    /// <summary>What counts, the oldest first.</summary>
    public ImmutableArray<BudgetQuarter> ToQuarters() =>
        [.. quarters.Append(current).Where(quarter => quarter.Units > 0).Select(quarter => new BudgetQuarter(quarter.Number, quarter.Units))];

    /// <summary>Counts what another budget granted before this one.</summary>
    public void Restore(ImmutableArray<BudgetQuarter> granted)
    {
        foreach (var quarter in granted)
        {
            Move(DateTimeOffset.UnixEpoch + (quarter.Number * Quarter));
            current.Units += quarter.Units;
        }
    }

    /// <summary>Units granted in the last 24 h, or a little longer.</summary>
    public int Used(DateTimeOffset now)
    {
        Move(now);
        return earlier + current.Units;
    }

    /// <summary>Notes a grant.</summary>
    public void Add(int units, DateTimeOffset now)
    {
        Move(now);
        current.Units += units;
    }

    /// <summary>When the oldest quarter stops to count.</summary>
    public DateTimeOffset FreesAt(DateTimeOffset now)
    {
        Move(now);
        var oldest = quarters.TryPeek(out var first) ? first.Number : current.Number;
        return DateTimeOffset.UnixEpoch + ((oldest + Quarters + 1) * Quarter);
    }

    private void Move(DateTimeOffset now)
    {
        var number = (now - DateTimeOffset.UnixEpoch).Ticks / Quarter.Ticks;
        if (number > current.Number)
        {
            if (current.Units > 0)
            {
                quarters.Enqueue(current);
                earlier += current.Units;
            }

            current = (number, 0);
        }

        while (quarters.TryPeek(out var oldest) && number - oldest.Number > Quarters)
        {
            earlier -= quarters.Dequeue().Units;
        }
    }
}
