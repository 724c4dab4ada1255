using Google.Protobuf;
using Grpc.Core;
using OrleansSync.Server.Catalog;
using OrleansSync.Server.Tests.SyncDefinitions;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Server.Tests.Catalog;

/// <summary>Bad input for each field of each noun of the catalog: refused, with the path of the field, without a trace of the value, and nothing is changed.</summary>
public sealed class BadInputTests(BadInputWorld shared) : IClassFixture<BadInputWorld>
{
    private const string UnknownId = "0198c5f2-6a10-7c3e-9d4b-2f1e8a7b6c5d";
    private CatalogWorld World => shared.World;

    [PostgresFact]
    public async Task Create_Application_BadFields()
    {
        var good = new V1.Application { Name = "Another", Owner = "Ada", Description = "x" };
        await AssertRefusedAsync("application", good, MessageDescriptorFields.Names, message => World.Applications.CreateApplicationAsync(new V1.CreateApplicationRequest { Application = message }).ResponseAsync, "owner", "description");
    }

    [PostgresFact]
    public async Task Create_Database_BadFields()
    {
        var good = new V1.Database { ApplicationId = World.Application.Id, Name = "Another", Environment = V1.DatabaseEnvironment.Staging, DatabaseName = "x", Description = "y" };
        await AssertRefusedAsync("database", good, MessageDescriptorFields.Names, message => World.Databases.CreateDatabaseAsync(new V1.CreateDatabaseRequest { Database = message }).ResponseAsync, "description");
        good.ApplicationId = UnknownId;
        Assert.Equal(StatusCode.NotFound, (await Refusal.OfAsync(async () => await World.Databases.CreateDatabaseAsync(new V1.CreateDatabaseRequest { Database = good }))).Code);
    }

    [PostgresFact]
    public async Task Create_DatabaseInstance_BadFields()
    {
        var good = World.NewInstance("another");
        good.Role = V1.InstanceRole.Standby;
        await AssertRefusedAsync(
            "database_instance", good, MessageDescriptorFields.And("has_password", "health", "password_summary"),
            message => World.Instances.CreateDatabaseInstanceAsync(new V1.CreateDatabaseInstanceRequest { DatabaseInstance = message }).ResponseAsync, "password", "password_reference", "root_certificate");
        good.DatabaseId = UnknownId;
        Assert.Equal(StatusCode.NotFound, (await Refusal.OfAsync(async () => await World.Instances.CreateDatabaseInstanceAsync(new V1.CreateDatabaseInstanceRequest { DatabaseInstance = good }))).Code);
    }

    [PostgresFact]
    public async Task Create_SharePointConnection_BadFields()
    {
        var good = World.NewConnection("another");
        await AssertRefusedAsync(
            "sharepoint_connection", good, MessageDescriptorFields.And("has_secret", "secret_summary"),
            message => World.Connections.CreateSharePointConnectionAsync(new V1.CreateSharePointConnectionRequest { SharepointConnection = message }).ResponseAsync, "secret_reference", "endpoint");
    }

    [PostgresFact]
    public async Task Create_SharePointSite_BadFields()
    {
        var good = new V1.SharePointSite { ConnectionId = World.Connection.Id, SiteUrl = "https://contoso.sharepoint.com", TimeZone = "Europe/Berlin" };
        await AssertRefusedAsync(
            "sharepoint_site", good, MessageDescriptorFields.And("display_name", "graph_id"), message => World.Sites.CreateSharePointSiteAsync(new V1.CreateSharePointSiteRequest { SharepointSite = message }).ResponseAsync, "time_zone");
        good.ConnectionId = UnknownId;
        Assert.Equal(StatusCode.NotFound, (await Refusal.OfAsync(async () => await World.Sites.CreateSharePointSiteAsync(new V1.CreateSharePointSiteRequest { SharepointSite = good }))).Code);
    }

    [PostgresFact]
    public async Task Create_SharePointList_BadFields()
    {
        var good = new V1.SharePointList { SiteId = World.Site.Id, DisplayName = "Some list", KeyMode = V1.ListKeyMode.UserColumn, KeyColumn = "Key", MarkColumn = "Mark" };
        await AssertRefusedAsync(
            "sharepoint_list", good, MessageDescriptorFields.And("columns", "number", "list_guid"), message => World.Lists.CreateSharePointListAsync(new V1.CreateSharePointListRequest { SharepointList = message }).ResponseAsync, "mark_column", "display_name");
        var unknown = await Refusal.OfAsync(async () => await World.Lists.CreateSharePointListAsync(new V1.CreateSharePointListRequest { SharepointList = new V1.SharePointList { SiteId = UnknownId, DisplayName = "x" } }));
        var guid = await Refusal.OfAsync(async () => await World.Lists.CreateSharePointListAsync(new V1.CreateSharePointListRequest { SharepointList = new V1.SharePointList { SiteId = World.Site.Id, ListGuid = "x" } }));
        Assert.Equal(StatusCode.NotFound, unknown.Code);
        Assert.Equal("sharepoint_list.list_guid", Assert.Single(guid.Fields).Field);
    }

    [PostgresFact]
    public async Task Create_SyncDefinition_BadFields()
    {
        var good = new V1.SyncDefinition
        {
            Name = "Another",
            Direction = V1.SyncDirection.Push,
            Table = new V1.TableReference { Schema = "public", Table = "orders" },
            List = new V1.ListReference { SiteUrl = "https://contoso.sharepoint.com/sites/Sales", List = "Orders" },
            Cursor = new V1.SyncCursor { Column = "a" },
            Key = new V1.SyncKey { Constraint = "a", Columns = { "a" } },
            FieldMappings = { new V1.FieldMapping { Column = "a", Field = "b", Transform = "a" } },
            Targets = { new V1.SyncTarget { SharepointListId = UnknownId, When = "a" } },
            Owner = "Ada",
            Description = "x",
            DatabaseId = UnknownId,
        };
        var given = MessageDescriptorFields.And("state", "missing", "suspended", "database_id");
        await AssertRefusedAsync("sync_definition", good, given, CreateAsync, "description", "owner");
        await AssertRefusedAsync("sync_definition.table", good.Table, given, table => CreateAsync(good, definition => definition.Table = table));
        good.Targets.Clear();
        await AssertRefusedAsync("sync_definition.list", good.List, MessageDescriptorFields.And("sharepoint_list_id"), list => CreateAsync(good, definition => definition.List = list));
        await AssertRefusedAsync("sync_definition.cursor", good.Cursor, MessageDescriptorFields.And("guarantee", "time_zone"), cursor => CreateAsync(good, definition => definition.Cursor = cursor), "column");
        await AssertRefusedAsync("sync_definition.key", good.Key, given, key => CreateAsync(good, definition => definition.Key = key), "constraint");
        await AssertRefusedAsync(
            "sync_definition.field_mappings[0]", good.FieldMappings[0], MessageDescriptorFields.And("lookup_definition_id"), mapping => CreateAsync(good, definition => definition.FieldMappings[0] = mapping), "column", "transform");
    }

    private Task CreateAsync(V1.SyncDefinition message) => World.Server.CreateAsync(message);

    private Task CreateAsync(V1.SyncDefinition good, Action<V1.SyncDefinition> spoil)
    {
        var bad = good.Clone();
        spoil(bad);
        return CreateAsync(bad);
    }

    private async Task AssertRefusedAsync<TMessage>(string path, TMessage good, IReadOnlySet<string> given, Func<TMessage, Task> create, params string[] anyText)
        where TMessage : IMessage
    {
        var (before, failures) = (await World.CountAsync(), new List<string>());
        foreach (var (field, what, message) in BadInput.Of(good, given, anyText))
        {
            try
            {
                await create((TMessage)message);
                failures.Add($"{path}.{field} {what}: taken");
            }
            catch (RpcException)
            {
                var refusal = await Refusal.OfAsync(() => create((TMessage)message));
                if (refusal.Code != StatusCode.InvalidArgument || !refusal.Fields.Any(wrong => wrong.Field == $"{path}.{field}" || wrong.Field.StartsWith($"{path}.{field}.", StringComparison.Ordinal)))
                {
                    failures.Add($"{path}.{field} {what}: {refusal.Code} {refusal.Message[..Math.Min(200, refusal.Message.Length)]}");
                }

                if (refusal.Message.Any(char.IsControl) || refusal.Message.Length > 5_000)
                {
                    failures.Add($"{path}.{field} {what}: the value is in the message");
                }
            }
        }

        Assert.Equal([], failures);
        Assert.Equal(before, await World.CountAsync());
    }
}
