using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using OrleansSync.Grains.SharePointTenants;
using OrleansSync.Grains.SyncRuns;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Server.Tests.SyncRuns;

public sealed class RunTelemetryTests
{
    [PostgresFact]
    public async Task Run_ThatWrites_MeasuresAndTracesItsStages()
    {
        var (measured, spans) = (new ConcurrentDictionary<string, double>(), new ConcurrentDictionary<string, string>());
        using var meters = Listen(measured);
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == RunTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => spans[activity.OperationName] = activity.Parent?.OperationName ?? "",
        };
        ActivitySource.AddActivityListener(listener);
        await using var world = await RunWorld.OpenAsync("""
            create table orders (id integer primary key, note varchar(80) not null, changed_at timestamptz not null default clock_timestamp());
            insert into orders select n, 'Order ' || n from generate_series(1, 30) n
            """);
        var (definition, _) = await world.DeclareAsync("orders");

        var run = await world.RunAsync(definition);

        Assert.Equal(V1.SyncRunState.Succeeded, run.State);
        Assert.All(["read", "plan", "apply", "commit"], stage => Assert.True(measured.ContainsKey($"orleanssync.run.stage.duration/{stage}"), stage));
        Assert.All(["read", "plan", "apply", "commit"], stage => Assert.Equal("turn", spans[stage]));
        Assert.True(measured["orleanssync.run.rows/written"] >= 30);
        Assert.True(measured["orleanssync.sharepoint.resource_units/"] >= 60);
        Assert.True(measured["orleanssync.run.ended/Succeeded"] >= 1);
        Assert.Contains("orleanssync.run.turn.duration/", measured.Keys);
    }

    // Other tests of this process may run at the same time, so what is seen is at least what this run did.
    private static MeterListener Listen(ConcurrentDictionary<string, double> measured)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name is RunTelemetry.Name or BudgetTelemetry.Name)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
        return listener;

        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            measured.AddOrUpdate($"{instrument.Name}/{(tags.Length > 0 ? tags[0].Value : "")}", value, (_, sum) => sum + value);
    }
}
