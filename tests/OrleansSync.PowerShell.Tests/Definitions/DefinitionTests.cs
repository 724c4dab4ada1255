using OrleansSync.PowerShell.Definitions;
using OrleansSync.PowerShell.Lists;
using OrleansSync.PowerShell.Tests.Running;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.PowerShell.Tests.Definitions;

[Collection(LiveTests.Name)]
public sealed class DefinitionTests(LiveWorld world)
{
    [PostgresFact]
    public void New_FromAProvisionedList_IsReadyToRun()
    {
        var definition = world.Define("ready");

        Assert.Equal(OSyncDefinitionState.Ready, definition.State);
        Assert.Equal(("public", "orders", "changed_at"), (definition.Schema, definition.Table, definition.CursorColumn));
        Assert.Equal(["country", "customer", "id", "total"], definition.FieldMapping.Select(mapping => mapping.Column).Order());
        Assert.NotEmpty(definition.Guarantee);
    }

    [PostgresFact]
    public void New_ListByPipeline_TakesItsMappings()
    {
        var list = Cmdlets.Run<NewOSyncListCommand>(world.Session, new { Name = "piped", Site = LiveWorld.SiteUrl, Database = "Orders", Table = "orders" }).Single<OSyncProvisionedList>();
        var definition = Cmdlets.Run<NewOSyncDefinitionCommand>(world.Session, new { Name = "piped", Direction = "Push", Database = "Orders", Table = "orders" }, list).Single<OSyncDefinition>();

        Assert.Equal(list.ListId, definition.ListId);
        Assert.Equal(list.FieldMappings.Count, definition.FieldMapping.Count);
    }

    [PostgresFact]
    public void New_WithoutList_IsADraftAndTestSaysWhatItLacks()
    {
        var draft = Cmdlets.Run<NewOSyncDefinitionCommand>(world.Session, new { Name = "draft", Direction = "Push", Database = "Orders", Table = "orders", List = world.Define("for draft").ListId }).Single<OSyncDefinition>();
        var test = Cmdlets.Run<TestOSyncDefinitionCommand>(world.Session, new { Definition = "draft" }).Single<OSyncDefinitionTest>();

        Assert.Equal(OSyncDefinitionState.Draft, draft.State);
        Assert.False(test.Passed);
        Assert.Contains(test.Problems, problem => problem.Field.Contains("field_mappings", StringComparison.Ordinal));
        Assert.False(Cmdlets.Run<TestOSyncDefinitionCommand>(world.Session, new { Definition = "draft", Quiet = true }).Single<bool>());
    }

    [PostgresFact]
    public void Test_DefinitionThatCanRun_Passes() => Assert.True(Cmdlets.Run<TestOSyncDefinitionCommand>(world.Session, null, world.Define("tested")).Single<OSyncDefinitionTest>().Passed);

    [PostgresFact]
    public void Set_ScheduleAndRoutes_AreKept()
    {
        var definition = world.Define("routed");
        var other = Cmdlets.Run<NewOSyncListCommand>(world.Session, new { Name = "routed abroad", Site = LiveWorld.SiteUrl, Database = "Orders", Table = "orders", SkipColumn = new[] { "changed_at" } }).Single<OSyncProvisionedList>();
        var route = Cmdlets.Run<NewOSyncRouteCommand>(world.Session, new { List = other.ListName, When = "country <> 'DE'" }).Single<OSyncRoute>();
        var changed = Cmdlets.Run<SetOSyncDefinitionCommand>(world.Session, new { Route = route, Interval = "00:05:00", DeleteCountMax = 10, PassThru = true }, new { DefinitionId = definition.Id, definition.Etag }).Single<OSyncDefinition>();

        Assert.Equal(route, Assert.Single(changed.Route));
        Assert.Equal(TimeSpan.FromMinutes(5), changed.Interval);
        Assert.Equal(10, changed.DeleteCountMax);
        Assert.Equal(definition.FieldMapping, changed.FieldMapping);
    }

    [PostgresFact]
    public void Set_WholeDefinitionByPipeline_ChangesOnlyWhatWasGiven()
    {
        var definition = world.Define("whole");
        var changed = Cmdlets.Run<SetOSyncDefinitionCommand>(world.Session, new { Description = "for the finance department", PassThru = true }, definition).Single<OSyncDefinition>();

        Assert.Equal("for the finance department", changed.Description);
        Assert.Equal((definition.Name, definition.ListId, definition.State, definition.CursorColumn), (changed.Name, changed.ListId, changed.State, changed.CursorColumn));
        Assert.Equal(definition.FieldMapping, changed.FieldMapping);
    }

    [PostgresFact]
    public void New_ConditionThatDoesNotParse_NamesTheField()
    {
        var definition = world.Define("bad route");
        var error = Assert.Single(Cmdlets.Run<SetOSyncDefinitionCommand>(
            world.Session, new { Definition = definition.Id, Route = new OSyncRoute { ListId = world.Define("other").ListId, When = "country <>" } }).Errors);

        Assert.Contains("targets[0].when", string.Join(' ', error.Violations.Select(violation => violation.Field)), StringComparison.Ordinal);
    }

    [PostgresFact]
    public void SuspendAndResume_AreKeptInVersions()
    {
        var definition = world.Define("suspended");
        Cmdlets.Run<SuspendOSyncDefinitionCommand>(world.Session, null, definition);
        Assert.True(Get("suspended").IsSuspended);
        Cmdlets.Run<ResumeOSyncDefinitionCommand>(world.Session, new { Definition = "suspended" });
        Assert.False(Get("suspended").IsSuspended);

        var versions = Cmdlets.Run<GetOSyncDefinitionVersionCommand>(world.Session, new { Definition = "suspended" }).All<OSyncDefinitionVersion>();
        Assert.Equal([false, true, false], versions.Select(version => version.Definition.IsSuspended));
    }

    [PostgresFact]
    public void Proposals_ForAProvisionedList_FindEveryColumnsField()
    {
        var definition = world.Define("proposed");
        var proposals = Cmdlets.Run<GetOSyncMappingProposalCommand>(world.Session, new { Database = "Orders", Table = "orders", List = definition.ListId }).All<OSyncMappingProposal>();

        Assert.Contains(proposals, proposal => proposal is { Column: "customer", FieldMapping: not null, Confidence: > 0 });
        Assert.Contains(proposals, proposal => proposal is { Column: "changed_at", FieldMapping: null });
    }

    [PostgresFact]
    public void Remove_Definition_IsGone()
    {
        var definition = world.Define("removed");
        Assert.Empty(Cmdlets.Run<RemoveOSyncDefinitionCommand>(world.Session, null, definition).Errors);
        Assert.Equal("NotFound", Assert.Single(Cmdlets.Run<GetOSyncDefinitionCommand>(world.Session, new { Name = new[] { "removed" } }).Errors).Id);
    }

    private OSyncDefinition Get(string name) => Cmdlets.Run<GetOSyncDefinitionCommand>(world.Session, new { Name = new[] { name } }).Single<OSyncDefinition>();
}
