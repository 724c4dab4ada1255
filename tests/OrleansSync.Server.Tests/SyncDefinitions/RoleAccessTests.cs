using OrleansSync.Server.Tests.Catalog;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Server.Tests.SyncDefinitions;

/// <summary>What the role that signs in may not do is told when a definition is saved, and not by its runs.</summary>
public sealed class RoleAccessTests : IAsyncLifetime
{
    private readonly string role = "reader_" + Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal);
    private CatalogWorld world = null!; // Set before each test.
    private V1.ProvisionSharePointListResponse made = null!; // As above.

    public async Task InitializeAsync()
    {
        world = await CatalogWorld.OpenAsync();
        await world.ExecuteAsync($"""
            create schema shop;
            create table shop.orders (id integer primary key, name varchar(80), hidden varchar(80), changed_at timestamptz not null default now());
            create role {role} login password 'x-{role}';
            """);
        made = await world.Lists.ProvisionSharePointListAsync(new V1.ProvisionSharePointListRequest
        {
            SiteId = world.Site.Id,
            DisplayName = "Orders",
            DatabaseId = world.Database.Id,
            Table = new V1.TableReference { Schema = "shop", Table = "orders" },
        });
        await world.Instances.UpdateDatabaseInstanceAsync(new V1.UpdateDatabaseInstanceRequest { DatabaseInstance = new V1.DatabaseInstance { Id = world.Instance.Id, User = role, Password = $"x-{role}" } });
    }

    public async Task DisposeAsync()
    {
        await world.DisposeAsync();
        await using var another = await (await PostgresServer.GetSharedAsync()).CreateDatabaseAsync();
        await using var command = another.DataSource.CreateCommand($"drop role {role}");
        await command.ExecuteNonQueryAsync();
    }

    [PostgresFact]
    public async Task Create_WhatTheRoleMayNot_IsRefusedRightByRight()
    {
        await AssertLacksAsync(V1.SyncDirection.Push, ("table.schema", "USAGE"), ("table.table", "SELECT"), ("cursor.strategy", "pg_read_all_stats"));

        await world.ExecuteAsync($"grant usage on schema shop to {role}; grant pg_read_all_stats to {role}; grant select (id, name, changed_at) on shop.orders to {role}");
        await AssertLacksAsync(V1.SyncDirection.Push, ("table.table", "hidden"));

        await world.ExecuteAsync($"grant select on shop.orders to {role}");
        await AssertLacksAsync(V1.SyncDirection.TwoWay, ("table.table", "INSERT, UPDATE"));

        await world.ExecuteAsync("alter table shop.orders enable row level security");
        await AssertLacksAsync(V1.SyncDirection.Push, ("table.table", "BYPASSRLS"));

        await world.ExecuteAsync("alter table shop.orders disable row level security");
        Assert.Equal(V1.SyncDefinitionState.Ready, (await world.Server.CreateAsync(New(V1.SyncDirection.Push))).State);
    }

    private async Task AssertLacksAsync(V1.SyncDirection direction, params (string Field, string Words)[] wanted)
    {
        var refusal = await Refusal.OfAsync(() => world.Server.CreateAsync(New(direction)));

        var fields = refusal.Fields.Where(field => field.Field.StartsWith("sync_definition.table", StringComparison.Ordinal) || field.Field == "sync_definition.cursor.strategy").ToList();
        Assert.Equal(wanted.Select(one => $"sync_definition.{one.Field}"), fields.Select(field => field.Field));
        Assert.All(wanted.Zip(fields), pair => Assert.Contains(pair.First.Words, pair.Second.Problem, StringComparison.Ordinal));
    }

    private V1.SyncDefinition New(V1.SyncDirection direction) => new()
    {
        Name = "Orders",
        Direction = direction,
        DatabaseId = world.Database.Id,
        Table = new V1.TableReference { Schema = "shop", Table = "orders" },
        List = new V1.ListReference { SharepointListId = made.SharepointList.Id },
        Cursor = new V1.SyncCursor { Column = "changed_at" },
        FieldMappings = { made.FieldMappings },
    };
}
