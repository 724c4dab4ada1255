using OrleansSync.Testing.Postgres;

namespace OrleansSync.Server.Tests.SyncDefinitions;

/// <summary>What saving a definition refuses, through the public API, on a real table and a list of the emulator.</summary>
public sealed class SavedDefinitionTests(SavedDefinitionWorld shared) : IClassFixture<SavedDefinitionWorld>
{
    public static TheoryData<string, string, Action<V1.SyncDefinition>> Wrong => new()
    {
        // Types that would lose precision, and text longer than the field.
        { "field_mappings[0].field", "bigint", definition => Map(definition, "big", "Number") },
        { "field_mappings[0].field", "longer than 255", definition => Map(definition, "story", "Line") },
        { "field_mappings[0].field", "no instant", definition => Map(definition, "born", "Instant") },
        // Keys.
        { "key", "unique", definition => definition.Key = new V1.SyncKey { Strategy = V1.KeyStrategy.CompositeColumns, Columns = { "region" } } },
        { "key", "null", definition => definition.Key = new V1.SyncKey { Strategy = V1.KeyStrategy.UniqueConstraint, Constraint = "items_code_key" } },
        { "key", "nowhere", definition => definition.Key = new V1.SyncKey { Strategy = V1.KeyStrategy.CompositeColumns, Columns = { "nowhere" } } },
        // Columns that the table writes itself.
        { "field_mappings[0].direction", "computes twice itself", definition => TwoWay(definition, "twice", "Number") },
        { "field_mappings[0].direction", "computes number itself", definition => TwoWay(definition, "number", "Number") },
        // Rules.
        { "targets[0].when", "no column of this name", definition => Route(definition, "regoin = 'EU'") },
        { "targets[1].when", "never reached", definition => Route(definition, "true", "region = 'EU'") },
        { "targets[0].when", "true for no row", definition => Route(definition, "region = 'EU' and false") },
        { "targets[0].when", "required", definition => Route(definition, "") },
        // Cursor.
        { "cursor.column", "did you mean changed at", definition => definition.Cursor = new V1.SyncCursor { Column = "changed_at" } },
        { "cursor.column", "does not grow", definition => definition.Cursor = new V1.SyncCursor { Column = "story" } },
        { "cursor.time_zone", "IANA", definition => definition.Cursor = new V1.SyncCursor { Column = "changed at", TimeZone = "Mars" } },
        // What the catalog has not.
        { "database_id", "no declared database", definition => definition.DatabaseId = "0198c5f2-6a10-7c3e-9d4b-2f1e8a7b6c5d" },
        { "list.sharepoint_list_id", "no declared list", definition => definition.List = new V1.ListReference { SharepointListId = "0198c5f2-6a10-7c3e-9d4b-2f1e8a7b6c5d" } },
        { "table.table", "is not there", definition => definition.Table.Table = "Items" },
        { "field_mappings[0].column", "did you mean region", definition => Map(definition, "regoin", "Line") },
        { "field_mappings[0].field", "is not a column of the list", definition => Map(definition, "region", "Nothing") },
        { "field_mappings[1].field", "already", definition => definition.FieldMappings.Add(definition.FieldMappings[0].Clone()) },
        { "push_deletes", "mark_column", definition => definition.PushDeletes = V1.DeletePolicy.Mark },
    };

    [PostgresTheory]
    [MemberData(nameof(Wrong))]
    public async Task Create_DefinitionThatCouldNotRun_IsRefusedWithTheField(string field, string words, Action<V1.SyncDefinition> spoil)
    {
        var definition = Good();
        spoil(definition);

        var refusal = await RefusalAsync(definition);

        Assert.Contains(refusal.Fields, wrong => wrong.Field == $"sync_definition.{field}" && wrong.Problem.Contains(words, StringComparison.Ordinal));
        Assert.Equal(0, await shared.World.Server.CountAsync(definition.Name));
    }

    [PostgresFact]
    public async Task Create_GoodDefinition_IsReadyAndSaysWhatItsCursorPromises()
    {
        var created = await shared.World.Server.CreateAsync(Good());

        Assert.Equal((V1.SyncDefinitionState.Ready, "Items"), (created.State, created.List.List));
        Assert.Contains("changed at", created.Cursor.Guarantee, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Create_EverythingWrong_TellsAllAtOnce()
    {
        var definition = Good();
        definition.Name = "";
        definition.Direction = V1.SyncDirection.Unspecified;
        definition.Owner = "\u0007";
        definition.Key = new V1.SyncKey { Strategy = V1.KeyStrategy.CompositeColumns, Columns = { "region" } };
        definition.Cursor = new V1.SyncCursor { Column = "changed_at" };
        definition.DeleteGuard = new V1.DeleteGuard { PercentMax = 101 };
        Map(definition, "big", "Number");
        definition.FieldMappings.Add(new V1.FieldMapping { Column = "regoin", Field = "Line" });

        var refusal = await RefusalAsync(definition);

        Assert.Equal(
            ["cursor.column", "delete_guard.percent_max", "direction", "field_mappings[0].field", "field_mappings[1].column", "key", "name", "owner"],
            refusal.Fields.Select(field => field.Field.Replace("sync_definition.", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [PostgresFact]
    public async Task Create_PullWhoseInsertsCouldNotBeRecognisedOrWouldBeRefused_IsRefused()
    {
        var definition = Good();
        definition.Direction = V1.SyncDirection.Pull;
        definition.Table.Table = "named";
        definition.Cursor = null;

        var refusal = await RefusalAsync(definition);

        Assert.Contains(refusal.Fields, field => field.Field == "sync_definition.key" && field.Problem.Contains("recognised", StringComparison.Ordinal));
        Assert.Contains(refusal.Fields, field => field.Field == "sync_definition.field_mappings" && field.Problem.Contains("name, wanted", StringComparison.Ordinal));
    }

    [PostgresFact]
    public async Task Create_MoreThanTwelvePeople_IsRefused()
    {
        await shared.World.ExecuteAsync($"create table crowd (id integer primary key, {string.Join(", ", Enumerable.Range(1, 13).Select(number => $"p{number} varchar(80)"))})");
        var crowd = await shared.MakeListAsync("Crowd", Enumerable.Range(1, 13).Select(number => $$$"""{"name":"P{{{number}}}","personOrGroup":{}}""").ToArray());
        var definition = Good();
        (definition.Table.Table, definition.List, definition.Cursor) = ("crowd", new V1.ListReference { SharepointListId = crowd.Id }, null);
        definition.FieldMappings.Clear();
        definition.FieldMappings.AddRange(Enumerable.Range(1, 13).Select(number => new V1.FieldMapping { Column = $"p{number}", Field = $"P{number}" }));

        var refusal = await RefusalAsync(definition);

        var field = Assert.Single(refusal.Fields);
        Assert.Equal("sync_definition.field_mappings", field.Field);
        Assert.Contains("13 lookups and people", field.Problem, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Create_DateWithoutTheSitesZone_IsRefusedUntilItIsDeclared()
    {
        await shared.World.Sites.UpdateSharePointSiteAsync(new V1.UpdateSharePointSiteRequest
        {
            SharepointSite = new V1.SharePointSite { Id = shared.World.Site.Id },
            UpdateMask = new Google.Protobuf.WellKnownTypes.FieldMask { Paths = { "time_zone" } },
        });
        var definition = Good();
        Map(definition, "born", "Day");

        var refusal = await RefusalAsync(definition);
        await shared.World.Sites.UpdateSharePointSiteAsync(new V1.UpdateSharePointSiteRequest { SharepointSite = new V1.SharePointSite { Id = shared.World.Site.Id, TimeZone = "Europe/Berlin" } });

        var field = Assert.Single(refusal.Fields);
        Assert.Equal("sync_definition.field_mappings", field.Field);
        Assert.Contains("time_zone", field.Problem, StringComparison.Ordinal);
        Assert.Equal(V1.SyncDefinitionState.Ready, (await shared.World.Server.CreateAsync(definition)).State);
    }

    [PostgresFact]
    public async Task Update_ToOneThatCouldNotRun_IsRefusedAndChangesNothing()
    {
        var created = await shared.World.Server.CreateAsync(Good());

        var refusal = await Refusal.OfAsync(async () => await shared.World.Server.Definitions.UpdateSyncDefinitionAsync(
            new V1.UpdateSyncDefinitionRequest { SyncDefinition = new V1.SyncDefinition { Id = created.Id, Name = " ", Cursor = new V1.SyncCursor { Column = "story" } } }));

        Assert.Equal(["sync_definition.name", "sync_definition.cursor.column"], refusal.Fields.Select(field => field.Field));
        Assert.Equal(created, await shared.World.Server.GetAsync(created.Id));
    }

    private static void Map(V1.SyncDefinition definition, string column, string field)
    {
        definition.FieldMappings.Clear();
        definition.FieldMappings.Add(new V1.FieldMapping { Column = column, Field = field });
    }

    private static void TwoWay(V1.SyncDefinition definition, string column, string field)
    {
        definition.Direction = V1.SyncDirection.TwoWay;
        Map(definition, column, field);
    }

    private static void Route(V1.SyncDefinition definition, params string[] conditions) =>
        definition.Targets.AddRange(conditions.Select(condition => new V1.SyncTarget { SharepointListId = definition.List.SharepointListId, When = condition }));

    private V1.SyncDefinition Good() => new()
    {
        Name = "Items " + Path.GetRandomFileName(),
        Direction = V1.SyncDirection.Push,
        DatabaseId = shared.World.Database.Id,
        Table = new V1.TableReference { Schema = "public", Table = "items" },
        List = new V1.ListReference { SharepointListId = shared.List.Id },
        Cursor = new V1.SyncCursor { Column = "changed at" },
        FieldMappings = { new V1.FieldMapping { Column = "region", Field = "Line" } },
    };

    private Task<Refusal> RefusalAsync(V1.SyncDefinition definition) => Refusal.OfAsync(() => shared.World.Server.CreateAsync(definition));
}
