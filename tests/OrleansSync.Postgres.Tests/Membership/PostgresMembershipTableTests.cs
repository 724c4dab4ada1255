using System.Net;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using OrleansSync.Engine.Errors;
using OrleansSync.Postgres.Identity;
using OrleansSync.Postgres.Membership;
using OrleansSync.Postgres.Metastore;
using OrleansSync.Postgres.Tests.Fixtures;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Postgres.Tests.Membership;

/// <summary>What Orleans expects of a membership table.</summary>
public sealed class PostgresMembershipTableTests : IAsyncLifetime
{
    private static readonly DateTime Start = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private TestMetastore _metastore = null!; // Set before each test.
    private IMembershipTable _table = null!;
    private int _generation;

    public async Task InitializeAsync()
    {
        _metastore = await TestMetastore.CreateAsync();
        _table = await OpenAsync("cluster");
    }

    public async Task DisposeAsync() => await _metastore.DisposeAsync();

    [PostgresFact]
    public async Task ReadAll_NewCluster_VersionZeroAndNoSilos()
    {
        var data = await _table.ReadAll();

        Assert.Equal(0, data.Version.Version);
        Assert.NotEmpty(data.Version.VersionEtag);
        Assert.Empty(data.Members);
    }

    [PostgresFact]
    public async Task Initialize_Again_ChangesNothing()
    {
        await _table.InsertRow(New(), (await _table.ReadAll()).Version.Next());
        var before = (await _table.ReadAll()).Version;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _table.InitializeMembershipTable(true))));
        await _table.InitializeMembershipTable(false);

        Assert.Equal(before, (await _table.ReadAll()).Version);
    }

    [PostgresFact]
    public async Task InsertRow_New_IsReadBackWithEveryField()
    {
        var entry = New();
        entry.SiloName = "Silo 🦉";
        entry.HostName = "host'; --";
        entry.RoleName = "role";
        (entry.Status, entry.ProxyPort, entry.UpdateZone, entry.FaultZone) = (SiloStatus.Joining, 30_000, 3, 4);
        entry.IAmAliveTime = Start.AddTicks(1_234_560);
        entry.SuspectTimes = [Tuple.Create(Address(), Start.AddTicks(7)), Tuple.Create(Address(), Start.AddHours(1))];

        Assert.True(await _table.InsertRow(entry, (await _table.ReadAll()).Version.Next()));

        foreach (var data in new[] { await _table.ReadAll(), await _table.ReadRow(entry.SiloAddress) })
        {
            Assert.Equal(1, data.Version.Version);
            AssertEqual(entry, Assert.Single(data.Members).Item1);
        }
    }

    [PostgresFact]
    public async Task InsertRow_Ipv6AndNoVotes_IsReadBack()
    {
        var entry = New();
        entry.SiloAddress = SiloAddress.New(IPAddress.Parse("2001:db8::17"), 11_111, 5);
        entry.SuspectTimes = null;

        await _table.InsertRow(entry, (await _table.ReadAll()).Version.Next());

        AssertEqual(entry, Assert.Single((await _table.ReadRow(entry.SiloAddress)).Members).Item1);
    }

    [PostgresFact]
    public async Task InsertRow_StaleVersionOrExistingSilo_IsRefusedAndChangesNothing()
    {
        var entry = New();
        var stale = (await _table.ReadAll()).Version.Next();
        Assert.True(await _table.InsertRow(entry, stale));
        var before = await _table.ReadAll();

        Assert.False(await _table.InsertRow(entry, stale));
        Assert.False(await _table.InsertRow(New(), stale));
        Assert.False(await _table.InsertRow(entry, before.Version.Next()));
        Assert.False(await _table.InsertRow(New(), new TableVersion(2, "nonsense")));
        Assert.False(await _table.InsertRow(New(), before.Version));

        var after = await _table.ReadAll();
        Assert.Equal(before.Version, after.Version);
        Assert.Equal(Assert.Single(before.Members).Item2, Assert.Single(after.Members).Item2);
    }

    [PostgresFact]
    public async Task UpdateRow_BothEtagsRight_ReplacesTheRowAndBothEtags()
    {
        var entry = New();
        var before = await InsertAsync(entry);
        (entry.Status, entry.SiloName, entry.ProxyPort) = (SiloStatus.Dead, "renamed", 0);
        entry.AddSuspector(Address(), Start.AddMinutes(1));

        Assert.True(await _table.UpdateRow(entry, before.Members[0].Item2, before.Version.Next()));

        var after = await _table.ReadAll();
        AssertEqual(entry, Assert.Single(after.Members).Item1);
        Assert.NotEqual(before.Members[0].Item2, after.Members[0].Item2);
        Assert.NotEqual(before.Version.VersionEtag, after.Version.VersionEtag);
        Assert.Equal(2, after.Version.Version);
    }

    [PostgresFact]
    public async Task UpdateRow_AnyEtagWrong_IsRefusedAndChangesNothing()
    {
        var entry = New();
        var first = await InsertAsync(entry);
        var staleRow = first.Members[0].Item2;
        Assert.True(await _table.UpdateRow(entry, staleRow, first.Version.Next()));
        var before = await _table.ReadAll();
        var row = before.Members[0].Item2;
        entry.Status = SiloStatus.Dead;

        Assert.False(await _table.UpdateRow(entry, row, first.Version.Next()));
        Assert.False(await _table.UpdateRow(entry, staleRow, before.Version.Next()));
        Assert.False(await _table.UpdateRow(entry, "nonsense", before.Version.Next()));
        Assert.False(await _table.UpdateRow(New(), row, before.Version.Next()));

        var after = await _table.ReadAll();
        Assert.Equal(before.Version, after.Version);
        Assert.Equal((row, SiloStatus.Joining), (after.Members[0].Item2, after.Members[0].Item1.Status));
    }

    [PostgresFact]
    public async Task InsertAndUpdateRow_FromManySilosAtOnce_EachVersionIsTakenOnce()
    {
        const int Silos = 8;
        const int UpdatesEach = 3;
        var attempts = 0;

        async Task RetryAsync(Func<MembershipTableData, Task<bool>> change)
        {
            while (!await change(await _table.ReadAll()))
            {
                Assert.InRange(Interlocked.Increment(ref attempts), 0, 10_000);
            }
        }

        await Task.WhenAll(Enumerable.Range(0, Silos).Select(_ => New()).Select(entry => Task.Run(async () =>
        {
            await RetryAsync(data => _table.InsertRow(entry, data.Version.Next()));
            for (var update = 0; update < UpdatesEach; update++)
            {
                await RetryAsync(data =>
                {
                    var (current, etag) = Assert.IsType<Tuple<MembershipEntry, string>>(data.TryGet(entry.SiloAddress));
                    current.ProxyPort++;
                    return _table.UpdateRow(current, etag, data.Version.Next());
                });
            }
        })));

        var data = await _table.ReadAll();
        Assert.Equal(Silos * (1 + UpdatesEach), data.Version.Version);
        Assert.Equal(Silos, data.Members.Count);
        Assert.All(data.Members, member => Assert.Equal(UpdatesEach, member.Item1.ProxyPort));
    }

    [PostgresFact]
    public async Task InsertRow_CommitAnswerLost_IsRepeatedAndRecognised()
    {
        var direct = new NpgsqlConnectionStringBuilder(_metastore.ConnectionString);
        await using var proxy = new LossyProxy(direct.Port);
        await using var database = TestMetastore.Connect(new NpgsqlConnectionStringBuilder(direct.ConnectionString) { Port = proxy.Port }.ConnectionString);
        var table = Over(database, "cluster");
        var entry = New();
        var version = (await _table.ReadAll()).Version.Next();
        proxy.Lose(LossyProxy.Loss.Answer, times: 1);

        Assert.True(await table.InsertRow(entry, version));

        Assert.Equal(1, proxy.LostCommits);
        Assert.Equal(1, (await _table.ReadAll()).Version.Version);
    }

    [PostgresFact]
    public async Task UpdateIAmAlive_Existing_ChangesTheTimeAndNothingElse()
    {
        var entry = New();
        entry.SuspectTimes = [Tuple.Create(Address(), Start)];
        var before = await InsertAsync(entry);

        // Orleans gives an entry that holds nothing else.
        await _table.UpdateIAmAlive(new MembershipEntry { SiloAddress = entry.SiloAddress, IAmAliveTime = Start.AddMinutes(5) });

        var after = await _table.ReadAll();
        entry.IAmAliveTime = Start.AddMinutes(5);
        AssertEqual(entry, Assert.Single(after.Members).Item1);
        Assert.Equal(before.Version, after.Version);
        Assert.True(await _table.UpdateRow(entry, before.Members[0].Item2, before.Version.Next()));
    }

    [PostgresFact]
    public async Task UpdateIAmAlive_Unknown_DoesNothing()
    {
        await _table.UpdateIAmAlive(New());

        Assert.Empty((await _table.ReadAll()).Members);
    }

    [PostgresFact]
    public async Task ReadRow_Unknown_TheVersionAlone()
    {
        var data = await InsertAsync(New());

        var read = await _table.ReadRow(Address());

        Assert.Empty(read.Members);
        Assert.Equal(data.Version, read.Version);
    }

    [PostgresFact]
    public async Task CleanupDefunctSiloEntries_OldAndNotActive_AreRemoved()
    {
        foreach (var status in Enum.GetValues<SiloStatus>())
        {
            await InsertAsync(New(status, Start.AddDays(-10)));
        }

        var young = New(SiloStatus.Dead, Start);
        var suspectedLately = New(SiloStatus.Dead, Start.AddDays(-10));
        suspectedLately.SuspectTimes = [Tuple.Create(Address(), Start.AddDays(-20)), Tuple.Create(Address(), Start)];
        var startedLately = New(SiloStatus.Joining, Start.AddDays(-10));
        startedLately.StartTime = Start;
        await InsertAsync(young);
        await InsertAsync(suspectedLately);
        var before = await InsertAsync(startedLately);

        await _table.CleanupDefunctSiloEntries(new DateTimeOffset(Start.AddDays(-1)).ToOffset(TimeSpan.FromHours(5)));

        var after = await _table.ReadAll();
        Assert.Equal(4, after.Members.Count);
        Assert.Contains(after.Members, member => member.Item1.Status == SiloStatus.Active);
        Assert.NotNull(after.TryGet(young.SiloAddress));
        Assert.NotNull(after.TryGet(suspectedLately.SiloAddress));
        Assert.NotNull(after.TryGet(startedLately.SiloAddress));
        Assert.Equal(before.Version, after.Version);
    }

    [PostgresFact]
    public async Task AnyRow_OfAnotherCluster_IsNeitherSeenNorTouched()
    {
        var other = await OpenAsync("Cluster");
        var entry = New(SiloStatus.Dead, Start.AddDays(-10));
        Assert.True(await other.InsertRow(entry, (await other.ReadAll()).Version.Next()));
        var before = await other.ReadAll();

        Assert.Empty((await _table.ReadAll()).Members);
        Assert.Empty((await _table.ReadRow(entry.SiloAddress)).Members);
        Assert.False(await _table.UpdateRow(entry, before.Members[0].Item2, before.Version.Next()));
        Assert.False(await _table.InsertRow(entry, before.Version.Next()));
        await _table.UpdateIAmAlive(New());
        await _table.CleanupDefunctSiloEntries(new DateTimeOffset(Start));
        await _table.DeleteMembershipTableEntries("cluster");

        var after = await other.ReadAll();
        Assert.Equal((before.Version, 1), (after.Version, after.Members.Count));
    }

    [PostgresFact]
    public async Task DeleteMembershipTableEntries_Cluster_RemovesItUntilItIsInitialisedAgain()
    {
        var before = await InsertAsync(New());

        await _table.DeleteMembershipTableEntries("cluster");

        var deleted = await _table.ReadAll();
        Assert.Empty(deleted.Members);
        Assert.False(await _table.InsertRow(New(), deleted.Version.Next()));
        Assert.False(await _table.InsertRow(New(), before.Version.Next()));
        await _table.InitializeMembershipTable(true);
        Assert.True(await _table.InsertRow(New(), (await _table.ReadAll()).Version.Next()));
    }

    [PostgresFact]
    public async Task Any_DatabaseIsGone_MetastoreUnavailable()
    {
        await using var database = TestMetastore.Connect("Host=127.0.0.1;Port=1", options => options.RetryTotal = TimeSpan.Zero);
        var table = Over(database, "cluster");
        var version = new TableVersion(1, Guid.Empty.ToString("N"));

        Func<Task>[] operations =
        [
            () => table.InitializeMembershipTable(true),
            () => table.ReadAll(),
            () => table.ReadRow(Address()),
            () => table.InsertRow(New(), version),
            () => table.UpdateRow(New(), version.VersionEtag, version),
            () => table.UpdateIAmAlive(New()),
            () => table.CleanupDefunctSiloEntries(new DateTimeOffset(Start)),
            () => table.DeleteMembershipTableEntries("cluster"),
        ];
        foreach (var operation in operations)
        {
            Assert.Equal(SyncError.MetastoreUnavailable, (await Assert.ThrowsAsync<SyncException>(operation)).Error);
        }
    }

    private static PostgresMembershipTable Over(MetastoreDatabase database, string clusterId) =>
        new(database, new SystemIdSource(TimeProvider.System), Options.Create(new ClusterOptions { ClusterId = clusterId }));

    private async Task<IMembershipTable> OpenAsync(string clusterId)
    {
        var table = Over(_metastore.Metastore, clusterId);
        await table.InitializeMembershipTable(true);
        return table;
    }

    private async Task<MembershipTableData> InsertAsync(MembershipEntry entry)
    {
        Assert.True(await _table.InsertRow(entry, (await _table.ReadAll()).Version.Next()));
        return await _table.ReadAll();
    }

    private SiloAddress Address() => SiloAddress.New(IPAddress.Loopback, 11_111, Interlocked.Increment(ref _generation));

    private MembershipEntry New(SiloStatus status = SiloStatus.Joining, DateTime? at = null) => new()
    {
        SiloAddress = Address(),
        SiloName = "silo",
        HostName = "host",
        Status = status,
        StartTime = at ?? Start,
        IAmAliveTime = at ?? Start,
    };

    private static void AssertEqual(MembershipEntry expected, MembershipEntry actual)
    {
        Assert.Equal(
            (expected.SiloAddress, expected.SiloName, expected.HostName, expected.RoleName, expected.Status, expected.ProxyPort),
            (actual.SiloAddress, actual.SiloName, actual.HostName, actual.RoleName, actual.Status, actual.ProxyPort));
        Assert.Equal((expected.UpdateZone, expected.FaultZone, expected.StartTime, expected.IAmAliveTime), (actual.UpdateZone, actual.FaultZone, actual.StartTime, actual.IAmAliveTime));
        Assert.Equal(DateTimeKind.Utc, actual.IAmAliveTime.Kind);
        Assert.Equal(expected.SuspectTimes, actual.SuspectTimes);
    }
}
