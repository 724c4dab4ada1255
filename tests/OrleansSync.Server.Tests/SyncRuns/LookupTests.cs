using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Server.Tests.SyncRuns;

/// <summary>Foreign keys that become lookups, with the ledger of the parent's definition between them.</summary>
public sealed class LookupTests : IAsyncLifetime
{
    private RunWorld world = null!; // Set before each test.
    private V1.SharePointList customers = null!;
    private V1.SharePointList orders = null!;
    private V1.SyncDefinition parent = null!;
    private V1.SyncDefinition child = null!;

    public async Task InitializeAsync()
    {
        world = await RunWorld.OpenAsync("""
            create table customers (id bigint primary key, who varchar(80) not null, changed_at timestamptz not null default clock_timestamp());
            create table orders (
                id integer primary key, customer_id bigint references customers (id) deferrable, note varchar(80), changed_at timestamptz not null default clock_timestamp());
            create table suppliers (id bigint primary key);
            insert into customers select n, 'Customer ' || n from generate_series(11, 40) n;
            insert into orders select n, 11 + n % 30, 'Order ' || n from generate_series(1, 120) n;
            insert into orders values (500, null, 'Of nobody')
            """);
        (parent, customers) = await world.DeclareAsync("customers");
        (orders, var mappings) = await world.ProvisionAsync("orders");
        await world.AddLookupAsync(orders, "Customer", customers);
        child = world.NewDefinition("orders", orders, mappings.Where(mapping => mapping.Column is not ("customer_id" or "changed_at")).Append(NewLookup()));
        child = await world.CreateAsync(child);
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [PostgresFact]
    public async Task Run_ParentsPushed_EveryRowPointsToItsParentsItem()
    {
        await world.RunAsync(parent);
        var run = await world.RunAsync(child);

        Assert.Equal((V1.SyncRunState.Succeeded, 121L, 0L), (run.State, run.Counters.Written, run.Counters.Parked));
        var names = await world.ReadAsync(customers, item => item.GetProperty("fields").GetProperty("who").GetString());
        var items = await world.ReadItemsAsync(orders);
        Assert.All(items.Where(item => item.GetProperty("note").GetString() != "Of nobody"), item =>
        {
            var order = int.Parse(item.GetProperty("note").GetString()!["Order ".Length..], System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal($"Customer {11 + (order % 30)}", names[item.GetProperty("CustomerLookupId").ToString()]);
        });
        Assert.False(items.Single(item => item.GetProperty("note").GetString() == "Of nobody").TryGetProperty("CustomerLookupId", out _));
    }

    [PostgresFact]
    public async Task Run_ListProvisionedAfterItsParents_HasItsLookupsMapped()
    {
        var (list, mappings) = await world.ProvisionAsync("orders", "Orders by customer");
        var definition = world.NewDefinition("orders", list, mappings.Where(mapping => mapping.Column != "changed_at"));
        definition.Name = "Orders by customer";
        definition = await world.CreateAsync(definition);
        await world.RunAsync(parent);

        var run = await world.RunAsync(definition);

        Assert.Equal(parent.Id, definition.FieldMappings.Single(mapping => mapping.Column == "customer_id").LookupDefinitionId);
        Assert.Equal((V1.SyncRunState.Succeeded, 121L, 0L), (run.State, run.Counters.Written, run.Counters.Parked));
        Assert.Equal(120, (await world.ReadItemsAsync(list)).Count(item => item.TryGetProperty("customer_idLookupId", out _)));
    }

    [PostgresFact]
    public async Task Run_ParentNotPushedYet_ParksTheRowAndReleasesItWithTheParent()
    {
        await world.RunAsync(parent);
        await world.RunAsync(child);
        await world.Catalog.ExecuteAsync("""
            insert into customers values (99, 'Late');
            insert into orders values (600, 99, 'Of the late one')
            """);

        var early = await world.RunAsync(child);
        var parked = await new V1.ParkedRows.ParkedRowsClient(world.Catalog.Server.Admin).ListParkedRowsAsync(new V1.ListParkedRowsRequest { SyncDefinitionId = child.Id });
        await world.RunAsync(parent);
        var late = await world.RunAsync(child);

        Assert.Equal((V1.SyncRunState.Succeeded, 0L, 1L), (early.State, early.Counters.Written, early.Counters.Parked));
        Assert.Equal(("600", "DANGLING_LOOKUP"), (Assert.Single(parked.ParkedRows) is var row ? (row.RowKey[0], row.Reason) : default));
        Assert.Equal((V1.SyncRunState.Succeeded, 1L, 0L), (late.State, late.Counters.Written, late.Counters.Parked));
        Assert.Contains(await world.ReadItemsAsync(orders), item => item.GetProperty("note").GetString() == "Of the late one" && item.TryGetProperty("CustomerLookupId", out _));
    }

    [PostgresFact]
    public async Task Start_ParentNeverRun_IsRefusedAndNamesIt()
    {
        var refusal = await Refusal.OfAsync(async () => await world.Runs.StartSyncRunAsync(new V1.StartSyncRunRequest { SyncDefinitionId = child.Id }));

        Assert.Equal((StatusCode.FailedPrecondition, "PARENT_NOT_RUN"), (refusal.Code, refusal.Reason));
        Assert.Contains("customers", refusal.Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Schedule_ParentAndChildDue_TheParentRunsFirst()
    {
        var every = new V1.SyncSchedule { Interval = Duration.FromTimeSpan(TimeSpan.FromSeconds(10)) };
        await world.Definitions.UpdateSyncDefinitionAsync(new V1.UpdateSyncDefinitionRequest { SyncDefinition = new V1.SyncDefinition { Id = child.Id, Schedule = every } });
        await world.Definitions.UpdateSyncDefinitionAsync(new V1.UpdateSyncDefinitionRequest { SyncDefinition = new V1.SyncDefinition { Id = parent.Id, Schedule = every } });

        V1.ListSyncRunsResponse runs;
        do
        {
            runs = await world.Runs.ListSyncRunsAsync(new V1.ListSyncRunsRequest { SyncDefinitionId = child.Id });
        }
        while (runs.SyncRuns.Count == 0);

        var parents = await world.Runs.ListSyncRunsAsync(new V1.ListSyncRunsRequest { SyncDefinitionId = parent.Id });
        Assert.True(parents.SyncRuns[^1].StartTime < runs.SyncRuns[^1].StartTime);
    }

    [PostgresFact]
    public async Task Create_LookupThatCannotBeResolved_IsRefusedWithTheField()
    {
        var (other, _) = await world.ProvisionAsync("suppliers");
        await world.AddLookupAsync(orders, "Elsewhere", other);
        var elsewhere = NewLookup();
        elsewhere.Field = "Elsewhere";
        var noText = NewLookup();
        (noText.Column, noText.Field) = ("note", "note");

        var toOther = await RefuseAsync(elsewhere);
        var noLookup = await RefuseAsync(noText);
        var unknown = NewLookup();
        unknown.LookupDefinitionId = "0198c5f2-6a10-7c3e-9d4b-2f1e8a7b6c5d";
        var nobody = await RefuseAsync(unknown);

        Assert.Equal("sync_definition.field_mappings[0].field", Assert.Single(toOther.Fields).Field);
        Assert.Equal("sync_definition.field_mappings[0].lookup_definition_id", Assert.Single(noLookup.Fields).Field);
        Assert.Equal("sync_definition.field_mappings[0].lookup_definition_id", Assert.Single(nobody.Fields).Field);
    }

    private V1.FieldMapping NewLookup() => new() { Column = "customer_id", Field = "Customer", LookupDefinitionId = parent.Id };

    private async Task<Refusal> RefuseAsync(V1.FieldMapping mapping)
    {
        var definition = world.NewDefinition("orders", orders, [mapping]);
        definition.Name = "another";
        return await Refusal.OfAsync(async () => await world.CreateAsync(definition));
    }
}
