using System.Globalization;
using System.Text.Json;
using OrleansSync.Server.Tests.Catalog;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Server.Tests.Schemas;

/// <summary>Tables as badly named, typed and shaped as PostgreSQL allows, all the way through the API: introspected, made into lists, saved and pushed.</summary>
public sealed class NastySchemaTests : IAsyncLifetime
{
    private const string Schema = "Na\"sty'; drop schema public cascade; --";

    private static readonly string[] Names =
    [
        "a b", "a-b", "A B", "ID", "Title", "title", "1st", "日本", "Ünit", "select", "per%cent %s {0}", "back\\slash", "<b>bold</b>", "quo\"te", "it's; drop table x; --", "a.b", "a/b:c*d?", "😀",
        "_x0020_", "OrleansSyncKey", " lead", "trail ", "a_name_of_exactly_sixty_three_bytes_that_goes_on_and_on_until_x",
    ];

    // A type and a value of it; those that no column of a list holds have to be skipped with a reason.
    private static readonly (string Type, string Value, bool IsHeld)[] Types =
    [
        ("boolean", "true", true), ("bytea", "'\\xdeadbeef'", true), ("\"char\"", "'c'", false), ("name", "'n'", true), ("bigint", "9223372036854775807", true), ("smallint", "-32768", true),
        ("integer", "2147483647", true), ("text", "E'two\\nlines'", true), ("oid", "42", false), ("json", "'{\"a\": [1, null]}'", true), ("jsonb", "'{\"b\": 1.50}'", true), ("xml", "'<a/>'", true),
        ("point", "'(1,2)'", false), ("box", "'(1,2),(3,4)'", false), ("polygon", "'((0,0),(1,1),(1,0))'", false), ("circle", "'<(0,0),1>'", false), ("real", "1.5", true), ("double precision", "1.25e10", true),
        ("money", "'12.30'", false), ("macaddr", "'08:00:2b:01:02:03'", false), ("inet", "'192.168.0.1/24'", true), ("cidr", "'10.0.0.0/8'", true), ("bit(3)", "B'101'", false), ("character(5)", "'ab'", true),
        ("varchar(10)", "'ten'", true), ("varchar", "'any'", true), ("date", "'2026-03-29'", true), ("time", "'12:34:56.789'", true), ("timetz", "'12:34:56+02'", false), ("timestamp", "'2026-03-29 02:30:00'", true),
        ("timestamptz", "'2026-03-29 02:30:00+02'", true), ("interval", "'1 day 02:03:04'", true), ("numeric", "12345678901234567890.123456789", true), ("numeric(10,2)", "99999999.99", true),
        ("numeric(30,10)", "1.0000000001", true), ("numeric(3,-2)", "12300", true), ("uuid", "'0198c5f2-6a10-7c3e-9d4b-2f1e8a7b6c5d'", true), ("tsvector", "'a b'", false), ("int4range", "'[1,5)'", false),
        ("int4multirange", "'{[1,5)}'", false), ("pg_lsn", "'0/16B3740'", false), ("jsonpath", "'$.a'", false), ("regclass", "'pg_class'", false), ("mood", "'o''k'", true), ("code", "'x1'", true), ("deep", "'x2'", true),
        ("pair", "row(1, 'x')", false), ("text[]", "array['x', 'y']", true), ("integer[]", "array[1, 2]", false), ("mood[]", "array['sad'::mood]", true), ("integer[][]", "array[[1], [2]]", false),
    ];

    private CatalogWorld world = null!; // Set before each test.

    private V1.SyncRuns.SyncRunsClient Runs => new(world.Server.Admin);

    public async Task InitializeAsync() => world = await CatalogWorld.OpenAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [PostgresFact]
    public async Task Push_NamesThatClashAndInject_ReachColumnsOfTheirOwn()
    {
        const string Table = "Ta'ble \"ünd\" 日本; --";
        await world.ExecuteAsync($"""
            create schema {Quote(Schema)};
            create table {Quote(Schema)}.{Quote(Table)} ("Id" bigint generated always as identity primary key, {string.Join(", ", Names.Select(name => $"{Quote(name)} varchar(80)"))});
            insert into {Quote(Schema)}.{Quote(Table)} ({string.Join(", ", Names.Select(Quote))}) values ({string.Join(", ", Names.Select((_, index) => $"'value {index}'"))});
            """);
        var schemas = new V1.Schemas.SchemasClient(world.Server.Admin);
        await schemas.IntrospectDatabaseAsync(new V1.IntrospectDatabaseRequest { DatabaseId = world.Database.Id });
        var listed = Assert.Single((await schemas.ListSchemaTablesAsync(new V1.ListSchemaTablesRequest { DatabaseId = world.Database.Id })).SchemaTables);
        var introspected = await schemas.GetSchemaTableAsync(new V1.GetSchemaTableRequest { DatabaseId = world.Database.Id, Id = listed.Id });

        var made = await ProvisionAsync(Schema, Table, "Nasty");
        var run = await RunAsync(made.SyncDefinition.Id);

        Assert.Equal((Schema, Table), (introspected.Schema, introspected.Name));
        Assert.Equal(["Id", .. Names], introspected.Columns.Select(column => column.Name));
        Assert.Equal((V1.SyncRunState.Succeeded, 1L, 0L), (run.State, run.Counters.Written, run.Counters.Parked));
        Assert.Equal(Names.Length + 1, made.FieldMappings.Select(mapping => mapping.Field).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        var item = Assert.Single(await ReadItemsAsync(made.SharepointList));
        Assert.Equal(
            Names.Select((_, index) => $"value {index}"), Names.Select(name => item.GetProperty(made.FieldMappings.Single(mapping => mapping.Column == name).Field).GetString()));
        await world.ExecuteAsync("select 1 from pg_namespace where nspname = 'public' having count(*) = 1");
    }

    [PostgresFact]
    public async Task Push_EveryType_IsPushedOrLeftOutWithAReason()
    {
        await world.ExecuteAsync($"""
            create type mood as enum ('sad', 'o''k', 'ha"ppy');
            create domain code as varchar(10) check (value <> '');
            create domain deep as code;
            create type pair as (a integer, b text);
            create table typed (id integer primary key, {string.Join(", ", Types.Select((type, index) => $"t{index} {type.Type}"))});
            {string.Join('\n', Types.Select((type, index) => $"insert into typed (id, t{index}) values ({index}, {type.Value});"))}
            insert into typed (id) values ({Types.Length});
            """);

        var made = await ProvisionAsync("public", "typed", "Typed");
        var run = await RunAsync(made.SyncDefinition.Id);

        var columns = made.Columns.ToDictionary(column => column.Column);
        Assert.Equal(Types.Where(type => !type.IsHeld).Select(type => type.Type), Types.Where((_, index) => columns[$"t{index}"].IsSkipped).Select(type => type.Type));
        Assert.All(made.Columns.Where(column => column.IsSkipped), column => Assert.NotEmpty(column.Remark));
        var parked = await new V1.ParkedRows.ParkedRowsClient(world.Server.Admin).ListParkedRowsAsync(new V1.ListParkedRowsRequest { SyncDefinitionId = made.SyncDefinition.Id });
        Assert.Equal([], parked.ParkedRows.Select(row => Types[int.Parse(row.RowKey[0], CultureInfo.InvariantCulture)].Type));
        Assert.Equal((V1.SyncRunState.Succeeded, Types.Length + 1L, true), (run.State, run.Counters.Written, run.Counters.Balances));
        var items = await ReadItemsAsync(made.SharepointList);
        Assert.Equal("9223372036854775807", ValueOf("bigint").GetString());
        Assert.Equal("12345678901234567890.123456789", ValueOf("numeric").GetString());
        Assert.Equal("2026-03-29T00:30:00Z", ValueOf("timestamptz").GetString());
        Assert.Equal(["x", "y"], ValueOf("text[]").EnumerateArray().Select(choice => choice.GetString()));
        Assert.Equal("o'k", ValueOf("mood").GetString());
        Assert.Equal(0L, (await RunAsync(made.SyncDefinition.Id)).Counters.Written);

        string FieldOf(string column) => made.FieldMappings.Single(mapping => mapping.Column == column).Field;

        JsonElement ValueOf(string type)
        {
            var index = Types.ToList().FindIndex(one => one.Type == type);
            return items.Single(item => item.GetProperty(FieldOf("id")).GetInt32() == index).GetProperty(FieldOf($"t{index}"));
        }
    }

    [PostgresFact]
    public async Task Push_PartitionedInheritedWideAndKeyless_AreSyncedOrRefused()
    {
        await world.ExecuteAsync($"""
            create table parted (id integer, day date, note varchar(20), primary key (id, day)) partition by range (day);
            create table part1 partition of parted for values from ('2025-01-01') to ('2026-01-01');
            create table part2 partition of parted for values from ('2026-01-01') to ('2027-01-01');
            insert into parted values (1, '2025-06-01', 'first'), (1, '2026-06-01', 'second');
            create table base (id integer primary key, note varchar(20));
            create table derived (more varchar(20), primary key (id)) inherits (base);
            insert into base values (1, 'base'); insert into derived values (1, 'derived', 'x');
            create view seen as select * from base;
            create table wide (id integer primary key, {string.Join(", ", Enumerable.Range(1, 1_599).Select(number => $"c{number} varchar(10)"))});
            insert into wide (id, c1599) values (7, 'last');
            """);

        var parted = await ProvisionAsync("public", "parted", "Parted");
        var derived = await ProvisionAsync("public", "derived", "Derived");
        var wide = await ProvisionAsync("public", "wide", "Wide", request =>
        {
            request.ChosenOnly = true;
            request.ColumnChoices.Add([new V1.ColumnChoice { Column = "id" }, new V1.ColumnChoice { Column = "c1599" }]);
        });
        Assert.Equal((2L, 1L, 1L), ((await RunAsync(parted.SyncDefinition.Id)).Counters.Written, (await RunAsync(derived.SyncDefinition.Id)).Counters.Written, (await RunAsync(wide.SyncDefinition.Id)).Counters.Written));
        Assert.Equal("last", Assert.Single(await ReadItemsAsync(wide.SharepointList)).GetProperty("c1599").GetString());

        var inherited = await Refusal.OfAsync(() => ProvisionAsync("public", "base", "Base"));
        var partition = await Refusal.OfAsync(() => ProvisionAsync("public", "part1", "Part"));
        var view = await Refusal.OfAsync(() => ProvisionAsync("public", "seen", "Seen"));
        Assert.Contains("inherit", Assert.Single(inherited.Fields, field => field.Field == "sync_definition.table.table").Problem, StringComparison.Ordinal);
        Assert.Contains("partitioned", Assert.Single(partition.Fields, field => field.Field == "sync_definition.table.table").Problem, StringComparison.Ordinal);
        Assert.Contains("view", Assert.Single(view.Fields, field => field.Field == "sync_definition.key").Problem, StringComparison.Ordinal);
    }

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private async Task<V1.ProvisionSharePointListResponse> ProvisionAsync(string schema, string table, string name, Action<V1.ProvisionSharePointListRequest>? change = null)
    {
        var request = new V1.ProvisionSharePointListRequest
        {
            SiteId = world.Site.Id,
            DisplayName = name,
            DatabaseId = world.Database.Id,
            Table = new V1.TableReference { Schema = schema, Table = table },
            SyncDefinition = new V1.SyncDefinition { Name = name, Direction = V1.SyncDirection.Push },
        };
        change?.Invoke(request);
        return await world.Lists.ProvisionSharePointListAsync(request);
    }

    private async Task<V1.SyncRun> RunAsync(string definition)
    {
        var started = await Runs.StartSyncRunAsync(new V1.StartSyncRunRequest { SyncDefinitionId = definition });
        using var watch = Runs.WatchSyncRun(new V1.WatchSyncRunRequest { Id = started.Id });
        while (await watch.ResponseStream.MoveNext(CancellationToken.None))
        {
            started = watch.ResponseStream.Current;
        }

        return started;
    }

    private async Task<List<JsonElement>> ReadItemsAsync(V1.SharePointList list)
    {
        using var person = new HttpClient();
        using var page = JsonDocument.Parse(await person.GetStringAsync(new Uri(world.Tenant.Address, $"_emulator/graph/v1.0/sites/{world.Site.GraphId}/lists/{list.ListGuid}/items?$expand=fields&$top=1000")));
        return [.. page.RootElement.GetProperty("value").EnumerateArray().Select(item => item.GetProperty("fields").Clone())];
    }
}
