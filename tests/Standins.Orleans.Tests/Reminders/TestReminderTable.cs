using System.Collections.Concurrent;

namespace Standins.Orleans.Tests.Reminders;

/// <summary>A reminder table that outlives its silo.</summary>
public sealed class TestReminderTable : IReminderTable
{
    private readonly ConcurrentDictionary<(GrainId Grain, string Name), ReminderEntry> rows = new();
    private int started;

    public int Started => started;

    public Task StartAsync(CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref started);
        return Task.CompletedTask;
    }

    public Task<ReminderTableData> ReadRows(GrainId grainId) => Task.FromResult(new ReminderTableData(rows.Values.Where(row => row.GrainId == grainId)));

    public Task<ReminderTableData> ReadRows(uint begin, uint end) => Task.FromResult(new ReminderTableData(rows.Values.Where(row =>
        row.GrainId.GetUniformHashCode() is var hash && (begin < end ? hash > begin && hash <= end : hash > begin || hash <= end))));

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) => Task.FromResult(rows.GetValueOrDefault((grainId, reminderName)));

    public Task<string?> UpsertRow(ReminderEntry entry)
    {
        var etag = Guid.NewGuid().ToString();
        rows[(entry.GrainId, entry.ReminderName)] = new() { GrainId = entry.GrainId, ReminderName = entry.ReminderName, StartAt = entry.StartAt, Period = entry.Period, ETag = etag };
        return Task.FromResult<string?>(etag);
    }

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) =>
        Task.FromResult(rows.TryGetValue((grainId, reminderName), out var row) && row.ETag == eTag && rows.TryRemove((grainId, reminderName), out _));

    public Task TestOnlyClearTable()
    {
        rows.Clear();
        return Task.CompletedTask;
    }
}
