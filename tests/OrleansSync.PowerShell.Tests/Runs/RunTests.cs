using System.Management.Automation;
using OrleansSync.PowerShell.Budgets;
using OrleansSync.PowerShell.Definitions;
using OrleansSync.PowerShell.Lists;
using OrleansSync.PowerShell.Moves;
using OrleansSync.PowerShell.ParkedRows;
using OrleansSync.PowerShell.Runs;
using OrleansSync.PowerShell.Tests.Running;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.PowerShell.Tests.Runs;

/// <summary>Runs over one table of orders, which each test fills as it needs.</summary>
[Collection(LiveTests.Name)]
public sealed class RunTests(LiveWorld world) : IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        if (new PostgresFactAttribute().Skip is null)
        {
            await world.FillAsync();
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [PostgresFact]
    public void Start_Wait_EmitsTheEndedRunOnOneThread()
    {
        var definition = world.Define("waited");
        var result = Cmdlets.Run<StartOSyncRunCommand>(world.Session, new { Wait = true }, definition);

        var run = result.Single<OSyncRun>();
        Assert.Equal((OSyncRunState.Succeeded, 60, 60, true), (run.State, run.Read, run.Written, run.Balances));
        Assert.Equal([Environment.CurrentManagedThreadId], result.Threads);
        Assert.True(result.Progress[^1].IsDone);
    }

    [PostgresFact]
    public async Task Start_RowThatIsRefused_FailsOnlyWhenAskedTo()
    {
        // A text that does not fit into one line is parked, as the mapping declares.
        await world.ExecuteAsync("update orders set customer = repeat('x', 300), changed_at = now() where id <= 2");
        var definition = world.Define("parked", new OSyncColumnChoice { Column = "customer", Kind = "Text" });
        var lenient = Cmdlets.Run<StartOSyncRunCommand>(world.Session, new { Definition = "parked", Wait = true }).Single<OSyncRun>();
        Assert.Equal((OSyncRunState.Succeeded, 2), (lenient.State, lenient.Parked));

        var rows = Cmdlets.Run<GetOSyncParkedRowCommand>(world.Session, null, definition).All<OSyncParkedRow>();
        Assert.Equal(["1", "2"], rows.Select(row => Assert.Single(row.RowKey)).Order());
        Assert.All(rows, row => Assert.Equal(definition.Id, row.DefinitionId));

        var skipped = Cmdlets.Run<SkipOSyncParkedRowCommand>(world.Session, null, [.. rows]);
        Assert.Equal(["2 rows."], skipped.Verbose);
        Assert.Equal(["2 rows."], Cmdlets.Run<ResumeOSyncParkedRowCommand>(world.Session, new { Definition = "parked", All = true }).Verbose);

        var strict = Cmdlets.Run<StartOSyncRunCommand>(world.Session, new { Definition = "parked", CompareAll = true, Wait = true, FailOnParked = true });
        Assert.Equal("RowsParked", Assert.Single(strict.Errors).Id);
        Assert.Equal("BadArgument", Assert.Single(Cmdlets.Run<SkipOSyncParkedRowCommand>(world.Session, new { Definition = "parked" }).Errors).Id);
    }

    [PostgresFact]
    public async Task Start_MassDelete_WaitsAndIsAnswered()
    {
        var definition = world.Define("guarded");
        Cmdlets.Run<StartOSyncRunCommand>(world.Session, new { Wait = true }, definition).Single<OSyncRun>();
        await world.ExecuteAsync("delete from orders where id > 10");
        var waiting = Cmdlets.Run<StartOSyncRunCommand>(world.Session, new { Definition = "guarded", CompareAll = true, Wait = true });

        var error = Assert.Single(waiting.Errors);
        Assert.Equal("RunWaitsForConfirmation", error.Id);
        Assert.Contains("Confirm-OSyncRun", error.RecommendedAction, StringComparison.Ordinal);
        var run = Assert.IsType<OSyncRun>(Assert.Single(waiting.Output));
        Assert.Equal(OSyncRunState.WaitingForConfirmation, run.State);

        Cmdlets.Run<ConfirmOSyncRunCommand>(world.Session, new { Deny = true }, run);
        var ended = Cmdlets.Run<WaitOSyncRunCommand>(world.Session, null, run);
        Assert.Equal("RunCancelled", Assert.Single(ended.Errors).Id);
        Assert.Equal("RunRefused", Assert.Single(Cmdlets.Run<ConfirmOSyncRunCommand>(world.Session, new { Run = run.Id }).Errors).Id);
    }

    [PostgresFact]
    public void Start_WhatIf_EmitsWhatItWouldDoAndCostAndStartsNothing()
    {
        var definition = world.Define("not started");
        var preview = Cmdlets.WhatIf<StartOSyncRunCommand>(world.Session, new { RowLimit = 5 }, definition).Single<OSyncRunPreview>();

        Assert.Equal((definition.Id, 60, false), (preview.DefinitionId, preview.Creates, preview.GuardTrips));
        Assert.Equal(5, preview.Rows.Count);
        Assert.All(preview.Rows, row => Assert.Equal(OSyncPreviewKind.Create, row.Kind));
        Assert.True(preview.ResourceUnits > 0 && preview.UnitsPerMinute > 0);
        Assert.Empty(Cmdlets.Run<GetOSyncRunCommand>(world.Session, new { Definition = "not started" }).All<OSyncRun>());
    }

    [PostgresFact]
    public void ResetCursor_AfterARun_LetsTheNextOneCompareEverything()
    {
        var definition = world.Define("reset");
        Cmdlets.Run<StartOSyncRunCommand>(world.Session, new { Wait = true }, definition).Single<OSyncRun>();
        var reset = Cmdlets.Run<ResetOSyncCursorCommand>(world.Session, new { Reconcile = true }, definition);
        Assert.Equal("Forget how far its table was read: definition '" + definition.Id + "'", Assert.Single(reset.Asked));

        var again = Cmdlets.Run<StartOSyncRunCommand>(world.Session, new { Wait = true }, definition).Single<OSyncRun>();
        Assert.Equal((60, 0, 60), (again.Read, again.Written, again.Unchanged));
    }

    [PostgresFact]
    public async Task Moves_OfRowsThatWereRoutedAnew_AreListed()
    {
        var definition = world.Define("moving");
        var abroad = Cmdlets.Run<NewOSyncListCommand>(world.Session, new { Name = "moving abroad", Site = LiveWorld.SiteUrl, Database = "Orders", Table = "orders", SkipColumn = new[] { "changed_at" } }).Single<OSyncProvisionedList>();
        Cmdlets.Run<SetOSyncDefinitionCommand>(world.Session, new { Definition = "moving", Route = new OSyncRoute { ListId = abroad.ListId, When = "country <> 'DE'" } });
        Cmdlets.Run<StartOSyncRunCommand>(world.Session, new { Definition = "moving", Wait = true }).Single<OSyncRun>();
        await world.ExecuteAsync("update orders set country = 'FR', changed_at = clock_timestamp() where id <= 3");
        var run = Cmdlets.Run<StartOSyncRunCommand>(world.Session, new { Definition = "moving", Wait = true }).Single<OSyncRun>();

        var moves = Cmdlets.Run<GetOSyncMoveCommand>(world.Session, null, definition).All<OSyncMove>();
        Assert.Equal(3, moves.Count);
        Assert.All(moves, move => Assert.Equal((run.Id, definition.ListId, abroad.ListId), (move.RunId, move.FromListId, move.ToListId)));
        Assert.Equal(2, Cmdlets.Run<GetOSyncMoveCommand>(world.Session, new { Definition = "moving", First = 2 }).All<OSyncMove>().Count);
        Assert.True(Cmdlets.Run<GetOSyncBudgetCommand>(world.Session, new { Connection = "Contoso" }).Single<OSyncBudget>().UnitsUsedInDay > 0);
    }

    [PostgresFact]
    public void Start_BackfillField_WritesThatFieldAlone()
    {
        var definition = world.Define("backfilled");
        Cmdlets.Run<StartOSyncRunCommand>(world.Session, new { Wait = true }, definition).Single<OSyncRun>();
        var run = Cmdlets.Run<StartOSyncRunCommand>(world.Session, new { BackfillField = definition.FieldMapping.Where(mapping => mapping.Column == "country").Select(mapping => mapping.Field), Wait = true }, definition).Single<OSyncRun>();

        Assert.Equal((OSyncRunState.Succeeded, 60), (run.State, run.Written));
        Assert.Equal([definition.FieldMapping.First(mapping => mapping.Column == "country").Field], run.BackfillField);
    }

    [PostgresFact]
    public void Watch_RunThatGoesOn_EmitsItUntilTheEnd()
    {
        var definition = world.Define("watched");
        var started = Cmdlets.Run<StartOSyncRunCommand>(world.Session, null, definition).Single<OSyncRun>();
        var seen = Cmdlets.Run<WatchOSyncRunCommand>(world.Session, null, started).All<OSyncRun>();

        Assert.True(seen[^1].IsEnded);
        Assert.All(seen, run => Assert.Equal(started.Id, run.Id));
        Assert.Equal(seen[^1].EndTime, Cmdlets.Run<GetOSyncRunCommand>(world.Session, new { Run = started.Id }).Single<OSyncRun>().EndTime);
        Assert.Equal(started.Id, Cmdlets.Run<GetOSyncRunCommand>(world.Session, new { First = 1 }, new { DefinitionId = definition.Id }).Single<OSyncRun>().Id);
    }

    [PostgresFact]
    public void Watch_Stopped_EndsWithoutAnError()
    {
        var definition = world.Define("stopped watch");
        var run = Suspended(definition);
        WatchOSyncRunCommand? watch = null;
        CommandResult? result = null;

        // Ctrl+C comes on another thread; here it comes when the first state was emitted.
        Assert.Throws<PipelineStoppedException>(() => Cmdlets.On<WatchOSyncRunCommand>(
            new { Run = run.Id },
            (noted, bound) => new TestHost(result = noted, bound) { Session = world.Session, OnWrite = _ => watch!.Stop() },
            command => watch = command));
        Assert.Empty(result!.Errors);
        Cmdlets.Run<StopOSyncRunCommand>(world.Session, null, run);
    }

    [PostgresFact]
    public void Wait_TimeoutSec_SaysThatTheServerGoesOn()
    {
        var run = Suspended(world.Define("never ends"));
        var error = Assert.Single(Cmdlets.Run<WaitOSyncRunCommand>(world.Session, new { Run = run.Id, TimeoutSec = 1 }).Errors);

        Assert.Equal("TimedOut", error.Id);
        Assert.Equal(ErrorCategory.OperationTimeout, error.Category);
        var resumed = Cmdlets.Run<ResumeOSyncRunCommand>(world.Session, new { Run = run.Id, PassThru = true }).Single<OSyncRun>();
        Assert.Equal(run.Id, resumed.Id);
        Cmdlets.Run<WaitOSyncRunCommand>(world.Session, null, run).Single<OSyncRun>();
    }

    [PostgresFact]
    public void Start_Draft_NamesWhatToDo()
    {
        Cmdlets.Run<NewOSyncDefinitionCommand>(world.Session, new { Name = "draft run", Direction = "Push", Table = "orders", List = world.Define("for draft run").ListId }).Single<OSyncDefinition>();
        var error = Assert.Single(Cmdlets.Run<StartOSyncRunCommand>(world.Session, new { Definition = "draft run" }).Errors);

        Assert.Equal("DefinitionIncomplete", error.Id);
        Assert.Equal(ErrorCategory.InvalidOperation, error.Category);
        Assert.Contains("Set-OSyncDefinition", error.RecommendedAction, StringComparison.Ordinal);
    }

    // A run that was paused before it could end: a run of so few rows may be faster than the pause, so it is tried until it is not.
    private OSyncRun Suspended(OSyncDefinition definition)
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            var run = Cmdlets.Run<StartOSyncRunCommand>(world.Session, new { CompareAll = true }, definition).Single<OSyncRun>();
            var result = Cmdlets.Run<SuspendOSyncRunCommand>(world.Session, new { Run = run.Id, PassThru = true });
            var paused = result.Errors.Count == 0 && result.Output is [OSyncRun asked] ? asked : run;
            while (paused.State == OSyncRunState.Pausing)
            {
                // The turn under way may be the last one.
                paused = Cmdlets.Run<GetOSyncRunCommand>(world.Session, new { Run = run.Id }).Single<OSyncRun>();
            }

            if (paused.State == OSyncRunState.Paused)
            {
                return paused;
            }
        }

        throw new InvalidOperationException("No run could be paused.");
    }
}
