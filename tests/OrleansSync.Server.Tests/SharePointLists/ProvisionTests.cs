using System.Text.Json;
using Grpc.Core;
using OrleansSync.Emulator.Faults;
using OrleansSync.Server.Tests.Catalog;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Server.Tests.SharePointLists;

/// <summary>Lists made for tables through the public API, on real tables and the emulator.</summary>
public sealed class ProvisionTests : IAsyncLifetime
{
    private CatalogWorld world = null!; // Set before each test.

    public async Task InitializeAsync()
    {
        world = await CatalogWorld.OpenAsync();
        await world.ExecuteAsync("""
            create type colour as enum ('red', 'green');
            create table customers (id integer primary key, name varchar(80) not null, notes text);
            create table orders (
                id integer primary key, customer_id integer not null references customers, label varchar(40), tags text[], shades colour[], sizes integer[],
                region varchar(10), "changed at" timestamptz not null default now());
            insert into customers values (1, 'Ada', 'x'), (2, 'Bob', null);
            """);
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [PostgresFact]
    public async Task Provision_NewDefinitionInANewSite_PlansFirstAndThenDeclaresEverythingInOneStep()
    {
        await world.Sites.DeleteSharePointSiteAsync(new V1.DeleteSharePointSiteRequest { Id = world.Site.Id });
        var request = Request("Customers", "customers");
        (request.SiteId, request.SharepointSite) = ("", new V1.SharePointSite { ConnectionId = world.Connection.Id, SiteUrl = world.Site.SiteUrl, TimeZone = "Europe/Berlin" });
        request.SyncDefinition = New("Customers");
        request.ValidateOnly = true;

        var plan = await world.Lists.ProvisionSharePointListAsync(request);
        Assert.Null(plan.SharepointList);
        Assert.Equal(["id", "name", "notes"], plan.SyncDefinition.FieldMappings.Select(mapping => mapping.Column));
        Assert.Equal((V1.SyncDefinitionState.Ready, "", ""), (plan.SyncDefinition.State, plan.SyncDefinition.Id, plan.SyncDefinition.List.SharepointListId));
        Assert.Empty((await world.Sites.ListSharePointSitesAsync(new V1.ListSharePointSitesRequest())).SharepointSites);
        Assert.Empty((await world.Server.Definitions.ListSyncDefinitionsAsync(new V1.ListSyncDefinitionsRequest())).SyncDefinitions);

        request.ValidateOnly = false;
        var made = await world.Lists.ProvisionSharePointListAsync(request);
        var site = Assert.Single((await world.Sites.ListSharePointSitesAsync(new V1.ListSharePointSitesRequest())).SharepointSites);
        Assert.Equal((site.Id, "Europe/Berlin"), (made.SharepointList.SiteId, site.TimeZone));
        Assert.Equal(made.SyncDefinition, await world.Server.Definitions.GetSyncDefinitionAsync(new V1.GetSyncDefinitionRequest { Id = made.SyncDefinition.Id }));
        Assert.Equal((V1.SyncDefinitionState.Ready, made.SharepointList.Id), (made.SyncDefinition.State, made.SyncDefinition.List.SharepointListId));
        Assert.Equal(made.FieldMappings, made.SyncDefinition.FieldMappings);
        Assert.Equal(made.Columns, plan.Columns);
        var runs = new V1.SyncRuns.SyncRunsClient(world.Server.Admin);
        Assert.NotEmpty((await runs.StartSyncRunAsync(new V1.StartSyncRunRequest { SyncDefinitionId = made.SyncDefinition.Id })).Id);
    }

    [PostgresFact]
    public async Task Provision_BrokenHalfWay_IsTakenUpByTheSameCall()
    {
        var request = Request("Customers", "customers");
        (request.SyncDefinition, request.RequestId) = (New("Customers"), "0198c5f2-6a10-7c3e-9d4b-2f1e8a7b6c5d");
        world.Tenant.Faults.Add(new FaultRule { Kind = FaultKind.Status, Status = 400, Code = "invalidRequest", Method = "POST", PathContains = "/columns", Skip = 1, Times = 1 });

        var refusal = await Refusal.OfAsync(async () => await world.Lists.ProvisionSharePointListAsync(request));
        Assert.Equal((StatusCode.FailedPrecondition, "SHARE_POINT_REFUSED"), (refusal.Code, refusal.Reason));
        Assert.Empty((await world.Server.Definitions.ListSyncDefinitionsAsync(new V1.ListSyncDefinitionsRequest())).SyncDefinitions);

        var made = await world.Lists.ProvisionSharePointListAsync(request);
        var again = await world.Lists.ProvisionSharePointListAsync(request);

        Assert.DoesNotContain("Customers", made.Made);
        Assert.Contains("OrleansSyncKey", made.Made);
        Assert.Empty(again.Made);
        Assert.Equal(made.SyncDefinition, again.SyncDefinition);
        Assert.Equal(made.SharepointList, again.SharepointList);
        Assert.All(made.Columns, wanted => Assert.Single(made.SharepointList.Columns, column => column.DisplayName == wanted.DisplayName));
        Assert.Single((await world.Lists.ListSharePointListsAsync(new V1.ListSharePointListsRequest())).SharepointLists);
    }

    [PostgresFact]
    public async Task Provision_ForeignKey_LooksUpTheParentsListOnceThereIsOne()
    {
        var without = await PlanAsync(Request("Orders", "orders"));
        var parent = Request("Customers", "customers");
        parent.SyncDefinition = New("Customers");
        var customers = await world.Lists.ProvisionSharePointListAsync(parent);

        var child = Request("Orders", "orders");
        child.SyncDefinition = New("Orders");
        var orders = await world.Lists.ProvisionSharePointListAsync(child);
        var proposed = await world.Server.Definitions.ProposeFieldMappingsAsync(new V1.ProposeFieldMappingsRequest { DatabaseId = world.Database.Id, Table = child.Table, SharepointListId = orders.SharepointList.Id });
        await world.ExecuteAsync("insert into orders (id, customer_id) values (10, 2)");
        var parents = await RunAsync(customers.SyncDefinition);
        var children = await RunAsync(orders.SyncDefinition);

        var kept = Column(without, "customer_id");
        Assert.Equal(("Number", ""), (kept.Kind, kept.ParentSyncDefinitionId));
        Assert.Contains("public.customers", kept.Remark, StringComparison.Ordinal);
        var lookup = Column(orders, "customer_id");
        Assert.Equal(("Lookup", customers.SyncDefinition.Id), (lookup.Kind, lookup.ParentSyncDefinitionId));
        Assert.Contains("Customers", lookup.Remark, StringComparison.Ordinal);
        Assert.Equal("Lookup", orders.SharepointList.Columns.Single(column => column.DisplayName == "customer_id").Kind);
        var mapping = orders.SyncDefinition.FieldMappings.Single(mapping => mapping.Column == "customer_id");
        Assert.Equal((customers.SyncDefinition.Id, V1.MappingDirection.PushOnly), (mapping.LookupDefinitionId, mapping.Direction));
        Assert.Equal(mapping, proposed.Proposals.Single(proposal => proposal.FieldMapping.Column == "customer_id").FieldMapping);
        Assert.Equal((2L, 1L, 0L), (parents.Counters.Written, children.Counters.Written, children.Counters.Parked));
        using var person = new HttpClient();
        var name = customers.FieldMappings.Single(one => one.Column == "name").Field;
        var bob = (await ReadItemsAsync(person, customers.SharepointList)).Single(item => item.GetProperty("fields").GetProperty(name).GetString() == "Bob").GetProperty("id").GetString();
        Assert.Equal(bob, Assert.Single(await ReadItemsAsync(person, orders.SharepointList)).GetProperty("fields").GetProperty($"{mapping.Field}LookupId").GetString());
        var columns = await person.GetStringAsync(new Uri(world.Tenant.Address, $"_emulator/graph/v1.0/sites/{world.Site.GraphId}/lists/{orders.SharepointList.ListGuid}/columns"));
        Assert.Contains(customers.SharepointList.ListGuid, columns, StringComparison.Ordinal);
        Assert.Contains($"\"columnName\":\"{customers.FieldMappings.Single(mapping => mapping.Column == "name").Field}\"", columns, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Provision_LookupThatCannotBe_IsRefusedWithTheReason()
    {
        var request = Request("Orders", "orders");
        request.ColumnChoices.Add(new V1.ColumnChoice { Column = "customer_id", Kind = "Lookup" });
        request.ColumnChoices.Add(new V1.ColumnChoice { Column = "label", Kind = "Lookup" });
        request.ColumnChoices.Add(new V1.ColumnChoice { Column = "region", Kind = "Text", ParentSyncDefinitionId = world.Site.Id });

        var refusal = await Refusal.OfAsync(() => PlanAsync(request));

        Assert.Equal(["column_choices[0].kind", "column_choices[1].kind", "column_choices[2].kind"], refusal.Fields.Select(field => field.Field));
        Assert.Contains("public.customers", refusal.Fields[0].Problem, StringComparison.Ordinal);
        Assert.Contains("foreign key", refusal.Fields[1].Problem, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Provision_ArraysAndIndexes_AreProposedOrSkippedWithAReason()
    {
        var request = Request("Orders", "orders");
        request.SyncDefinition = New("Orders");
        request.SyncDefinition.Cursor = new V1.SyncCursor { Column = "changed at" };
        request.When = "region = 'EU'";
        request.ColumnChoices.Add(new V1.ColumnChoice { Column = "label", IsIndexed = true });

        var made = await world.Lists.ProvisionSharePointListAsync(request);

        Assert.Equal(("MultiChoice", "MultiChoice", "", true), (Column(made, "tags").Kind, Column(made, "shades").Kind, Column(made, "sizes").Kind, Column(made, "sizes").IsSkipped));
        Assert.Contains("as a set", Column(made, "tags").Remark, StringComparison.Ordinal);
        Assert.Contains("integer[]", Column(made, "sizes").Remark, StringComparison.Ordinal);
        Assert.Equal(["id", "label", "region", "changed at"], made.Columns.Where(column => column.IsIndexed).Select(column => column.Column));
        Assert.All(made.Columns.Where(column => column.IsIndexed), wanted => Assert.True(made.SharepointList.Columns.Single(column => column.DisplayName == wanted.DisplayName).IsIndexed));
        Assert.Equal("region = 'EU'", Assert.Single(made.SyncDefinition.Targets).When);
    }

    [PostgresFact]
    public async Task Provision_SecondListOfADefinition_NeedsACondition()
    {
        var request = Request("Orders", "orders");
        request.SyncDefinition = New("Orders");
        var first = await world.Lists.ProvisionSharePointListAsync(request);
        var second = Request("Orders of the EU", "orders");
        second.SyncDefinition = new V1.SyncDefinition { Id = first.SyncDefinition.Id, Etag = first.SyncDefinition.Etag };

        var refusal = await Refusal.OfAsync(async () => await world.Lists.ProvisionSharePointListAsync(second));
        second.When = "region = ";
        var wrong = await Refusal.OfAsync(async () => await world.Lists.ProvisionSharePointListAsync(second));
        second.When = "region = 'EU'";
        var made = await world.Lists.ProvisionSharePointListAsync(second);
        var stale = await Refusal.OfAsync(async () => await world.Lists.ProvisionSharePointListAsync(second));

        Assert.Equal("when", Assert.Single(refusal.Fields).Field);
        Assert.Equal("sync_definition.targets[0].when", Assert.Single(wrong.Fields).Field);
        Assert.Equal((first.SharepointList.Id, made.SharepointList.Id), (made.SyncDefinition.List.SharepointListId, Assert.Single(made.SyncDefinition.Targets).SharepointListId));
        Assert.Equal(first.SyncDefinition.FieldMappings, made.SyncDefinition.FieldMappings);
        Assert.Equal("ETAG_MISMATCH", stale.Reason);
        second.SyncDefinition.Etag = "";
        Assert.Equal(made.SyncDefinition, (await world.Lists.ProvisionSharePointListAsync(second)).SyncDefinition);
    }

    [PostgresFact]
    public async Task Provision_DefinitionThatCouldNotRun_IsRefusedBeforeAnythingIsMade()
    {
        await world.ExecuteAsync("create table keyless (a integer, b text)");
        var keyless = Request("Keyless", "keyless");
        keyless.SyncDefinition = New("Keyless");
        var other = Request("Orders", "orders");
        other.SyncDefinition = New("Orders");
        other.SyncDefinition.Table = new V1.TableReference { Schema = "public", Table = "customers" };
        var lonely = Request("Orders", "orders");
        lonely.When = "true";
        var unknown = Request("Orders", "orders");
        unknown.SyncDefinition = new V1.SyncDefinition { Id = world.Site.Id };

        Assert.Equal("sync_definition.key", Assert.Single((await RefusalAsync(keyless)).Fields).Field);
        Assert.Equal("sync_definition.table", Assert.Single((await RefusalAsync(other)).Fields).Field);
        Assert.Equal("when", Assert.Single((await RefusalAsync(lonely)).Fields).Field);
        Assert.Equal(StatusCode.NotFound, (await RefusalAsync(unknown)).Code);
        Assert.DoesNotContain((await world.Lists.SearchSharePointListsAsync(new V1.SearchSharePointListsRequest { SiteId = world.Site.Id })).Lists, list => list.DisplayName is "Keyless" or "Orders");
    }

    [PostgresFact]
    public async Task Provision_MoreThanAListHolds_IsRefusedAndChosenOnlyTakesAFew()
    {
        await world.ExecuteAsync($"create table wide (id integer primary key, {string.Join(", ", Enumerable.Range(1, 1_599).Select(number => $"c{number} text"))})");
        var request = Request("Wide", "wide");

        var refusal = await RefusalAsync(request);
        request.ChosenOnly = true;
        request.ColumnChoices.Add(new V1.ColumnChoice { Column = "id" });
        request.ColumnChoices.Add(new V1.ColumnChoice { Column = "c7", DisplayName = "Seven" });
        var made = await world.Lists.ProvisionSharePointListAsync(request);

        Assert.All(refusal.Fields, field => Assert.Equal("column_choices", field.Field));
        Assert.Contains(refusal.Fields, field => field.Problem.Contains("1600 columns", StringComparison.Ordinal));
        Assert.Contains(refusal.Fields, field => field.Problem.Contains("1599 columns of the kind Note", StringComparison.Ordinal));
        Assert.Equal(["id", "c7"], made.FieldMappings.Select(mapping => mapping.Column));
        Assert.Equal(1_598, made.Columns.Count(column => column.IsSkipped));
    }

    private V1.ProvisionSharePointListRequest Request(string displayName, string table) => new()
    {
        SiteId = world.Site.Id,
        DisplayName = displayName,
        DatabaseId = world.Database.Id,
        Table = new V1.TableReference { Schema = "public", Table = table },
    };

    private static V1.SyncDefinition New(string name) => new() { Name = name, Direction = V1.SyncDirection.Push };

    private static V1.ProvisionedColumn Column(V1.ProvisionSharePointListResponse response, string name) => response.Columns.Single(column => column.Column == name);

    private async Task<V1.ProvisionSharePointListResponse> PlanAsync(V1.ProvisionSharePointListRequest request)
    {
        var plan = request.Clone();
        plan.ValidateOnly = true;
        return await world.Lists.ProvisionSharePointListAsync(plan);
    }

    private async Task<V1.SyncRun> RunAsync(V1.SyncDefinition definition)
    {
        var runs = new V1.SyncRuns.SyncRunsClient(world.Server.Admin);
        var run = await runs.StartSyncRunAsync(new V1.StartSyncRunRequest { SyncDefinitionId = definition.Id });
        using var watch = runs.WatchSyncRun(new V1.WatchSyncRunRequest { Id = run.Id });
        while (await watch.ResponseStream.MoveNext(CancellationToken.None))
        {
            run = watch.ResponseStream.Current;
        }

        return run;
    }

    private async Task<List<JsonElement>> ReadItemsAsync(HttpClient person, V1.SharePointList list)
    {
        using var page = JsonDocument.Parse(await person.GetStringAsync(new Uri(world.Tenant.Address, $"_emulator/graph/v1.0/sites/{world.Site.GraphId}/lists/{list.ListGuid}/items?$expand=fields")));
        return [.. page.RootElement.GetProperty("value").EnumerateArray().Select(item => item.Clone())];
    }

    private Task<Refusal> RefusalAsync(V1.ProvisionSharePointListRequest request) => Refusal.OfAsync(async () => await world.Lists.ProvisionSharePointListAsync(request));
}
