using Grpc.Core;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Server.Tests.Catalog;

/// <summary>Texts that mean something to SQL, connection strings, addresses, shells, templates and filters: taken as texts, or refused; never done.</summary>
public sealed class InjectionTests(BadInputWorld shared) : IClassFixture<BadInputWorld>
{
    private CatalogWorld World => shared.World;

    public static TheoryData<string> Attacks => new(
        "'; drop table orleanssync.resources; --", "\" or \"\"=\"", "x' or '1'='1", "$1; select pg_sleep(9)", "\\'; \\! id", "x;Host=evil.example", "../../../etc/passwd", "%2e%2e%2f", "?$filter=a&$top=1#x",
        "$(touch /tmp/x) `id`", "{{7*7}} ${7*7} {0} %s", "<script>alert(1)</script>", "name = \"x\" OR id != \"\"", "))) union select 1 --");

    [PostgresTheory]
    [MemberData(nameof(Attacks))]
    public async Task Name_ThatAttacks_IsATextAndFoundByItself(string attack)
    {
        var made = await World.Applications.CreateApplicationAsync(new V1.CreateApplicationRequest { Application = new V1.Application { Name = attack, Description = attack, Owner = attack } });
        var filter = $"name = \"{attack.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

        var found = Assert.Single((await World.Applications.ListApplicationsAsync(new V1.ListApplicationsRequest { Filter = filter })).Applications);

        Assert.Equal(made, found);
        Assert.Equal((attack, attack), (found.Description, found.Owner));
        await World.Applications.DeleteApplicationAsync(new V1.DeleteApplicationRequest { Id = made.Id });
    }

    [PostgresTheory]
    [MemberData(nameof(Attacks))]
    public async Task Filter_PageTokenOrOrder_ThatAttacks_IsRefused(string attack)
    {
        var filter = await Refusal.OfAsync(async () => await World.Applications.ListApplicationsAsync(new V1.ListApplicationsRequest { Filter = $"name = {attack} ^" }));
        var token = await Refusal.OfAsync(async () => await World.Applications.ListApplicationsAsync(new V1.ListApplicationsRequest { PageToken = attack }));

        Assert.Equal((StatusCode.InvalidArgument, "filter"), (filter.Code, Assert.Single(filter.Fields).Field));
        Assert.Equal((StatusCode.InvalidArgument, "page_token"), (token.Code, Assert.Single(token.Fields).Field));
    }

    [PostgresTheory]
    [MemberData(nameof(Attacks))]
    public async Task DatabaseNameUserAndPassword_ThatAttack_GoToTheDeclaredServerOnly(string attack)
    {
        var database = await World.Databases.CreateDatabaseAsync(new V1.CreateDatabaseRequest
        {
            Database = new V1.Database { ApplicationId = World.Application.Id, Name = $"Attack {attack}", Environment = V1.DatabaseEnvironment.Staging, DatabaseName = attack },
        });
        var instance = World.NewInstance("attack");
        (instance.DatabaseId, instance.Password) = (database.Id, attack);

        var name = await World.Instances.TestDatabaseInstanceAsync(new V1.TestDatabaseInstanceRequest { DatabaseInstance = instance });
        (instance.User, instance.DatabaseId) = (attack, World.Database.Id);
        var user = await World.Instances.TestDatabaseInstanceAsync(new V1.TestDatabaseInstanceRequest { DatabaseInstance = instance });

        Assert.Contains(name.Reachability, new[] { V1.Reachability.NoSuchDatabase, V1.Reachability.SignInFailed });
        Assert.Equal(V1.Reachability.SignInFailed, user.Reachability);
        await World.Databases.DeleteDatabaseAsync(new V1.DeleteDatabaseRequest { Id = database.Id });
    }

    [PostgresTheory]
    [MemberData(nameof(Attacks))]
    public async Task RuleKeyCursorAndTable_ThatAttack_AreRefusedWithTheField(string attack)
    {
        await World.ExecuteAsync("create table if not exists orders (id integer primary key, name varchar(80))");
        var list = (await World.Lists.ProvisionSharePointListAsync(new V1.ProvisionSharePointListRequest
        {
            SiteId = World.Site.Id,
            DisplayName = "Orders",
            DatabaseId = World.Database.Id,
            Table = new V1.TableReference { Schema = "public", Table = "orders" },
        })).SharepointList;
        var definition = new V1.SyncDefinition
        {
            Name = "Attack",
            Direction = V1.SyncDirection.Push,
            DatabaseId = World.Database.Id,
            Table = new V1.TableReference { Schema = "public", Table = "orders" },
            List = new V1.ListReference { SharepointListId = list.Id },
            Targets = { new V1.SyncTarget { SharepointListId = list.Id, When = attack } },
            Key = new V1.SyncKey { Strategy = V1.KeyStrategy.UniqueConstraint, Constraint = attack },
            Cursor = new V1.SyncCursor { Column = attack, TimeZone = attack },
            FieldMappings = { new V1.FieldMapping { Column = "name", Field = "notes" }, new V1.FieldMapping { Column = attack, Field = attack }, new V1.FieldMapping { Column = "name", Field = "Title", Transform = attack } },
        };

        var refusal = await Refusal.OfAsync(async () => await World.Server.Definitions.CreateSyncDefinitionAsync(new V1.CreateSyncDefinitionRequest { SyncDefinition = definition }));
        definition.Table = new V1.TableReference { Schema = attack, Table = attack };
        var table = await Refusal.OfAsync(async () => await World.Server.Definitions.CreateSyncDefinitionAsync(new V1.CreateSyncDefinitionRequest { SyncDefinition = definition }));

        var fields = refusal.Fields.Select(field => field.Field.Replace("sync_definition.", "", StringComparison.Ordinal)).ToHashSet();
        Assert.Superset(new HashSet<string> { "key", "cursor.column", "cursor.time_zone", "field_mappings[1].column", "field_mappings[1].field", "field_mappings[2].transform", "targets[0].when" }, fields);
        Assert.Contains(table.Fields, field => field.Field == "sync_definition.table.table");
        Assert.Equal(0L, (await World.Server.Definitions.ListSyncDefinitionsAsync(new V1.ListSyncDefinitionsRequest())).SyncDefinitions.Count);
    }

    [PostgresTheory]
    [MemberData(nameof(Attacks))]
    public async Task SearchAndListName_ThatAttack_StayWithinTheirCall(string attack)
    {
        var sites = await World.Sites.SearchSharePointSitesAsync(new V1.SearchSharePointSitesRequest { ConnectionId = World.Connection.Id, Text = attack });
        var lists = await Refusal.OfAsync(async () => await World.Lists.CreateSharePointListAsync(new V1.CreateSharePointListRequest { SharepointList = new V1.SharePointList { SiteId = World.Site.Id, DisplayName = attack } }));
        var site = await Refusal.OfAsync(async () => await World.Sites.CreateSharePointSiteAsync(
            new V1.CreateSharePointSiteRequest { SharepointSite = new V1.SharePointSite { ConnectionId = World.Connection.Id, SiteUrl = $"https://contoso.sharepoint.com/sites/{attack}" } }));

        Assert.Empty(sites.Sites);
        Assert.Equal(StatusCode.NotFound, lists.Code);
        Assert.Contains(site.Code, new[] { StatusCode.NotFound, StatusCode.InvalidArgument, StatusCode.FailedPrecondition });
    }
}
