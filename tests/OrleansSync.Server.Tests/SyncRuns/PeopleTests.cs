using System.Text.Json;
using Grpc.Core;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Server.Tests.SyncRuns;

/// <summary>Mail addresses that become people of the site.</summary>
public sealed class PeopleTests : IAsyncLifetime
{
    private RunWorld world = null!; // Set before each test.
    private V1.SharePointList tasks = null!;
    private IReadOnlyList<V1.FieldMapping> mappings = [];

    public async Task InitializeAsync()
    {
        world = await RunWorld.OpenAsync(
            """
            create table tasks (id integer primary key, what varchar(80) not null, owner varchar(120), watchers text[], changed_at timestamptz not null default clock_timestamp());
            insert into tasks values
                (1, 'both', 'ada@contoso.example', '{ada@contoso.example,BOB@contoso.example}'), (2, 'nobody', null, null), (3, 'stranger', 'eve@contoso.example', null),
                (4, 'among', 'bob@contoso.example', '{eve@contoso.example,ada@contoso.example}')
            """,
            "--SharePoint:PersonUnknownKeepFor", "00:00:00");
        world.Catalog.Tenant.EnsurePerson("/sites/Team", "Ada", "ada@contoso.example");
        world.Catalog.Tenant.EnsurePerson("/sites/Team", "Bob", "bob@contoso.example");
        (tasks, var all) = await world.ProvisionAsync("tasks");
        await world.AddPeopleAsync(tasks, "Responsible", several: false);
        await world.AddPeopleAsync(tasks, "Observers", several: true);
        mappings =
        [
            .. all.Where(mapping => mapping.Column is "what"), new V1.FieldMapping { Column = "owner", Field = "Responsible" }, new V1.FieldMapping { Column = "watchers", Field = "Observers" },
        ];
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [PostgresFact]
    public async Task Run_AddressesThatTheSiteKnows_BecomeItsPeopleAndOthersAreParkedUntilItDoes()
    {
        var definition = await world.CreateAsync(world.NewDefinition("tasks", tasks, mappings));

        var run = await world.RunAsync(definition);
        var parked = await new V1.ParkedRows.ParkedRowsClient(world.Catalog.Server.Admin).ListParkedRowsAsync(new V1.ListParkedRowsRequest { SyncDefinitionId = definition.Id });
        world.Catalog.Tenant.EnsurePerson("/sites/Team", "Eve", "eve@contoso.example");
        await new V1.ParkedRows.ParkedRowsClient(world.Catalog.Server.Admin).RetryParkedRowsAsync(new V1.RetryParkedRowsRequest { SyncDefinitionId = definition.Id, All = true });
        var again = await world.RunAsync(definition);
        var equal = await world.RunAsync(definition, compareAll: true);

        Assert.Equal((V1.SyncRunState.Succeeded, 2L, 2L), (run.State, run.Counters.Written, run.Counters.Parked));
        Assert.Equal(["UNKNOWN_PERSON", "UNKNOWN_PERSON"], parked.ParkedRows.Select(row => row.Reason));
        Assert.Equal((V1.SyncRunState.Succeeded, 2L), (again.State, again.Counters.Written));
        Assert.Equal((V1.SyncRunState.Succeeded, 0L, 4L), (equal.State, equal.Counters.Written, equal.Counters.Unchanged));
        var items = (await world.ReadItemsAsync(tasks)).ToDictionary(item => item.GetProperty("what").GetString()!);
        var (ada, bob) = (Owner(items["both"])!, Owner(items["among"])!);
        Assert.NotEqual(ada, bob);
        Assert.Null(Owner(items["nobody"]));
        Assert.Equal(new[] { ada, bob }.Order(), Watchers(items["both"]).Order());
        Assert.Equal(new[] { ada, Owner(items["stranger"])! }.Order(), Watchers(items["among"]).Order());
    }

    [PostgresFact]
    public async Task Create_AddressesThatWouldBeReadBack_IsRefusedWithTheField()
    {
        var definition = world.NewDefinition("tasks", tasks, mappings.Skip(1).Take(1));
        (definition.Direction, definition.FieldMappings[0].Direction) = (V1.SyncDirection.TwoWay, V1.MappingDirection.Both);

        var refusal = await Refusal.OfAsync(async () => await world.CreateAsync(definition));

        Assert.Equal(StatusCode.InvalidArgument, refusal.Code);
        Assert.Contains(refusal.Fields, field => field.Field == "sync_definition.field_mappings[0].direction");
    }

    private static string? Owner(JsonElement item) => item.TryGetProperty("ResponsibleLookupId", out var id) ? id.ToString() : null;

    private static IEnumerable<string> Watchers(JsonElement item) => item.GetProperty("Observers").EnumerateArray().Select(one => one.GetProperty("LookupId").ToString());
}
