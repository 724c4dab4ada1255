using Microsoft.Extensions.Options;
using Orleans.Configuration;
using OrleansSync.Engine.Errors;
using OrleansSync.Postgres.Identity;
using OrleansSync.Postgres.Metastore;
using OrleansSync.Postgres.Reminders;
using OrleansSync.Postgres.Tests.Fixtures;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Postgres.Tests.Reminders;

/// <summary>What Orleans expects of a reminder table.</summary>
public sealed class PostgresReminderTableTests : IAsyncLifetime
{
    private static readonly DateTime Start = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private TestMetastore _metastore = null!; // Set before each test.
    private IReminderTable _table = null!;

    public async Task InitializeAsync()
    {
        _metastore = await TestMetastore.CreateAsync();
        _table = Over(_metastore.Metastore);
        await _table.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _table.StopAsync();
        await _metastore.DisposeAsync();
    }

    [PostgresFact]
    public async Task ReadRow_Unknown_Null() => Assert.Null(await _table.ReadRow(Grain("a"), "wake"));

    [PostgresTheory]
    [InlineData("a", "wake")]
    [InlineData("foo/bar\\#baz?", "foo/bar\\#b_a_z?")]
    [InlineData("東京 🦉 e\u0301", "'; drop table orleanssync.reminders; --")]
    public async Task UpsertRow_New_IsReadBackEqual(string key, string name)
    {
        var entry = New(Grain(key), name);
        entry.StartAt = Start.AddTicks(1_234_560);
        entry.Period = new TimeSpan(400, 23, 59, 59, 999, 999);

        var etag = await _table.UpsertRow(entry);

        var read = Assert.IsType<ReminderEntry>(await _table.ReadRow(entry.GrainId, name));
        Assert.Equal(
            (entry.GrainId, name, entry.StartAt, DateTimeKind.Utc, entry.Period, etag),
            (read.GrainId, read.ReminderName, read.StartAt, read.StartAt.Kind, read.Period, read.ETag));
    }

    [PostgresTheory]
    [InlineData(DateTimeKind.Unspecified)]
    [InlineData(DateTimeKind.Local)]
    public async Task UpsertRow_TimeIsNotMarkedAsUtc_IsTheSameInstant(DateTimeKind kind)
    {
        var entry = New(Grain("a"), "wake");
        entry.StartAt = kind == DateTimeKind.Local ? Start.ToLocalTime() : DateTime.SpecifyKind(Start, kind);

        await _table.UpsertRow(entry);

        Assert.Equal(Start, (await _table.ReadRow(entry.GrainId, "wake"))?.StartAt);
    }

    [PostgresFact]
    public async Task UpsertRow_Existing_ReplacesItAndItsEtag()
    {
        var entry = New(Grain("a"), "wake");
        var first = await _table.UpsertRow(entry);
        (entry.StartAt, entry.Period) = (Start.AddDays(1), TimeSpan.FromHours(2));

        var second = await _table.UpsertRow(entry);

        Assert.NotEqual(first, second);
        var row = Assert.Single((await _table.ReadRows(entry.GrainId)).Reminders);
        Assert.Equal((Start.AddDays(1), TimeSpan.FromHours(2), second), (row.StartAt, row.Period, row.ETag));
    }

    [PostgresFact]
    public async Task UpsertRow_SameReminderFromManyTasks_EachEtagIsItsOwnAndOneRowStays()
    {
        var etags = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => Task.Run(() =>
        {
            var entry = New(Grain("a"), "wake");
            entry.StartAt = Start.AddSeconds(number);
            return _table.UpsertRow(entry);
        })));

        Assert.Equal(16, etags.Distinct().Count());
        Assert.Contains(Assert.Single((await _table.ReadRows(Grain("a"))).Reminders).ETag, etags);
    }

    [PostgresFact]
    public async Task RemoveRow_OnlyTheLastEtagOfTheRightReminder_Removes()
    {
        var entry = New(Grain("a"), "wake");
        var stale = Assert.IsType<string>(await _table.UpsertRow(entry));
        var current = Assert.IsType<string>(await _table.UpsertRow(entry));

        Assert.False(await _table.RemoveRow(entry.GrainId, "wake", stale));
        Assert.False(await _table.RemoveRow(entry.GrainId, "wake", "nonsense"));
        Assert.False(await _table.RemoveRow(entry.GrainId, "other", current));
        Assert.False(await _table.RemoveRow(Grain("b"), "wake", current));
        Assert.NotNull(await _table.ReadRow(entry.GrainId, "wake"));
        Assert.True(await _table.RemoveRow(entry.GrainId, "wake", current));
        Assert.False(await _table.RemoveRow(entry.GrainId, "wake", current));
        Assert.Null(await _table.ReadRow(entry.GrainId, "wake"));
    }

    [PostgresFact]
    public async Task ReadRows_OfAGrain_AreItsOwn()
    {
        await _table.UpsertRow(New(Grain("a"), "one"));
        await _table.UpsertRow(New(Grain("a"), "two"));
        await _table.UpsertRow(New(Grain("A"), "three"));
        await _table.UpsertRow(New(GrainId.Create("other", "a"), "four"));

        Assert.Equal(["one", "two"], (await _table.ReadRows(Grain("a"))).Reminders.Select(row => row.ReminderName));
        Assert.Empty((await _table.ReadRows(Grain("b"))).Reminders);
    }

    [PostgresFact]
    public async Task ReadRows_OfARange_AreThoseInsideIt()
    {
        var grains = Enumerable.Range(0, 200).Select(number => Grain($"grain {number}")).ToArray();
        foreach (var grain in grains)
        {
            await _table.UpsertRow(New(grain, "wake"));
        }

        var hashes = grains.Select(grain => grain.GetUniformHashCode()).Order().ToArray();
        // On both sides of the middle of the ring, where a signed number would change its sign.
        Assert.True(hashes[0] < int.MaxValue && hashes[^1] > int.MaxValue);
        (uint Begin, uint End)[] ranges =
        [
            (0, 0), (0, uint.MaxValue), (uint.MaxValue, 0), (5, 5), (hashes[3], hashes[3]), (hashes[3], hashes[9]), (hashes[9], hashes[3]),
            (hashes[3] - 1, hashes[3]), (hashes[3], hashes[3] + 1), (hashes[^1], hashes[0]), (int.MaxValue, uint.MaxValue), (uint.MaxValue, int.MaxValue),
        ];
        foreach (var (begin, end) in ranges)
        {
            var expected = hashes.Where(hash => begin < end ? hash > begin && hash <= end : hash > begin || hash <= end);

            var rows = await _table.ReadRows(begin, end);

            Assert.Equal(expected, rows.Reminders.Select(row => row.GrainId.GetUniformHashCode()).Order());
        }
    }

    [PostgresFact]
    public async Task AnyRow_OfAnotherService_IsNeitherSeenNorTouched()
    {
        var other = Over(_metastore.Metastore, "other");
        var etag = Assert.IsType<string>(await other.UpsertRow(New(Grain("a"), "wake")));

        Assert.Null(await _table.ReadRow(Grain("a"), "wake"));
        Assert.Empty((await _table.ReadRows(Grain("a"))).Reminders);
        Assert.Empty((await _table.ReadRows(0, 0)).Reminders);
        Assert.False(await _table.RemoveRow(Grain("a"), "wake", etag));
        await _table.UpsertRow(New(Grain("a"), "wake"));
        await _table.TestOnlyClearTable();
        Assert.Empty((await _table.ReadRows(0, 0)).Reminders);
        Assert.Equal(etag, (await other.ReadRow(Grain("a"), "wake"))?.ETag);
    }

    [PostgresFact]
    public async Task Any_DatabaseIsGone_MetastoreUnavailable()
    {
        await using var database = TestMetastore.Connect("Host=127.0.0.1;Port=1", options => options.RetryTotal = TimeSpan.Zero);
        var table = Over(database);

        Func<Task>[] operations =
        [
            () => table.ReadRow(Grain("a"), "wake"),
            () => table.ReadRows(Grain("a")),
            () => table.ReadRows(0, 0),
            () => table.UpsertRow(New(Grain("a"), "wake")),
            () => table.RemoveRow(Grain("a"), "wake", Guid.Empty.ToString("N")),
        ];
        foreach (var operation in operations)
        {
            Assert.Equal(SyncError.MetastoreUnavailable, (await Assert.ThrowsAsync<SyncException>(operation)).Error);
        }
    }

    private static PostgresReminderTable Over(MetastoreDatabase database, string serviceId = "service") =>
        new(database, new SystemIdSource(TimeProvider.System), Options.Create(new ClusterOptions { ServiceId = serviceId }));

    private static GrainId Grain(string key) => GrainId.Create("remindable", key);

    private static ReminderEntry New(GrainId grain, string name) => new() { GrainId = grain, ReminderName = name, StartAt = Start, Period = TimeSpan.FromMinutes(1) };
}
