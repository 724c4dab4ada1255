using OrleansSync.Emulator.Graph;

namespace OrleansSync.Emulator.Control;

/// <summary>Counts requests.</summary>
internal sealed class Counters
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<OperationKind, long> requests = [];
    private readonly SortedDictionary<int, long> statuses = [];
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
            requests[kind] = requests.GetValueOrDefault(kind) + 1;
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
            units += cost;
            throttled += isThrottled ? 1 : 0;
        }
    }

    public CountersView Read()
    {
        lock (gate)
        {
            return new(new SortedDictionary<OperationKind, long>(requests), new SortedDictionary<int, long>(statuses), units, throttled, peak);
        }
    }

    public void Reset()
    {
        lock (gate)
        {
            requests.Clear();
            statuses.Clear();
            (units, throttled, peak) = (0, 0, current);
        }
    }
}
