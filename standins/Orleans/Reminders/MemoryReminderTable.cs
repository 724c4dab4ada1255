using System.Collections.Concurrent;
using System.Globalization;
using Orleans.Serialization;

namespace Orleans.Runtime;

/// <summary>Keeps reminders in memory, with etags.</summary>
internal sealed class MemoryReminderTable : IReminderTable
{
    private readonly ConcurrentDictionary<(GrainId Grain, string Name), ReminderEntry> rows = new();
    private long lastEtag;

    public Task<ReminderTableData> ReadRows(GrainId grainId) => Data(rows.Values.Where(row => row.GrainId == grainId));

    public Task<ReminderTableData> ReadRows(uint begin, uint end) => Data(rows.Values.Where(row => row.GrainId.GetUniformHashCode() is var hash
        && (begin < end ? hash > begin && hash <= end : hash > begin || hash <= end)));

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) =>
        Task.FromResult((ReminderEntry?)DeepCopier.Copy(rows.GetValueOrDefault((grainId, reminderName))));

    public Task<string?> UpsertRow(ReminderEntry entry)
    {
        var row = (ReminderEntry)DeepCopier.Copy(entry)!;   // a copy of an entry is one
        row.ETag = Interlocked.Increment(ref lastEtag).ToString(CultureInfo.InvariantCulture);
        rows[(row.GrainId, row.ReminderName)] = row;
        return Task.FromResult<string?>(row.ETag);
    }

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => Task.FromResult(
        rows.TryGetValue((grainId, reminderName), out var row) && row.ETag == eTag && rows.TryRemove(new KeyValuePair<(GrainId Grain, string Name), ReminderEntry>((grainId, reminderName), row)));

    public Task TestOnlyClearTable()
    {
        rows.Clear();
        return Task.CompletedTask;
    }

    private static Task<ReminderTableData> Data(IEnumerable<ReminderEntry> rows) =>
        Task.FromResult(new ReminderTableData(rows.Select(row => (ReminderEntry)DeepCopier.Copy(row)!)));   // a copy of an entry is one
}
