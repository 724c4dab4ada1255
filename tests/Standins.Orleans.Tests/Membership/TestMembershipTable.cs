namespace Standins.Orleans.Tests.Membership;

/// <summary>A membership table in memory, with versions and etags; it can refuse writes and it tells what was written.</summary>
public sealed class TestMembershipTable : IMembershipTable
{
    private readonly Lock gate = new();
    private readonly Dictionary<SiloAddress, (MembershipEntry Entry, string Etag)> rows = [];
    private readonly List<string> written = [];
    private TableVersion version = new(0, "0");
    private int signs;

    public int Refusals { get; set; }

    public bool IsInitialized { get; private set; }

    public int Signs => Volatile.Read(ref signs);

    public TaskCompletionSource Alive { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string[] Written
    {
        get
        {
            lock (gate)
            {
                return [.. written];
            }
        }
    }

    public void Add(MembershipEntry entry)
    {
        lock (gate)
        {
            rows[entry.SiloAddress] = (Copy(entry), NewEtag());
        }
    }

    public SiloStatus StatusOf(SiloAddress silo)
    {
        lock (gate)
        {
            return rows[silo].Entry.Status;
        }
    }

    public Task InitializeMembershipTable(bool tryInitTableVersion)
    {
        IsInitialized = tryInitTableVersion;
        return Task.CompletedTask;
    }

    public Task DeleteMembershipTableEntries(string clusterId) => Task.CompletedTask;

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => Task.CompletedTask;

    public Task<MembershipTableData> ReadRow(SiloAddress key)
    {
        lock (gate)
        {
            return Task.FromResult(rows.TryGetValue(key, out var row)
                ? new MembershipTableData(Tuple.Create(Copy(row.Entry), row.Etag), version)
                : new MembershipTableData(version));
        }
    }

    public Task<MembershipTableData> ReadAll()
    {
        lock (gate)
        {
            return Task.FromResult(new MembershipTableData([.. rows.Values.Select(row => Tuple.Create(Copy(row.Entry), row.Etag))], version));
        }
    }

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => WriteAsync(entry, null, tableVersion);

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => WriteAsync(entry, etag, tableVersion);

    public Task UpdateIAmAlive(MembershipEntry entry)
    {
        lock (gate)
        {
            rows[entry.SiloAddress].Entry.IAmAliveTime = entry.IAmAliveTime;
        }

        if (Interlocked.Increment(ref signs) >= 2)
        {
            Alive.TrySetResult();
        }

        return Task.CompletedTask;
    }

    private Task<bool> WriteAsync(MembershipEntry entry, string? etag, TableVersion next)
    {
        lock (gate)
        {
            var known = rows.TryGetValue(entry.SiloAddress, out var row) ? row.Etag : null;
            if (Refusals > 0 || known != etag || next.VersionEtag != version.VersionEtag || next.Version != version.Version + 1)
            {
                Refusals = Math.Max(0, Refusals - 1);
                return Task.FromResult(false);
            }

            rows[entry.SiloAddress] = (Copy(entry), NewEtag());
            version = new TableVersion(next.Version, NewEtag());
            written.Add($"{entry.SiloName} {entry.Status}");
            return Task.FromResult(true);
        }
    }

    private static string NewEtag() => Guid.NewGuid().ToString();

    private static MembershipEntry Copy(MembershipEntry entry) => new()
    {
        SiloAddress = entry.SiloAddress,
        Status = entry.Status,
        SuspectTimes = entry.SuspectTimes is null ? null : [.. entry.SuspectTimes],
        ProxyPort = entry.ProxyPort,
        HostName = entry.HostName,
        SiloName = entry.SiloName,
        StartTime = entry.StartTime,
        IAmAliveTime = entry.IAmAliveTime,
    };
}
