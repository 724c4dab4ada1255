using Grpc.Core;
using OrleansSync.Server.Tests.Catalog;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Server.Tests.Schemas;

public sealed class SchemasTests : IAsyncLifetime
{
    private CatalogWorld world = null!; // Set before each test.

    private V1.Schemas.SchemasClient Schemas => new(world.Server.Admin);

    public async Task InitializeAsync()
    {
        world = await CatalogWorld.OpenAsync();
        await world.ExecuteAsync("create table orders (id integer generated always as identity primary key, name varchar(10) not null, changed_at timestamptz default now()); create table other (id integer); create view seen as select 1 as one");
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [PostgresFact]
    public async Task Introspect_ThenList_GivesTablesInPagesAndOneInFull()
    {
        var taken = await Schemas.IntrospectDatabaseAsync(new V1.IntrospectDatabaseRequest { DatabaseId = world.Database.Id });

        var first = await Schemas.ListSchemaTablesAsync(new V1.ListSchemaTablesRequest { DatabaseId = world.Database.Id, PageSize = 2 });
        var second = await Schemas.ListSchemaTablesAsync(new V1.ListSchemaTablesRequest { DatabaseId = world.Database.Id, PageSize = 2, PageToken = first.NextPageToken });
        Assert.Equal(["orders", "other", "seen"], first.SchemaTables.Concat(second.SchemaTables).Select(table => table.Name));
        Assert.Equal(("", taken.TakeTime, (3, 5, 0)), (second.NextPageToken, second.TakeTime, (taken.TableCount, taken.ColumnCount, taken.DriftCount)));
        Assert.Empty(first.SchemaTables[0].Columns);

        var orders = await Schemas.GetSchemaTableAsync(new V1.GetSchemaTableRequest { DatabaseId = world.Database.Id, Id = first.SchemaTables[0].Id });
        Assert.Equal((V1.SchemaTableKind.Table, true, false), (orders.Kind, orders.IsPresent, orders.HasRowEstimate));
        Assert.Equal(["integer", "character varying(10)", "timestamp with time zone"], orders.Columns.Select(column => column.Type));
        Assert.Equal((V1.SchemaColumnIdentity.Always, "now()"), (orders.Columns[0].Identity, orders.Columns[2].Default));
        Assert.Equal((V1.SchemaConstraintKind.PrimaryKey, "id"), (orders.Constraints[0].Kind, Assert.Single(orders.Constraints[0].Columns)));
        Assert.Equal(V1.SchemaTableKind.View, second.SchemaTables[0].Kind);
    }

    [PostgresFact]
    public async Task Introspect_AfterChanges_TellsDriftAndWhatItMeans()
    {
        await Schemas.IntrospectDatabaseAsync(new V1.IntrospectDatabaseRequest { DatabaseId = world.Database.Id });
        var list = await ListIdsAsync();
        var definition = await world.Server.Definitions.CreateSyncDefinitionAsync(new V1.CreateSyncDefinitionRequest
        {
            SyncDefinition = new V1.SyncDefinition
            {
                Name = "Orders",
                Direction = V1.SyncDirection.Push,
                DatabaseId = world.Database.Id,
                Table = new V1.TableReference { Schema = "public", Table = "orders" },
                List = new V1.ListReference { SiteUrl = "https://contoso.sharepoint.com/sites/Team", List = "Orders" },
                FieldMappings = { new V1.FieldMapping { Column = "name", Field = "Title" } },
            },
        });
        await world.ExecuteAsync("alter table orders rename name to title; drop table other");

        Assert.Equal(2, (await Schemas.IntrospectDatabaseAsync(new V1.IntrospectDatabaseRequest { DatabaseId = world.Database.Id })).DriftCount);

        var newest = await Schemas.ListSchemaDriftAsync(new V1.ListSchemaDriftRequest { DatabaseId = world.Database.Id, PageSize = 1 });
        var older = await Schemas.ListSchemaDriftAsync(new V1.ListSchemaDriftRequest { DatabaseId = world.Database.Id, PageSize = 1, PageToken = newest.NextPageToken });
        var drift = newest.SchemaDrift.Concat(older.SchemaDrift).ToDictionary(one => one.Kind);
        Assert.Equal(("public.orders", "name", "title"), (drift["COLUMN_RENAMED"].Table, drift["COLUMN_RENAMED"].Part, drift["COLUMN_RENAMED"].After));
        var effect = Assert.Single(drift["COLUMN_RENAMED"].Effects);
        Assert.Equal((definition.Id, true), (effect.SyncDefinitionId, effect.IsStopping));
        Assert.Empty(drift["RELATION_REMOVED"].Effects);
        Assert.Equal("", older.NextPageToken);
        Assert.Equal(list["orders"], drift["COLUMN_RENAMED"].TableId);
        Assert.False((await Schemas.GetSchemaTableAsync(new V1.GetSchemaTableRequest { DatabaseId = world.Database.Id, Id = list["other"] })).IsPresent);
    }

    [PostgresFact]
    public async Task Any_UnknownIdOrLowRole_IsRefused()
    {
        const string Unknown = "0198c5f2-6a10-7c3e-9d4b-2f1e8a7b6c5d";
        var viewer = new V1.Schemas.SchemasClient(world.Server.With(await world.Server.CreateKeyAsync(V1.ApiKeyRole.Viewer)));

        Assert.Equal(StatusCode.NotFound, (await Refusal.OfAsync(async () => await Schemas.IntrospectDatabaseAsync(new V1.IntrospectDatabaseRequest { DatabaseId = Unknown }))).Code);
        Assert.Equal(StatusCode.NotFound, (await Refusal.OfAsync(async () => await Schemas.ListSchemaTablesAsync(new V1.ListSchemaTablesRequest { DatabaseId = Unknown }))).Code);
        Assert.Equal(StatusCode.NotFound, (await Refusal.OfAsync(async () => await Schemas.GetSchemaTableAsync(new V1.GetSchemaTableRequest { DatabaseId = world.Database.Id, Id = Unknown }))).Code);
        Assert.Equal("database_id", Assert.Single((await Refusal.OfAsync(async () => await Schemas.ListSchemaDriftAsync(new V1.ListSchemaDriftRequest { DatabaseId = "x" }))).Fields).Field);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal.OfAsync(async () => await viewer.IntrospectDatabaseAsync(new V1.IntrospectDatabaseRequest { DatabaseId = world.Database.Id }))).Code);
        Assert.Empty((await viewer.ListSchemaTablesAsync(new V1.ListSchemaTablesRequest { DatabaseId = world.Database.Id })).SchemaTables);
    }

    private async Task<Dictionary<string, string>> ListIdsAsync() =>
        (await Schemas.ListSchemaTablesAsync(new V1.ListSchemaTablesRequest { DatabaseId = world.Database.Id })).SchemaTables.ToDictionary(table => table.Name, table => table.Id);
}
