using OrleansSync.Emulator.Graph;

namespace OrleansSync.Emulator.Control;

/// <summary>Counts requests.</summary>
internal sealed class Counters
{
    private const int StatusMax = 599;
    private readonly Lock gate = new();
    private readonly long[] requests = new long[Enum.GetValues<OperationKind>().Length];
    private readonly long[] statuses = new long[StatusMax + 1];
    private long units;
    private long throttled;
    private int current;
    private int peak;

    public void Enter()
    {
        lock (gate)
        {
            peak = Math.Max(peak, ++current);
        }
    }

    public void Leave()
    {
        lock (gate)
        {
            current--;
        }
    }

    public void Add(OperationKind kind, int status, int cost, bool isThrottled)
    {
        lock (gate)
        {
            requests[(int)kind]++;
            statuses[status]++;
            units += cost;
            throttled += isThrottled ? 1 : 0;
        }
    }

    public CountersView Read()
    {
        lock (gate)
        {
            return new(Counted(requests, number => (OperationKind)number), Counted(statuses, number => number), units, throttled, peak);
        }
    }

    public void Reset()
    {
        lock (gate)
        {
            Array.Clear(requests);
            Array.Clear(statuses);
            (units, throttled, peak) = (0, 0, current);
        }
    }

    private static SortedDictionary<T, long> Counted<T>(long[] counts, Func<int, T> key)
        where T : notnull
    {
        var result = new SortedDictionary<T, long>();
        for (var number = 0; number < counts.Length; number++)
        {
            if (counts[number] > 0)
            {
                result[key(number)] = counts[number];
            }
        }

        return result;
    }
}
