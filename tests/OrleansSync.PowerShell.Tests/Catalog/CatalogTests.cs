using System.Management.Automation;
using OrleansSync.PowerShell.Applications;
using OrleansSync.PowerShell.Connections;
using OrleansSync.PowerShell.Databases;
using OrleansSync.PowerShell.Instances;
using OrleansSync.PowerShell.Lists;
using OrleansSync.PowerShell.Schemas;
using OrleansSync.PowerShell.Secrets;
using OrleansSync.PowerShell.Sites;
using OrleansSync.PowerShell.Tests.Running;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.PowerShell.Tests.Catalog;

[Collection(LiveTests.Name)]
public sealed class CatalogTests(LiveWorld world)
{
    [PostgresFact]
    public void New_NameThatIsTaken_IsAnErrorOfTheServersReason()
    {
        var error = Assert.Single(Cmdlets.Run<NewOSyncApplicationCommand>(world.Session, new { Name = "shop" }).Errors);

        Assert.Equal("NameTaken", error.Id);
        Assert.Equal(ErrorCategory.ResourceExists, error.Category);
        Assert.Equal("application 'shop'", error.Target);
        Assert.NotEmpty(error.RequestId);
        Assert.NotEmpty(error.RecommendedAction);
    }

    [PostgresFact]
    public void New_SeveralWrongFields_NamesThemAll()
    {
        var error = Assert.Single(Cmdlets.Run<NewOSyncInstanceCommand>(
            world.Session, new { Name = "bad", Database = "Orders", HostName = "", Port = 700_000, User = "x", Role = "Standby" }).Errors);

        Assert.Equal(ErrorCategory.InvalidArgument, error.Category);
        Assert.Contains(error.Violations, violation => violation.Field.EndsWith("host", StringComparison.Ordinal));
        Assert.Contains(error.Violations, violation => violation.Field.EndsWith("port", StringComparison.Ordinal));
    }

    [PostgresFact]
    public void New_WhatIf_LetsTheServerCheckAndMakesNothing()
    {
        var name = Unique();
        var result = Cmdlets.WhatIf<NewOSyncApplicationCommand>(world.Session, new { Name = name });

        Assert.Empty(result.Output);
        Assert.Contains("would create", Assert.Single(result.Verbose), StringComparison.Ordinal);
        Assert.Equal("NotFound", Assert.Single(Cmdlets.Run<GetOSyncApplicationCommand>(world.Session, new { Name = new[] { name } }).Errors).Id);
        Assert.Equal("InvalidArgument", Assert.Single(Cmdlets.WhatIf<NewOSyncApplicationCommand>(world.Session, new { Name = new string('x', 300) }).Errors).Id);
    }

    [PostgresFact]
    public void Get_NamePatternAndId_FindTheSame()
    {
        var byName = Cmdlets.Run<GetOSyncDatabaseCommand>(world.Session, new { Name = new[] { "orders" } }).Single<OSyncDatabase>();
        var byPattern = Cmdlets.Run<GetOSyncDatabaseCommand>(world.Session, new { Name = new[] { "Ord*" } }).Single<OSyncDatabase>();
        var byId = Cmdlets.Run<GetOSyncDatabaseCommand>(world.Session, new { Name = new[] { byName.Id } }).Single<OSyncDatabase>();

        Assert.Equal(byName, byPattern);
        Assert.Equal(byName, byId);
        Assert.Equal(OSyncEnvironment.Production, byName.Environment);
    }

    [PostgresFact]
    public void Get_ParentByPipeline_GivesItsChildrenOnly()
    {
        var application = Cmdlets.Run<NewOSyncApplicationCommand>(world.Session, new { Name = Unique() }).Single<OSyncApplication>();
        var database = Cmdlets.Run<NewOSyncDatabaseCommand>(world.Session, new { Name = "Orders", Environment = "Staging", DatabaseName = "x" }, application).Single<OSyncDatabase>();

        Assert.Equal(application.Id, database.ApplicationId);
        Assert.Equal(database, Cmdlets.Run<GetOSyncDatabaseCommand>(world.Session, null, application).Single<OSyncDatabase>());
        Assert.Equal(database, Cmdlets.Run<GetOSyncDatabaseCommand>(world.Session, null, database).Single<OSyncDatabase>());
        // Two databases have the name now, and only the server's answer could tell which one is meant.
        Assert.Equal("Ambiguous", Assert.Single(Cmdlets.Run<SetOSyncDatabaseCommand>(world.Session, new { Database = "Orders", Description = "x" }).Errors).Id);
        Cmdlets.Run<RemoveOSyncDatabaseCommand>(world.Session, null, database);
        Cmdlets.Run<RemoveOSyncApplicationCommand>(world.Session, null, application);
    }

    [PostgresFact]
    public void Set_OneField_LeavesTheOthers()
    {
        var made = Cmdlets.Run<NewOSyncApplicationCommand>(world.Session, new { Name = Unique(), Description = "before", Owner = "Ada" }).Single<OSyncApplication>();
        var changed = Cmdlets.Run<SetOSyncApplicationCommand>(world.Session, new { Application = made.Name, Owner = "Grace", PassThru = true }).Single<OSyncApplication>();

        Assert.Equal(("before", "Grace", made.Id), (changed.Description, changed.Owner, changed.Id));
        Assert.Empty(Cmdlets.Run<SetOSyncApplicationCommand>(world.Session, new { Application = made.Name, Owner = "Ada" }).Output);
    }

    [PostgresFact]
    public void Set_ChangedSinceItWasRead_IsRefusedUnlessForced()
    {
        var read = Cmdlets.Run<NewOSyncApplicationCommand>(world.Session, new { Name = Unique() }).Single<OSyncApplication>();
        Cmdlets.Run<SetOSyncApplicationCommand>(world.Session, new { Application = read.Id, Owner = "somebody else" });

        var refused = Assert.Single(Cmdlets.Run<SetOSyncApplicationCommand>(world.Session, new { Owner = "me" }, read).Errors);
        Assert.Equal("EtagMismatch", refused.Id);
        Assert.Contains("-Force", refused.RecommendedAction, StringComparison.Ordinal);

        var forced = Cmdlets.Run<SetOSyncApplicationCommand>(world.Session, new { Owner = "me", Force = true, PassThru = true }, read).Single<OSyncApplication>();
        Assert.Equal("me", forced.Owner);
    }

    [PostgresFact]
    public void Set_NothingGiven_SaysSo() =>
        Assert.Equal("BadArgument", Assert.Single(Cmdlets.Run<SetOSyncApplicationCommand>(world.Session, new { Application = "Shop" }).Errors).Id);

    [PostgresFact]
    public void Remove_Declined_RemovesNothing()
    {
        var made = Cmdlets.Run<NewOSyncApplicationCommand>(world.Session, new { Name = Unique() }).Single<OSyncApplication>();
        var declined = Cmdlets.On<RemoveOSyncApplicationCommand>(new { Application = made.Name }, (result, bound) => new TestHost(result, bound) { Session = world.Session, Answer = false });

        Assert.Equal($"Remove: application '{made.Name}'", Assert.Single(declined.Asked));
        Cmdlets.Run<GetOSyncApplicationCommand>(world.Session, new { Name = new[] { made.Id } }).Single<OSyncApplication>();
        Assert.Empty(Cmdlets.Run<RemoveOSyncApplicationCommand>(world.Session, new { Application = made.Name }).Errors);
        Assert.Equal(ErrorCategory.ObjectNotFound, Assert.Single(Cmdlets.Run<GetOSyncApplicationCommand>(world.Session, new { Name = new[] { made.Id } }).Errors).Category);
    }

    [PostgresFact]
    public void Remove_StillNeeded_SaysWhatNeedsIt() =>
        Assert.Equal("ResourceInUse", Assert.Single(Cmdlets.Run<RemoveOSyncApplicationCommand>(world.Session, new { Application = "Shop" }).Errors).Id);

    [PostgresFact]
    public void Set_EveryFieldOfAPipedObject_ChangesNothing()
    {
        var connection = Cmdlets.Run<GetOSyncConnectionCommand>(world.Session, new { Name = new[] { "Contoso" } }).Single<OSyncConnection>();
        var after = Cmdlets.Run<SetOSyncConnectionCommand>(world.Session, new { PassThru = true }, connection).Single<OSyncConnection>();

        Assert.Equal(connection with { Etag = after.Etag, UpdateTime = after.UpdateTime }, after);
        Assert.True(after.HasSecret);
    }

    [PostgresFact]
    public void TestInstance_ThatWorks_PassesAndKnowsItsVersion()
    {
        var test = Cmdlets.Run<TestOSyncInstanceCommand>(world.Session, new { Instance = "primary", Table = new[] { "orders" } }).Single<OSyncInstanceTest>();

        Assert.Equal(OSyncReachability.Reached, test.Reachability);
        Assert.NotEmpty(test.ServerVersion);
        Assert.Equal(test.Passed, Cmdlets.Run<TestOSyncInstanceCommand>(world.Session, new { Instance = "primary", Quiet = true }).Single<bool>());
    }

    [PostgresFact]
    public void TestConnection_OfTheEmulator_TellsEveryStep()
    {
        var test = Assert.Single(Cmdlets.Run<TestOSyncConnectionCommand>(world.Session, new { Connection = "Contoso" }).All<OSyncSiteTest>());

        Assert.Equal(LiveWorld.SiteUrl, test.SiteUrl);
        Assert.NotEmpty(test.Steps);
        Assert.All(test.Steps, step => Assert.Empty(step.Problem));
    }

    [PostgresFact]
    public void Secret_Rotated_HasTwoVersionsUntilOneIsRemoved()
    {
        var connection = Cmdlets.Run<NewOSyncConnectionCommand>(
            world.Session,
            new { Name = Unique(), TenantId = world.Tenant.Options.Tenant, world.Tenant.Options.ClientId, CredentialKind = "ClientSecret", Secret = LiveWorld.Secure("first"), Hostname = "contoso.sharepoint.com", Endpoint = world.Tenant.Address.AbsoluteUri.TrimEnd('/') }).Single<OSyncConnection>();
        var end = new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var rotated = Cmdlets.Run<SetOSyncConnectionCommand>(world.Session, new { Connection = connection.Id, Secret = LiveWorld.Secure("second"), SecretExpireTime = end, PassThru = true }).Single<OSyncConnection>();
        Assert.Equal((2, (DateTimeOffset?)end), (rotated.SecretSummary?.VersionCount, rotated.SecretSummary?.ExpireTime));

        var versions = Cmdlets.Run<GetOSyncSecretVersionCommand>(world.Session, new { Connection = connection.Name }).All<OSyncSecretVersion>();
        Assert.Equal(2, versions.Count);
        Assert.Empty(Cmdlets.Run<RemoveOSyncSecretVersionCommand>(world.Session, new { Connection = connection.Name, Version = versions[1].Id }).Errors);
        Assert.Equal(versions[0], Assert.Single(Cmdlets.Run<GetOSyncSecretVersionCommand>(world.Session, null, new { ConnectionId = connection.Id }).All<OSyncSecretVersion>()));
        Assert.Equal("BadArgument", Assert.Single(Cmdlets.Run<GetOSyncSecretVersionCommand>(world.Session).Errors).Id);
        Cmdlets.Run<RemoveOSyncConnectionCommand>(world.Session, new { Connection = connection.Id });
    }

    [PostgresFact]
    public void NewList_WithDefinition_PutsTheListIntoIt()
    {
        var definition = world.Define(Unique());
        var made = Cmdlets.Run<NewOSyncListCommand>(
            world.Session, new { Name = Unique(), Site = LiveWorld.SiteUrl, Database = "Orders", Table = "orders", SkipColumn = new[] { "changed_at" }, Definition = definition.Name, When = "country = 'FR'" }).Single<OSyncProvisionedList>();

        Assert.Equal((made.ListId, "country = 'FR'"), (made.Definition!.Route[0].ListId, made.Definition.Route[0].When)); // It was asked for.
    }

    [PostgresFact]
    public void Schema_ReadAgain_GivesTablesWithColumns()
    {
        var read = Cmdlets.Run<UpdateOSyncSchemaCommand>(world.Session, new { Database = "Orders" }).Single<OSyncSchema>();
        var table = Cmdlets.Run<GetOSyncTableCommand>(world.Session, new { Name = new[] { "orders" }, Database = "Orders" }).Single<OSyncTable>();

        Assert.True(read.TableCount >= 1);
        Assert.Equal(["id", "customer", "total", "country", "changed_at"], table.Columns.Select(column => column.Name));
        Assert.Equal("NotFound", Assert.Single(Cmdlets.Run<GetOSyncTableCommand>(world.Session, new { Name = new[] { "nothing" }, Database = "Orders" }).Errors).Id);
        Assert.Empty(Cmdlets.Run<GetOSyncDriftCommand>(world.Session, new { Database = "Orders" }).Errors);
    }

    [PostgresFact]
    public void Find_Lists_NamesThoseThatAreDeclared()
    {
        var list = Cmdlets.Run<NewOSyncListCommand>(world.Session, new { Name = Unique(), Site = LiveWorld.SiteUrl, Database = "Orders", Table = "orders" }).Single<OSyncProvisionedList>();
        var found = Cmdlets.Run<FindOSyncListCommand>(world.Session, new { Site = LiveWorld.SiteUrl }).All<OSyncFoundList>();

        Assert.Equal(list.ListName, Assert.Single(found, one => one.ListId == list.ListId).DisplayName);
        Assert.NotEmpty(Cmdlets.Run<UpdateOSyncListCommand>(world.Session, new { List = list.ListName }).Single<OSyncList>().Columns);
    }

    [PostgresFact]
    public void NewList_WhatIf_EmitsThePlanAndMakesNothing()
    {
        var name = Unique();
        var plan = Cmdlets.WhatIf<NewOSyncListCommand>(world.Session, new { Name = name, Site = LiveWorld.SiteUrl, Database = "Orders", Table = "orders", ColumnChoice = new OSyncColumnChoice { Column = "total", Kind = "Currency" } })
            .Single<OSyncProvisionedList>();

        Assert.Equal("Currency", Assert.Single(plan.Columns, column => column.Column == "total").Kind);
        Assert.Equal("", plan.ListId);
        Assert.DoesNotContain(Cmdlets.Run<FindOSyncListCommand>(world.Session, new { Site = LiveWorld.SiteUrl }).All<OSyncFoundList>(), found => found.DisplayName == name);
    }

    [PostgresFact]
    public void Complete_BeginOfAName_GivesItQuotedWhereItMustBe()
    {
        var name = $"two words {Unique()}";
        Cmdlets.Run<NewOSyncApplicationCommand>(world.Session, new { Name = name });

        Assert.Equal([$"'{name}'"], new ApplicationCompleter().Complete(world.Session, name[..^1]));
        Assert.Equal(["Shop"], new ApplicationCompleter().Complete(world.Session, "sho"));
        Assert.Empty(new ApplicationCompleter().Complete(session: null, "sho"));
    }

    private static string Unique() => $"n{Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal)}";
}
