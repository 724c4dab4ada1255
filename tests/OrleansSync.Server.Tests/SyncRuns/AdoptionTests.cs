using System.Text.Json;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Server.Tests.SyncRuns;

/// <summary>Lists that held items before the first push.</summary>
public sealed class AdoptionTests : IAsyncLifetime
{
    private const int Rows = 30;
    private RunWorld world = null!; // Set before each test.
    private V1.SharePointList list = null!;
    private IReadOnlyList<V1.FieldMapping> mappings = null!;

    public async Task InitializeAsync()
    {
        world = await RunWorld.OpenAsync($"""
            create table customers (id integer primary key, who varchar(80) not null, amount integer not null, changed_at timestamptz not null default clock_timestamp());
            insert into customers select n, 'Customer ' || n, n from generate_series(1, {Rows}) n
            """);
        (list, var all) = await world.ProvisionAsync("customers");
        mappings = [.. all.Where(mapping => mapping.Column is not "changed_at")];
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [PostgresFact]
    public async Task Run_ListHoldsItems_AsksFirstAndThenTakesThoseThatMatch()
    {
        var definition = await DeclareAsync("who");
        await AddItemsAsync();
        var before = await NamesAsync();

        var (shown, preview) = await world.PreviewAsync(new V1.PreviewSyncRunRequest { SyncDefinitionId = definition.Id });
        var asking = await StartAsync(definition);
        Assert.Equal(before, await NamesAsync());
        var ended = await AnswerAsync(asking, allow: true);
        var again = await world.RunAsync(definition, compareAll: true);

        Assert.Equal((10L, 1L, 19L, 2L), (asking.Match.MatchedRows, asking.Match.AmbiguousRows, asking.Match.NewRows, asking.Match.UnmatchedItems));
        Assert.Equal(["who"], asking.Match.MatchFields);
        Assert.Equal(["11"], asking.Match.Samples.Single(sample => sample.Outcome == V1.MatchOutcome.Ambiguous).RowKey);
        Assert.Equal(asking.Match, preview.Match);
        Assert.Equal([(V1.PreviewKind.Create, 19L), (V1.PreviewKind.Park, 1L), (V1.PreviewKind.Adopt, 10L)], preview.Counts.Select(count => (count.Kind, count.Rows)));
        Assert.Equal("AMBIGUOUS_MATCH", shown.Single(row => row.Kind == V1.PreviewKind.Park).Reason);
        Assert.Equal((V1.SyncRunState.Succeeded, 29L, 1L, true), (ended.State, ended.Counters.Written, ended.Counters.Parked, ended.Match.Confirmed));
        Assert.Equal((V1.SyncRunState.Succeeded, 0L, 29L), (again.State, again.Counters.Written, again.Counters.Unchanged));
        var after = await NamesAsync();
        Assert.Equal(before.Count + 19, after.Count);
        Assert.All(before, item => Assert.Equal(item.Value, after[item.Key]));
        Assert.Equal(Enumerable.Range(1, 10), (await AmountsAsync()).Where(item => before.ContainsKey(item.Key) && item.Value is > 0 and <= 10).Select(item => item.Value!.Value).Order());
    }

    [PostgresFact]
    public async Task Confirm_Declined_LeavesEverythingAsItWas()
    {
        var definition = await DeclareAsync("who");
        await AddItemsAsync();
        var before = await AmountsAsync();

        var ended = await AnswerAsync(await StartAsync(definition), allow: false);

        Assert.Equal(V1.SyncRunState.Cancelled, ended.State);
        Assert.Equal(before, await AmountsAsync());
        Assert.Equal(0, await world.CountAsync("select count(*) from orleanssync.ledger"));
        Assert.Equal(V1.SyncRunState.WaitingForConfirmation, (await StartAsync(definition)).State);
    }

    [PostgresFact]
    public async Task Run_AmbiguousRowWasMended_IsMatchedWhenAsked()
    {
        var definition = await DeclareAsync("who");
        await AddItemsAsync();
        await AnswerAsync(await StartAsync(definition), allow: true);
        var twin = (await NamesAsync()).Last(item => item.Value == "Customer 11").Key;
        await world.DeleteAsync(list, $"/items/{twin}");
        await world.Catalog.ExecuteAsync("update customers set amount = 1111, changed_at = clock_timestamp() where id = 11");

        var still = await world.RunAsync(definition);
        var asking = await world.WatchAsync(
            (await world.Runs.StartSyncRunAsync(new V1.StartSyncRunRequest { SyncDefinitionId = definition.Id, MatchItems = true })).Id, run => run.State == V1.SyncRunState.WaitingForConfirmation);
        var ended = await AnswerAsync(asking, allow: true);

        Assert.Equal((1L, 0L), (still.Counters.Parked, still.Counters.Written));
        Assert.Equal((1L, 0L, 0L), (asking.Match.MatchedRows, asking.Match.AmbiguousRows, asking.Match.NewRows));
        Assert.Equal((V1.SyncRunState.Succeeded, 1L, 0L), (ended.State, ended.Counters.Written, ended.Counters.Parked));
        Assert.Single((await AmountsAsync()).Values, 1111);
        Assert.Single((await NamesAsync()).Values, "Customer 11");
    }

    [PostgresFact]
    public async Task Run_NoFieldTellsItems_SaysSoAndMakesNewOnes()
    {
        var definition = world.NewDefinition("customers", list, mappings.Where(mapping => mapping.Column != "id"));
        definition = await world.CreateAsync(definition);
        await AddItemsAsync();

        var asking = await StartAsync(definition);
        var ended = await AnswerAsync(asking, allow: true);

        Assert.Empty(asking.Match.MatchFields);
        Assert.Equal((0L, (long)Rows, 14L), (asking.Match.MatchedRows, asking.Match.NewRows, asking.Match.UnmatchedItems));
        Assert.Contains("match_fields", asking.Problem, StringComparison.Ordinal);
        Assert.Equal((V1.SyncRunState.Succeeded, (long)Rows), (ended.State, ended.Counters.Written));
        Assert.Equal(Rows + 14, (await NamesAsync()).Count);
    }

    [PostgresFact]
    public async Task Create_MatchFieldThatIsNotMapped_IsRefused()
    {
        var refusal = await Refusal.OfAsync(() => DeclareAsync("Author"));

        Assert.Equal("sync_definition.match_fields[0]", Assert.Single(refusal.Fields).Field);
    }

    // Ten that match, five of them with other amounts; two of one row; two of nobody.
    private async Task AddItemsAsync()
    {
        for (var number = 1; number <= 10; number++)
        {
            await world.AddItemAsync(list, new { who = $"Customer {number}", amount = number % 2 == 0 ? number : 900 + number });
        }

        await world.AddItemAsync(list, new { who = "Customer 11", amount = 11 });
        await world.AddItemAsync(list, new { who = "Customer 11", amount = 11 });
        await world.AddItemAsync(list, new { who = "Somebody", amount = 0 });
        await world.AddItemAsync(list, new { amount = 0 });
    }

    private async Task<V1.SyncDefinition> DeclareAsync(string matchField)
    {
        var definition = world.NewDefinition("customers", list, mappings);
        definition.MatchFields.Add(matchField);
        return await world.CreateAsync(definition);
    }

    private async Task<V1.SyncRun> StartAsync(V1.SyncDefinition definition) =>
        await world.WatchAsync((await world.Runs.StartSyncRunAsync(new V1.StartSyncRunRequest { SyncDefinitionId = definition.Id })).Id, run => run.State == V1.SyncRunState.WaitingForConfirmation);

    private async Task<V1.SyncRun> AnswerAsync(V1.SyncRun run, bool allow)
    {
        Assert.Equal(V1.SyncRunState.WaitingForConfirmation, run.State);
        await world.Runs.ConfirmSyncRunAsync(new V1.ConfirmSyncRunRequest { Id = run.Id, Allow = allow });
        return await world.WatchAsync(run.Id);
    }

    private Task<Dictionary<string, string?>> NamesAsync() => world.ReadAsync(list, item => item.GetProperty("fields").TryGetProperty("who", out var name) ? name.GetString() : null);

    private Task<Dictionary<string, int?>> AmountsAsync() => world.ReadAsync(list, item => item.GetProperty("fields").TryGetProperty("amount", out var amount) && amount.ValueKind == JsonValueKind.Number ? (int?)amount.GetDecimal() : null);
}
