using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using OrleansSync.Emulator.Faults;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Server.Tests.Catalog;

public sealed class CatalogTests : IAsyncLifetime
{
    private CatalogWorld world = null!; // Set before each test.

    public async Task InitializeAsync() => world = await CatalogWorld.OpenAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [PostgresFact]
    public async Task Update_MaskAndEtag_ChangesThatFieldOnlyAndRefusesAStaleOne()
    {
        var created = world.Application;
        var updated = await world.Applications.UpdateApplicationAsync(new V1.UpdateApplicationRequest
        {
            Application = new V1.Application { Id = created.Id, Etag = created.Etag, Owner = "Ada", Name = "not in the mask" },
            UpdateMask = new FieldMask { Paths = { "owner" } },
        });

        var refusal = await Refusal.OfAsync(async () => await world.Applications.UpdateApplicationAsync(new V1.UpdateApplicationRequest { Application = new V1.Application { Id = created.Id, Etag = created.Etag, Owner = "Bob" } }));

        Assert.Equal(("Ada", "Shop"), (updated.Owner, updated.Name));
        Assert.Equal((StatusCode.Aborted, "ETAG_MISMATCH"), (refusal.Code, refusal.Reason));
        Assert.Equal(updated, await world.Applications.GetApplicationAsync(new V1.GetApplicationRequest { Id = created.Id }));
    }

    [PostgresFact]
    public async Task Create_TakenNameOrUnknownParent_IsRefusedWithTheReason()
    {
        var taken = await Refusal.OfAsync(async () => await world.Applications.CreateApplicationAsync(new V1.CreateApplicationRequest { Application = new V1.Application { Name = "SHOP" } }));
        var orphan = await Refusal.OfAsync(async () => await world.Databases.CreateDatabaseAsync(new V1.CreateDatabaseRequest
        {
            Database = new V1.Database { ApplicationId = "0198c5f2-6a10-7c3e-9d4b-2f1e8a7b6c5d", Name = "x", Environment = V1.DatabaseEnvironment.Staging, DatabaseName = "x" },
        }));

        Assert.Equal((StatusCode.AlreadyExists, "NAME_TAKEN", "application.name"), (taken.Code, taken.Reason, Assert.Single(taken.Fields).Field));
        Assert.Equal((StatusCode.NotFound, "NOT_FOUND"), (orphan.Code, orphan.Reason));
    }

    [PostgresFact]
    public async Task Create_RepeatedWithOneRequestId_GetsTheFirstAnswer()
    {
        var request = new V1.CreateApplicationRequest { Application = new V1.Application { Name = "Once" }, RequestId = "0198c5f2-6a10-7c3e-9d4b-2f1e8a7b6c5d" };

        Assert.Equal(await world.Applications.CreateApplicationAsync(request), await world.Applications.CreateApplicationAsync(request));
    }

    [PostgresFact]
    public async Task Delete_WhatSomethingNeeds_IsRefusedUntilThatIsGone()
    {
        var refusal = await Refusal.OfAsync(async () => await world.Databases.DeleteDatabaseAsync(new V1.DeleteDatabaseRequest { Id = world.Database.Id }));
        await world.Instances.DeleteDatabaseInstanceAsync(new V1.DeleteDatabaseInstanceRequest { Id = world.Instance.Id });
        await world.Databases.DeleteDatabaseAsync(new V1.DeleteDatabaseRequest { Id = world.Database.Id });

        Assert.Equal((StatusCode.FailedPrecondition, "RESOURCE_IN_USE"), (refusal.Code, refusal.Reason));
        Assert.Empty((await world.Databases.ListDatabasesAsync(new V1.ListDatabasesRequest { ApplicationId = world.Application.Id })).Databases);
    }

    [PostgresFact]
    public async Task List_ParentAndFilterAndPages_GivesEachOnce()
    {
        for (var number = 1; number <= 5; number++)
        {
            await world.Databases.CreateDatabaseAsync(new V1.CreateDatabaseRequest
            {
                Database = new V1.Database { ApplicationId = world.Application.Id, Name = $"Copy {number}", Environment = V1.DatabaseEnvironment.Staging, DatabaseName = "x" },
            });
        }

        var (names, token) = (new List<string>(), "");
        do
        {
            var page = await world.Databases.ListDatabasesAsync(new V1.ListDatabasesRequest { ApplicationId = world.Application.Id, PageSize = 2, PageToken = token, Filter = "environment = STAGING AND name : copy" });
            names.AddRange(page.Databases.Select(database => database.Name));
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        Assert.Equal(["Copy 1", "Copy 2", "Copy 3", "Copy 4", "Copy 5"], names);
    }

    [PostgresFact]
    public async Task CreateInstance_SecondActivePrimary_IsRefused()
    {
        var refusal = await Refusal.OfAsync(async () => await world.Instances.CreateDatabaseInstanceAsync(new V1.CreateDatabaseInstanceRequest { DatabaseInstance = world.NewInstance("another") }));

        Assert.Equal("database_instance.role", Assert.Single(refusal.Fields).Field);
    }

    [PostgresFact]
    public async Task CreateInstance_EverythingWrong_TellsAllAtOnce()
    {
        var refusal = await Refusal.OfAsync(async () => await world.Instances.CreateDatabaseInstanceAsync(new V1.CreateDatabaseInstanceRequest
        {
            DatabaseInstance = new V1.DatabaseInstance
            {
                DatabaseId = world.Database.Id,
                Name = " x",
                Host = "https://db:5432/x",
                Port = 70_000,
                User = new string('u', 64),
                TlsMode = V1.TlsMode.Disable,
                RootCertificate = "no",
                Priority = -1,
            },
        }));

        Assert.Equal(
            ["name", "host", "port", "user", "tls_mode", "root_certificate", "role", "priority"],
            refusal.Fields.Select(field => field.Field.Replace("database_instance.", "", StringComparison.Ordinal)).Distinct());
    }

    [PostgresFact]
    public async Task CreateConnection_PlainHttpElsewhere_IsRefused()
    {
        var connection = world.NewConnection("other");
        connection.Endpoint = "http://graph.example.com";

        var refusal = await Refusal.OfAsync(async () => await world.Connections.CreateSharePointConnectionAsync(new V1.CreateSharePointConnectionRequest { SharepointConnection = connection }));

        Assert.Equal("sharepoint_connection.endpoint", Assert.Single(refusal.Fields).Field);
    }

    [PostgresFact]
    public async Task Secrets_Declared_AreInNoAnswerNoLogAndNoRow()
    {
        Assert.Equal((true, "", ""), (world.Connection.HasSecret, world.Connection.Secret, world.Connection.SecretReference));
        Assert.DoesNotContain(CatalogWorld.Secret, world.Connection.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(world.Server.Logs.Lines, line => line.Contains(CatalogWorld.Secret, StringComparison.Ordinal));
        Assert.DoesNotContain(CatalogWorld.Secret, await world.Server.Database.DumpAsync(), StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task UpdateConnection_SecretRotated_WorksBeforeAndAfterTheTenantTakesIt()
    {
        await PutSecretAsync("the second secret");
        world.Tenant.ExpireAccessTokens();
        var before = await world.Sites.SearchSharePointSitesAsync(new V1.SearchSharePointSitesRequest { ConnectionId = world.Connection.Id, Text = "Team" });
        world.Tenant.Options.ClientSecret = "the second secret";
        world.Tenant.ExpireAccessTokens();
        var after = await world.Sites.SearchSharePointSitesAsync(new V1.SearchSharePointSitesRequest { ConnectionId = world.Connection.Id, Text = "Team" });
        await PutSecretAsync("a wrong one");
        await PutSecretAsync("another wrong one");
        world.Tenant.ExpireAccessTokens();
        var refusal = await Refusal.OfAsync(async () => await world.Sites.SearchSharePointSitesAsync(new V1.SearchSharePointSitesRequest { ConnectionId = world.Connection.Id, Text = "Team" }));

        Assert.All([before, after], found => Assert.Contains(found.Sites, site => site.GraphId == world.Site.GraphId));
        Assert.Equal((StatusCode.FailedPrecondition, "SHARE_POINT_SIGN_IN_FAILED"), (refusal.Code, refusal.Reason));
    }

    [PostgresFact]
    public async Task UpdateConnection_Refused_LeavesTheSecretAsItWas()
    {
        await world.Connections.CreateSharePointConnectionAsync(new V1.CreateSharePointConnectionRequest { SharepointConnection = world.NewConnection("Taken") });

        var refusal = await Refusal.OfAsync(async () => await world.Connections.UpdateSharePointConnectionAsync(
            new V1.UpdateSharePointConnectionRequest { SharepointConnection = new V1.SharePointConnection { Id = world.Connection.Id, Name = "TAKEN", Secret = "wrong" } }));

        Assert.Equal("NAME_TAKEN", refusal.Reason);
        Assert.Single((await world.Secrets.ListSecretVersionsAsync(new V1.ListSecretVersionsRequest { Owner = new V1.SecretOwner { SharepointConnectionId = world.Connection.Id } })).Versions);
    }

    [PostgresFact]
    public async Task CreateConnection_Refused_KeepsNoSecret()
    {
        const string Count = "select count(*) from orleanssync.secrets";
        await using var command = world.Server.Database.DataSource.CreateCommand(Count);
        var before = await command.ExecuteScalarAsync();

        var request = new V1.CreateSharePointConnectionRequest { SharepointConnection = world.NewConnection("CONTOSO"), RequestId = "0198c5f2-6a10-7c3e-9d4b-2f1e8a7b6c5e" };
        var refusal = await Refusal.OfAsync(async () => await world.Connections.CreateSharePointConnectionAsync(request));

        Assert.Equal("NAME_TAKEN", refusal.Reason);
        Assert.Equal(before, await command.ExecuteScalarAsync());
    }

    [PostgresFact]
    public async Task CreateSite_ThatIsNotThere_IsRefused()
    {
        var refusal = await Refusal.OfAsync(async () => await world.Sites.CreateSharePointSiteAsync(new V1.CreateSharePointSiteRequest
        {
            SharepointSite = new V1.SharePointSite { ConnectionId = world.Connection.Id, SiteUrl = "https://contoso.sharepoint.com/sites/Nowhere" },
        }));

        Assert.Equal(StatusCode.NotFound, refusal.Code);
        Assert.NotEmpty(world.Site.GraphId);
    }

    [PostgresFact]
    public async Task TestSite_AppThatMayEverything_SeesEachFactAndLeavesNothingBehind()
    {
        var test = await world.Sites.TestSharePointSiteAsync(new V1.TestSharePointSiteRequest { Id = world.Site.Id });

        Assert.All(test.Steps, step => Assert.Empty(step.Problem));
        Assert.True(test.Facts.Count >= 16);
        Assert.All(test.Facts, fact => Assert.True(fact.Holds, $"{fact.Id}: {fact.Seen}"));
        Assert.DoesNotContain((await world.Lists.SearchSharePointListsAsync(new V1.SearchSharePointListsRequest { SiteId = world.Site.Id })).Lists, list => list.DisplayName.Contains("connection test", StringComparison.Ordinal));
    }

    [PostgresFact]
    public async Task TestSite_AppThatMayNotMakeLists_SaysWhichRoleIsMissing()
    {
        world.Tenant.Faults.Add(new FaultRule { Kind = FaultKind.Status, Status = 403, Code = "accessDenied", Method = "POST", PathContains = "/lists", Times = 1 });

        var test = await world.Sites.TestSharePointSiteAsync(new V1.TestSharePointSiteRequest { Id = world.Site.Id });

        Assert.Equal(2, test.Steps.Count);
        Assert.Contains("manage or owner", test.Steps[1].Problem, StringComparison.Ordinal);
        Assert.Empty(test.Facts);
    }

    private async Task PutSecretAsync(string secret) => await world.Connections.UpdateSharePointConnectionAsync(
        new V1.UpdateSharePointConnectionRequest { SharepointConnection = new V1.SharePointConnection { Id = world.Connection.Id, Secret = secret } });
}
