using Microsoft.Extensions.Logging.Abstractions;
using OrleansSync.Emulator.Faults;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Values.Lists;
using OrleansSync.SharePoint.Columns;
using OrleansSync.SharePoint.Graph;
using OrleansSync.SharePoint.Items;
using OrleansSync.SharePoint.Lists;
using OrleansSync.SharePoint.Provisioning;
using OrleansSync.SharePoint.Sites;

namespace OrleansSync.SharePoint.Tests.Provisioning;

public sealed class ListProvisionerTests : IAsyncLifetime
{
    private static readonly ListSchema Schema = new(
        "Orders",
        [
            new("Author", ListColumnKind.Text), new("Größe in cm", ListColumnKind.Number), new("Notes", ListColumnKind.Note), new("Price", ListColumnKind.Currency), new("Done", ListColumnKind.Boolean),
            new("Due", ListColumnKind.DateOnly), new("Sent", ListColumnKind.DateTime), new("State", ListColumnKind.Choice) { Choices = ["open", "closed"] },
            new("Tags", ListColumnKind.MultiChoice) { Choices = ["a", "b"] }, new("Owner", ListColumnKind.Person), new("Team", ListColumnKind.MultiPerson), new("Page", ListColumnKind.Hyperlink),
        ])
    {
        HasMark = true,
    };

    private EmulatedTenant tenant = null!; // Set before each test.

    public async Task InitializeAsync() => tenant = await EmulatedTenant.StartAsync();

    public async Task DisposeAsync() => await tenant.DisposeAsync();

    [Fact]
    public async Task Provision_ANewList_HasEachColumnUnderTheNameThatItGot()
    {
        var made = await Make().ProvisionAsync(tenant.SiteId, Schema, default);

        Assert.Equal(Schema.Columns.Select(column => (column.Name, column.Kind)), Schema.Columns.Select(column => (column.Name, made.Columns[column.Name].Column.Kind)));
        Assert.Equal(("Author0", "Gr_x00f6__x00df_e_x0020_in_x0020_cm"), (made.Columns["Author"].Column.Name, made.Columns["Größe in cm"].Column.Name));
        Assert.Equal<IEnumerable<string>>(["open", "closed"], made.Columns["State"].Choices ?? []);
        Assert.Equal(("OrleansSyncKey", "OrleansSyncDeleted", 15), (made.KeyColumn, made.MarkColumn, made.Made.Length));
        Assert.Empty((await tenant.AsPersonAsync("GET", $"sites/{tenant.SiteId}/lists/{made.ListGuid}/items")).GetProperty("value").EnumerateArray());
    }

    [Fact]
    public async Task Provision_Again_MakesNothing()
    {
        var first = await Make().ProvisionAsync(tenant.SiteId, Schema, default);

        var second = await Make().ProvisionAsync(tenant.SiteId, Schema, default);

        Assert.Empty(second.Made);
        Assert.Equal((first.ListGuid, first.KeyColumn), (second.ListGuid, second.KeyColumn));
        Assert.Equal(first.Columns.OrderBy(pair => pair.Key).Select(pair => pair.Value.Id), second.Columns.OrderBy(pair => pair.Key).Select(pair => pair.Value.Id));
    }

    [Fact]
    public async Task Provision_BrokenAfterEachWrite_IsFinishedByTheNextRun()
    {
        for (var broken = 0; broken < 20; broken++)
        {
            var schema = Schema with { DisplayName = $"Broken {broken}" };
            tenant.Host.Faults.Clear();
            tenant.Host.Faults.Add(new FaultRule { Kind = broken % 2 == 0 ? FaultKind.LostReply : FaultKind.Status, Status = 500, Method = "POST", Skip = broken, Times = 4 });
            var failed = await Record.ExceptionAsync(() => Make().ProvisionAsync(tenant.SiteId, schema, default));
            Assert.True(failed is null or SyncException, failed?.ToString());
            tenant.Host.Faults.Clear();

            var made = await Make().ProvisionAsync(tenant.SiteId, schema, default);

            var columns = await new ColumnDirectory(Calls()).ListAsync($"sites/{tenant.SiteId}/lists/{made.ListGuid}", default);
            Assert.All(Schema.Columns, column => Assert.Single(columns, there => there.DisplayName == column.Name));
            Assert.Single(columns, column => column.DisplayName == "OrleansSyncKey");
            Assert.Empty((await tenant.AsPersonAsync("GET", $"sites/{tenant.SiteId}/lists/{made.ListGuid}/items")).GetProperty("value").EnumerateArray());
        }
    }

    [Fact]
    public async Task Provision_AColumnOfAnotherKind_IsRefusedByName()
    {
        await Make().ProvisionAsync(tenant.SiteId, Schema, default);

        var refused = await Assert.ThrowsAsync<SyncException>(() => Make().ProvisionAsync(tenant.SiteId, Schema with { Columns = [new("Price", ListColumnKind.Text)] }, default));

        Assert.Equal("columns[Price].kind", Assert.Single(refused.Violations).Field);
    }

    [Fact]
    public async Task Provision_AllIndexesUsed_SaysTheWayOutAndTheModeWithoutIndexWorks()
    {
        var schema = new ListSchema("Full", [.. Enumerable.Range(1, 20).Select(number => new DeclaredColumn($"i{number}", ListColumnKind.Number) { IsIndexed = true })]);

        var refused = await Assert.ThrowsAsync<SyncException>(() => Make().ProvisionAsync(tenant.SiteId, schema, default));
        Assert.Equal(SyncError.SharePointRefused, refused.Error);
        Assert.Contains("mode without index", refused.Message, StringComparison.Ordinal);

        Assert.Equal(KeyMode.Unindexed, (await Make().ProvisionAsync(tenant.SiteId, schema with { KeyMode = KeyMode.Unindexed }, default)).KeyMode);
    }

    [Fact]
    public async Task Provision_AColumnOfTheUsers_IsTakenWhenItIsUnique()
    {
        var schema = new ListSchema("Own", [new("Code", ListColumnKind.Text) { IsIndexed = true, IsUnique = true }, new("Plain", ListColumnKind.Text)]);
        await Make().ProvisionAsync(tenant.SiteId, schema with { KeyMode = KeyMode.Unindexed }, default);

        var made = await Make().ProvisionAsync(tenant.SiteId, schema with { KeyMode = KeyMode.UserColumn, UserKeyColumn = "Code" }, default);
        var refused = await Assert.ThrowsAsync<SyncException>(() => Make().ProvisionAsync(tenant.SiteId, schema with { KeyMode = KeyMode.UserColumn, UserKeyColumn = "Plain" }, default));

        Assert.Equal("Code", made.KeyColumn);
        Assert.Equal("user_key_column", Assert.Single(refused.Violations).Field);
    }

    [Fact]
    public async Task Provision_NoRightToManage_IsSaid()
    {
        await using var without = await EmulatedTenant.StartAsync(options => options.Roles = ["Sites.ReadWrite.All"]);

        var refused = await Assert.ThrowsAsync<SyncException>(() => new ListProvisioner(new SetupCalls(without.Client()), NullLogger<ListProvisioner>.Instance).ProvisionAsync(without.SiteId, Schema, default));

        Assert.Equal(SyncError.SharePointAccessDenied, refused.Error);
        Assert.Contains("Sites.Manage.All", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Directories_SitesAndLists_AreFoundMadeRenamedAndDeleted()
    {
        var (sites, lists) = (new SiteDirectory(Calls()), new ListDirectory(Calls()));
        var site = await sites.FindAsync(new Uri("https://contoso.sharepoint.com/sites/Team"), default);
        Assert.Equal(tenant.SiteId, site?.Id);
        Assert.NotNull(await sites.FindAsync(new Uri("https://contoso.sharepoint.com/"), default));
        Assert.Null(await sites.FindAsync(new Uri("https://contoso.sharepoint.com/sites/None"), default));
        Assert.Contains(await sites.SearchAsync("Team", default), found => found.Id == tenant.SiteId);

        var list = await lists.CreateAsync(tenant.SiteId, "One", default);
        Assert.Equal(SyncError.NameTaken, (await Assert.ThrowsAsync<SyncException>(() => lists.CreateAsync(tenant.SiteId, "One", default))).Error);
        Assert.Equal("Two", (await lists.RenameAsync(tenant.SiteId, list.Id, "Two", default)).DisplayName);
        Assert.Equal(list.Id, (await lists.FindByNameAsync(tenant.SiteId, "two", default))?.Id);
        await lists.DeleteAsync(tenant.SiteId, list.Id, default);
        await lists.DeleteAsync(tenant.SiteId, list.Id, default);
        Assert.Null(await lists.FindAsync(tenant.SiteId, list.Id, default));
    }

    private SetupCalls Calls() => new(tenant.Client());

    private ListProvisioner Make() => new(Calls(), NullLogger<ListProvisioner>.Instance);
}
