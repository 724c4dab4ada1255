using System.Text.Json;
using Grpc.Core;
using OrleansSync.Emulator.Faults;
using OrleansSync.Emulator.Graph;
using OrleansSync.Server.Tests.Catalog;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Server.Tests.SyncRuns;

/// <summary>Everything declared and run through the public API, on a real table and a list of the emulator.</summary>
public sealed class SyncRunTests : IAsyncLifetime
{
    private const int Rows = 250;
    private CatalogWorld world = null!; // Set before each test.

    private V1.SyncRuns.SyncRunsClient Runs => new(world.Server.Admin);

    public async Task InitializeAsync()
    {
        world = await CatalogWorld.OpenAsync("--Runs:RowsPerTurn", "100", "--Runs:WakeEvery", "00:00:00.2", "--Tables:Overlap", "00:00:00");
        await world.ExecuteAsync($"""
            create type colour as enum ('red', 'green');
            create table "Order Lines" (
                id bigint generated always as identity primary key, "Kunde" varchar(80) not null, amount numeric(12, 2), paid boolean not null default false,
                due date, shade colour, "changed at" timestamptz not null default clock_timestamp());
            insert into "Order Lines" ("Kunde", amount, paid, due, shade)
            select 'Kunde ' || n || ' – ünï ☂ 日本', n * 1.25, n % 2 = 0, date '2026-01-01' + n, case when n % 3 = 0 then 'red'::colour end from generate_series(1, {Rows}) n
            """);
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [PostgresFact]
    public async Task Run_ProvisionedListAndChangedRows_KeepsBothEqual()
    {
        var (definition, list) = await DeclareAsync();

        var first = await RunAsync(definition);
        await world.ExecuteAsync("""update "Order Lines" set amount = amount + 1, "changed at" = clock_timestamp() where id % 10 = 0""");
        var second = await RunAsync(definition);
        var third = await RunAsync(definition);

        Assert.Equal((V1.SyncRunState.Succeeded, Rows, true), (first.State, (int)first.Counters.Written, first.Counters.Balances));
        Assert.Equal((V1.SyncRunState.Succeeded, Rows / 10), (second.State, (int)second.Counters.Written));
        Assert.Equal((V1.SyncRunState.Succeeded, 0), (third.State, (int)third.Counters.Written));
        var items = await ReadItemsAsync(list);
        Assert.Equal(Rows, items.Count);
        Assert.Contains(items, item => item.GetProperty("Kunde").GetString() == "Kunde 10 – ünï ☂ 日本" && item.GetProperty("amount").GetDecimal() == 13.5m);
        Assert.Equal(3, (await Runs.ListSyncRunsAsync(new V1.ListSyncRunsRequest { SyncDefinitionId = definition.Id })).SyncRuns.Count);
    }

    [PostgresFact]
    public async Task Run_RowsDeleted_AreFoundByTheWholeCompareAndNotBefore()
    {
        var (definition, list) = await DeclareAsync();
        await RunAsync(definition);
        await world.ExecuteAsync("""delete from "Order Lines" where id <= 20""");

        var ordinary = await RunAsync(definition);
        var compared = await RunAsync(definition, compareAll: true);

        Assert.Equal((V1.SyncRunState.Succeeded, 0L), (ordinary.State, ordinary.Deletes));
        Assert.Equal((V1.SyncRunState.Succeeded, 20L, (long)(Rows - 20)), (compared.State, compared.Deletes, compared.Counters.Unchanged));
        Assert.Equal(Rows - 20, (await ReadItemsAsync(list)).Count);
    }

    [PostgresFact]
    public async Task Run_MassDelete_AsksFirstAndDeletesOnlyWhatWasAllowed()
    {
        var (definition, list) = await DeclareAsync();
        await RunAsync(definition);
        await world.ExecuteAsync("""delete from "Order Lines" where id <= 100""");

        var started = await Runs.StartSyncRunAsync(new V1.StartSyncRunRequest { SyncDefinitionId = definition.Id, CompareAll = true });
        var asking = await WatchUntilAsync(started.Id, run => run.State == V1.SyncRunState.WaitingForConfirmation);
        Assert.Contains("100 items", asking.Problem, StringComparison.Ordinal);
        Assert.Equal(Rows, (await ReadItemsAsync(list)).Count);
        await Runs.ConfirmSyncRunAsync(new V1.ConfirmSyncRunRequest { Id = started.Id, Allow = true });

        Assert.Equal((V1.SyncRunState.Succeeded, 100L), ((await WatchAsync(started.Id)) is var run ? (run.State, run.Deletes) : default));
        Assert.Equal(Rows - 100, (await ReadItemsAsync(list)).Count);
    }

    [PostgresFact]
    public async Task Run_RowThatTheListRefuses_IsParkedWithItsReasonAndTakenUpWhenRetried()
    {
        var (definition, list) = await DeclareAsync();
        world.Tenant.Faults.Add(new FaultRule { Kind = FaultKind.Status, Status = 400, Code = "invalidRequest", Message = "The validation rule of the list says no.", Operation = OperationKind.ItemCreate, Times = 1 });
        var parkedRows = new V1.ParkedRows.ParkedRowsClient(world.Server.Admin);

        var run = await RunAsync(definition);
        var parked = await parkedRows.ListParkedRowsAsync(new V1.ListParkedRowsRequest { SyncDefinitionId = definition.Id });
        var row = Assert.Single(parked.ParkedRows);
        await parkedRows.IgnoreParkedRowsAsync(new V1.IgnoreParkedRowsRequest { SyncDefinitionId = definition.Id, All = true });
        var ignored = await RunAsync(definition);
        await parkedRows.RetryParkedRowsAsync(new V1.RetryParkedRowsRequest { SyncDefinitionId = definition.Id, Keys = { row.Key } });
        var retried = await RunAsync(definition);

        Assert.Equal((V1.SyncRunState.Succeeded, 1L, (long)(Rows - 1)), (run.State, run.Counters.Parked, run.Counters.Written));
        Assert.Single(row.RowKey);
        Assert.Equal((0L, 1L), (ignored.Counters.Written, retried.Counters.Written));
        Assert.Empty((await parkedRows.ListParkedRowsAsync(new V1.ListParkedRowsRequest { SyncDefinitionId = definition.Id })).ParkedRows);
        Assert.Equal(Rows, (await ReadItemsAsync(list)).Count);
    }

    [PostgresFact]
    public async Task Update_KeyOrTableOfSyncedRows_IsRefusedAndNothingChanges()
    {
        await world.ExecuteAsync("""alter table "Order Lines" add constraint by_name unique ("Kunde"); create table other (like "Order Lines" including all)""");
        var (definition, _) = await DeclareAsync();
        var toBe = new V1.SyncDefinition { Id = definition.Id, Key = new V1.SyncKey { Strategy = V1.KeyStrategy.UniqueConstraint, Constraint = "by_name" } };
        await RunAsync(definition);

        var key = await Refusal.OfAsync(async () => await world.Server.Definitions.UpdateSyncDefinitionAsync(new V1.UpdateSyncDefinitionRequest { SyncDefinition = toBe }));
        var table = await Refusal.OfAsync(async () => await world.Server.Definitions.UpdateSyncDefinitionAsync(
            new V1.UpdateSyncDefinitionRequest { SyncDefinition = new V1.SyncDefinition { Id = definition.Id, Table = new V1.TableReference { Table = "other" } } }));

        Assert.Equal("sync_definition.key", Assert.Single(key.Fields).Field);
        Assert.Equal("sync_definition.table", Assert.Single(table.Fields).Field);
        Assert.Equal(definition, await world.Server.Definitions.GetSyncDefinitionAsync(new V1.GetSyncDefinitionRequest { Id = definition.Id }));
    }

    [PostgresFact]
    public async Task Start_WhileOneRuns_GivesThatOne()
    {
        var (definition, _) = await DeclareAsync();
        world.Tenant.Faults.Add(new FaultRule { Kind = FaultKind.Status, Status = 503, RetryAfter = 3600, Operation = OperationKind.ItemCreate, Times = 1_000 });

        var first = await Runs.StartSyncRunAsync(new V1.StartSyncRunRequest { SyncDefinitionId = definition.Id });
        var second = await Runs.StartSyncRunAsync(new V1.StartSyncRunRequest { SyncDefinitionId = definition.Id });
        var refusal = await Refusal.OfAsync(async () => await world.Server.Definitions.DeleteSyncDefinitionAsync(new V1.DeleteSyncDefinitionRequest { Id = definition.Id }));

        Assert.Equal(first.Id, second.Id);
        Assert.Equal("RESOURCE_IN_USE", refusal.Reason);
        await Runs.CancelSyncRunAsync(new V1.CancelSyncRunRequest { Id = first.Id });
        Assert.Equal(V1.SyncRunState.Cancelled, (await WatchAsync(first.Id)).State);
        refusal = await Refusal.OfAsync(async () => await Runs.ResumeSyncRunAsync(new V1.ResumeSyncRunRequest { Id = first.Id }));
        Assert.Equal((StatusCode.FailedPrecondition, "RUN_REFUSED"), (refusal.Code, refusal.Reason));
    }

    [PostgresFact]
    public async Task Start_TableDroppedSinceItWasSaved_IsRefusedAndSaysWhat()
    {
        var (definition, _) = await DeclareAsync();
        await world.ExecuteAsync("""alter table "Order Lines" rename column amount to total""");

        var refusal = await Refusal.OfAsync(async () => await Runs.StartSyncRunAsync(new V1.StartSyncRunRequest { SyncDefinitionId = definition.Id }));

        Assert.Equal((StatusCode.FailedPrecondition, "DEFINITION_INCOMPLETE"), (refusal.Code, refusal.Reason));
        Assert.Contains("field_mappings", refusal.Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Start_Draft_IsRefusedAndSaysWhatItLacks()
    {
        var draft = await world.Server.Definitions.CreateSyncDefinitionAsync(new V1.CreateSyncDefinitionRequest { SyncDefinition = SyncDefinitions.Definitions.New() });

        var refusal = await Refusal.OfAsync(async () => await Runs.StartSyncRunAsync(new V1.StartSyncRunRequest { SyncDefinitionId = draft.Id }));

        Assert.Equal("DEFINITION_INCOMPLETE", refusal.Reason);
        Assert.Contains("field_mappings", refusal.Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Schedule_Interval_RunsByItself()
    {
        var (definition, list) = await DeclareAsync();
        await world.Server.Definitions.UpdateSyncDefinitionAsync(new V1.UpdateSyncDefinitionRequest
        {
            SyncDefinition = new V1.SyncDefinition { Id = definition.Id, Schedule = new V1.SyncSchedule { Interval = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromSeconds(10)) } },
        });

        V1.ListSyncRunsResponse runs;
        do
        {
            runs = await Runs.ListSyncRunsAsync(new V1.ListSyncRunsRequest { SyncDefinitionId = definition.Id });
        }
        while (runs.SyncRuns.Count == 0);

        Assert.Equal(V1.SyncRunState.Succeeded, (await WatchAsync(runs.SyncRuns[0].Id)).State);
        Assert.Equal(Rows, (await ReadItemsAsync(list)).Count);
    }

    private async Task<(V1.SyncDefinition Definition, V1.SharePointList List)> DeclareAsync()
    {
        var provisioned = await world.Lists.ProvisionSharePointListAsync(new V1.ProvisionSharePointListRequest
        {
            SiteId = world.Site.Id,
            DisplayName = "Order lines",
            DatabaseId = world.Database.Id,
            Table = new V1.TableReference { Schema = "public", Table = "Order Lines" },
        });
        var definition = await world.Server.Definitions.CreateSyncDefinitionAsync(new V1.CreateSyncDefinitionRequest
        {
            SyncDefinition = new V1.SyncDefinition
            {
                Name = "Order lines",
                Direction = V1.SyncDirection.Push,
                DatabaseId = world.Database.Id,
                Table = new V1.TableReference { Schema = "public", Table = "Order Lines" },
                List = new V1.ListReference { SharepointListId = provisioned.SharepointList.Id },
                Cursor = new V1.SyncCursor { Column = "changed at" },
                FieldMappings = { provisioned.FieldMappings },
            },
        });
        Assert.Equal((V1.SyncDefinitionState.Ready, "Order lines"), (definition.State, definition.List.List));
        return (definition, provisioned.SharepointList);
    }

    private async Task<V1.SyncRun> RunAsync(V1.SyncDefinition definition, bool compareAll = false) =>
        await WatchAsync((await Runs.StartSyncRunAsync(new V1.StartSyncRunRequest { SyncDefinitionId = definition.Id, CompareAll = compareAll })).Id);

    private Task<V1.SyncRun> WatchAsync(string id) => WatchUntilAsync(id, _ => false);

    private async Task<V1.SyncRun> WatchUntilAsync(string id, Func<V1.SyncRun, bool> enough)
    {
        using var watch = Runs.WatchSyncRun(new V1.WatchSyncRunRequest { Id = id });
        V1.SyncRun? last = null;
        while (await watch.ResponseStream.MoveNext(CancellationToken.None))
        {
            last = watch.ResponseStream.Current;
            if (enough(last))
            {
                break;
            }
        }

        return last!; // A watch begins with the run as it is.
    }

    private async Task<List<JsonElement>> ReadItemsAsync(V1.SharePointList list)
    {
        using var person = new HttpClient();
        var next = (string?)new Uri(world.Tenant.Address, $"_emulator/graph/v1.0/sites/{world.Site.GraphId}/lists/{list.ListGuid}/items?$expand=fields&$top=1000").AbsoluteUri;
        var items = new List<JsonElement>();
        while (next is not null)
        {
            using var page = JsonDocument.Parse(await person.GetStringAsync(next));
            items.AddRange(page.RootElement.GetProperty("value").EnumerateArray().Select(item => item.GetProperty("fields").Clone()));
            next = page.RootElement.TryGetProperty("@odata.nextLink", out var link) ? link.GetString() : null;
        }

        return items;
    }
}
