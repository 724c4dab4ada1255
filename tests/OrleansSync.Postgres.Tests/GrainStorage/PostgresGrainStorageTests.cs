using System.Text;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using Orleans.Storage;
using OrleansSync.Engine.Errors;
using OrleansSync.Postgres.GrainStorage;
using OrleansSync.Postgres.Identity;
using OrleansSync.Postgres.Metastore;
using OrleansSync.Postgres.Tests.Fixtures;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Postgres.Tests.GrainStorage;

/// <summary>What Orleans expects of a grain storage.</summary>
public sealed class PostgresGrainStorageTests : IAsyncLifetime
{
    private const string Name = "state";
    private static readonly GrainId Grain = GrainId.Create("person", "ada");

    private TestMetastore _metastore = null!; // Set before each test.
    private IGrainStorage _storage = null!;

    public async Task InitializeAsync()
    {
        _metastore = await TestMetastore.CreateAsync();
        _storage = Over(_metastore.Metastore);
    }

    public async Task DisposeAsync() => await _metastore.DisposeAsync();

    [PostgresFact]
    public async Task Read_NothingStored_EmptyStateWithoutEtag()
    {
        var state = new GrainState<Person>(new Person { Text = "stale" }, "stale") { RecordExists = true };

        await _storage.ReadStateAsync(Name, Grain, state);

        Assert.Equal((new Person(), null, false), (state.State, state.ETag, state.RecordExists));
    }

    [PostgresFact]
    public async Task Write_New_IsReadBackWithItsEtag()
    {
        var written = await WriteAsync(null, "first");
        var read = await ReadAsync();

        Assert.NotNull(written.ETag);
        Assert.Equal((written.State, written.ETag, true), (read.State, read.ETag, read.RecordExists));
    }

    [PostgresFact]
    public async Task Write_WithTheLastEtag_ReplacesStateAndEtag()
    {
        var state = await WriteAsync(null, "first");
        var firstEtag = state.ETag;
        await _storage.WriteStateAsync(Name, Grain, state);
        var secondEtag = state.ETag;
        state.State = new Person { Text = "third" };
        await _storage.WriteStateAsync(Name, Grain, state);

        Assert.Equal(3, new[] { firstEtag, secondEtag, state.ETag }.Distinct().Count());
        Assert.Equal(("third", state.ETag), ((await ReadAsync()).State?.Text, (await ReadAsync()).ETag));
    }

    [PostgresTheory]
    [InlineData("null")]
    [InlineData("stale")]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task WriteAndClear_AnotherEtag_AreRefusedAndChangeNothing(string etag)
    {
        var state = await WriteAsync(null, "first");
        var stale = state.ETag;
        await _storage.WriteStateAsync(Name, Grain, state);
        var given = etag switch { "null" => null, "stale" => stale, _ => etag };

        var refused = await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync(given, "second"));
        await Assert.ThrowsAsync<InconsistentStateException>(() => ClearAsync(given));

        Assert.Equal(state.ETag, refused.StoredEtag);
        Assert.Equal(("first", state.ETag), ((await ReadAsync()).State?.Text, (await ReadAsync()).ETag));
    }

    [PostgresFact]
    public async Task Write_EtagButNothingStored_IsRefused() =>
        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync(Guid.Empty.ToString("N"), "first"));

    [PostgresFact]
    public async Task Write_TwoActivationsWithTheSameEtag_OneWins()
    {
        var etag = (await WriteAsync(null, "first")).ETag;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => Task.Run(async () =>
        {
            try
            {
                return (await WriteAsync(etag, $"from {number}")).State?.Text;
            }
            catch (InconsistentStateException)
            {
                return null;
            }
        })));

        Assert.Equal(Assert.Single(outcomes.OfType<string>()), (await ReadAsync()).State?.Text);
    }

    [PostgresFact]
    public async Task Write_TwoActivationsAsTheFirst_OneWins()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => Task.Run(() => Record.ExceptionAsync(() => WriteAsync(null, $"from {number}")))));

        Assert.Single(outcomes, outcome => outcome is null);
        Assert.Equal(15, outcomes.OfType<InconsistentStateException>().Count());
    }

    [PostgresFact]
    public async Task Clear_Written_EmptiesStateAndChangesTheEtag()
    {
        var state = await WriteAsync(null, "first");
        var writtenEtag = state.ETag;

        await _storage.ClearStateAsync(Name, Grain, state);

        Assert.Equal((new Person(), false), (state.State, state.RecordExists));
        Assert.NotEqual(writtenEtag, state.ETag);
        var read = await ReadAsync();
        Assert.Equal((new Person(), state.ETag, false), (read.State, read.ETag, read.RecordExists));
    }

    [PostgresFact]
    public async Task Clear_ThenWriteWithItsEtag_IsStoredAgain()
    {
        var state = await WriteAsync(null, "first");
        await _storage.ClearStateAsync(Name, Grain, state);
        await _storage.ClearStateAsync(Name, Grain, state);
        state.State = new Person { Text = "second" };

        await _storage.WriteStateAsync(Name, Grain, state);

        Assert.Equal(("second", true), ((await ReadAsync()).State?.Text, (await ReadAsync()).RecordExists));
    }

    [PostgresFact]
    public async Task Clear_ThenWriteByWhoReadBefore_IsRefused()
    {
        var state = await WriteAsync(null, "first");
        var before = state.ETag;
        await _storage.ClearStateAsync(Name, Grain, state);

        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync(before, "late"));
        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync(null, "late"));
    }

    [PostgresFact]
    public async Task Clear_NothingStored_DoesNothing()
    {
        var state = new GrainState<Person>(new Person { Text = "stale" }) { RecordExists = true };

        await _storage.ClearStateAsync(Name, Grain, state);
        await _storage.ClearStateAsync(Name, Grain, state);

        Assert.Equal((new Person(), null, false), (state.State, state.ETag, state.RecordExists));
        Assert.Equal(0, await _metastore.ScalarAsync<long>("select count(*) from orleanssync.grain_state"));
    }

    [PostgresTheory]
    [InlineData("person", "0")]
    [InlineData("person", "-1")]
    [InlineData("person", "a/b")]
    [InlineData("person", "Ünïcödé 東京 🦉 e\u0301")]
    [InlineData("person", "'; drop table orleanssync.grain_state; --")]
    [InlineData("person`1[[string]]", "Ada")]
    [InlineData("person", "ADA")]
    public async Task Write_KeysOfAllKinds_AreKeptApart(string type, string key)
    {
        var grain = GrainId.Create(type, key);
        await WriteAsync(null, "ada's own");
        await WriteAsync(null, key, grain: grain);

        Assert.Equal(key, (await ReadAsync(grain: grain)).State?.Text);
        Assert.Equal("ada's own", (await ReadAsync()).State?.Text);
    }

    [PostgresFact]
    public async Task Write_OtherStateNameOrService_AreKeptApart()
    {
        var other = Over(_metastore.Metastore, serviceId: "other");
        await WriteAsync(null, "one");
        await WriteAsync(null, "two", name: "second");
        await other.WriteStateAsync(Name, Grain, new GrainState<Person>(new Person { Text = "three" }));

        Assert.Equal("one", (await ReadAsync()).State?.Text);
        Assert.Equal("two", (await ReadAsync(name: "second")).State?.Text);
        var third = new GrainState<Person>();
        await other.ReadStateAsync(Name, Grain, third);
        Assert.Equal("three", third.State?.Text);
    }

    [PostgresFact]
    public async Task Write_ValuesOfAllKinds_AreReadBackEqual()
    {
        var state = new GrainState<Person>(new Person
        {
            Text = "zero \0, quote \", \\, 東京 🦉 e\u0301 \u2028",
            Number = double.NegativeInfinity,
            Amount = 79228162514264337593543950335m,
            When = new DateTimeOffset(2026, 2, 28, 23, 59, 59, TimeSpan.FromHours(2)).AddTicks(1),
            Id = Guid.Parse("0192f0c1-2345-7678-89ab-cdef01234567"),
            Bytes = [0, 255, 1],
            Shape = new Circle(-0.0),
            Map = new() { ["b"] = 1, ["a"] = 2, [""] = 3 },
        });
        await _storage.WriteStateAsync(Name, Grain, state);

        var read = (await ReadAsync()).State;

        Assert.Equal(state.State, read);
        Assert.Equal(["b", "a", ""], read?.Map?.Keys);
        Assert.True(double.IsNegative(Assert.IsType<Circle>(read?.Shape).Radius));
    }

    [PostgresFact]
    public async Task Write_BigState_IsReadBackEqual()
    {
        // Random characters, so that nothing compresses: 8 million of them.
        var random = new Random(1);
        var text = new StringBuilder();
        while (text.Length < 8_000_000)
        {
            text.Append((char)random.Next(0x4E00, 0x9FFF));
        }

        await WriteAsync(null, text.ToString());

        Assert.Equal(text.ToString(), (await ReadAsync()).State?.Text);
    }

    [PostgresFact]
    public async Task Write_NullState_ExistsAndIsNull()
    {
        var state = new GrainState<Person>();
        await _storage.WriteStateAsync(Name, Grain, state);

        var read = await ReadAsync();

        Assert.Null(read.State);
        Assert.True(read.RecordExists);
    }

    [PostgresFact]
    public async Task Write_CommitAnswerLost_IsRepeatedAndRecognised()
    {
        var direct = new NpgsqlConnectionStringBuilder(_metastore.ConnectionString);
        await using var proxy = new LossyProxy(direct.Port);
        await using var database = TestMetastore.Connect(new NpgsqlConnectionStringBuilder(direct.ConnectionString) { Port = proxy.Port }.ConnectionString);
        var storage = Over(database);
        var state = new GrainState<Person>(new Person { Text = "first" });

        foreach (var write in new Func<Task>[] { () => storage.WriteStateAsync(Name, Grain, state), () => storage.WriteStateAsync(Name, Grain, state), () => storage.ClearStateAsync(Name, Grain, state) })
        {
            proxy.Lose(LossyProxy.Loss.Answer, times: 1);
            await write();
            Assert.Equal(state.ETag, (await ReadAsync()).ETag);
        }

        Assert.Equal(3, proxy.LostCommits);
    }

    [PostgresFact]
    public async Task Any_DatabaseIsGone_MetastoreUnavailableAndTheStateIsAsBefore()
    {
        await using var database = TestMetastore.Connect("Host=127.0.0.1;Port=1", options => options.RetryTotal = TimeSpan.Zero);
        var storage = Over(database);
        var etag = Guid.Empty.ToString("N");
        var state = new GrainState<Person>(new Person { Text = "first" }, etag) { RecordExists = true };

        foreach (var operation in new Func<Task>[] { () => storage.ReadStateAsync(Name, Grain, state), () => storage.WriteStateAsync(Name, Grain, state), () => storage.ClearStateAsync(Name, Grain, state) })
        {
            Assert.Equal(SyncError.MetastoreUnavailable, (await Assert.ThrowsAsync<SyncException>(operation)).Error);
            Assert.Equal(("first", etag, true), (state.State?.Text, state.ETag, state.RecordExists));
        }
    }

    [PostgresFact]
    public async Task Any_Cancelled_IsCancelled()
    {
        var cancelled = new CancellationToken(canceled: true);
        var state = new GrainState<Person>(new Person());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _storage.ReadStateAsync(Name, Grain, state, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _storage.WriteStateAsync(Name, Grain, state, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _storage.ClearStateAsync(Name, Grain, state, cancelled));
    }

    private static PostgresGrainStorage Over(MetastoreDatabase database, string serviceId = "service") =>
        new(database, new SystemIdSource(TimeProvider.System), TimeProvider.System, Options.Create(new ClusterOptions { ServiceId = serviceId }), new PostgresGrainStorageOptions());

    private async Task<GrainState<Person>> WriteAsync(string? etag, string text, string name = Name, GrainId? grain = null)
    {
        var state = new GrainState<Person>(new Person { Text = text }, etag);
        await _storage.WriteStateAsync(name, grain ?? Grain, state);
        return state;
    }

    private async Task ClearAsync(string? etag) => await _storage.ClearStateAsync(Name, Grain, new GrainState<Person>(null, etag) { RecordExists = true });

    private async Task<GrainState<Person>> ReadAsync(string name = Name, GrainId? grain = null)
    {
        var state = new GrainState<Person>();
        await _storage.ReadStateAsync(name, grain ?? Grain, state);
        return state;
    }
}

/// <summary>A state with values that stores like to spoil.</summary>
public sealed record Person
{
    public string? Text { get; set; }

    public double Number { get; set; }

    public decimal Amount { get; set; }

    public DateTimeOffset When { get; set; }

    public Guid Id { get; set; }

    public byte[]? Bytes { get; set; }

    public Shape? Shape { get; set; }

    public Dictionary<string, int>? Map { get; set; }

    public bool Equals(Person? other) =>
        other is not null && (Text, Number, Amount, When, Id, Shape) == (other.Text, other.Number, other.Amount, other.When, other.Id, other.Shape)
        && (Bytes ?? []).SequenceEqual(other.Bytes ?? []) && (Map ?? []).SequenceEqual(other.Map ?? []);

    public override int GetHashCode() => Text?.GetHashCode(StringComparison.Ordinal) ?? 0;
}

[JsonDerivedType(typeof(Circle), "circle")]
public abstract record Shape;

public sealed record Circle(double Radius) : Shape;
