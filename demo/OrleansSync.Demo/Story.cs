using System.Diagnostics;
using Google.Rpc;
using Grpc.Core;
using OrleansSync.Emulator.Faults;
using OrleansSync.Emulator.Graph;

namespace OrleansSync.Demo;

/// <summary>A shop's orders on their way to SharePoint, on a real PostgreSQL, a real server process and an emulated tenant; each step is checked.</summary>
internal sealed class Story : IAsyncDisposable
{
    private readonly List<(string Step, string Result, bool Good)> results = [];
    private readonly Parts parts;
    private readonly Catalog catalog;
    private readonly Runs runs;
    private V1.ProvisionSharePointListResponse orderList = new();
    private V1.ProvisionSharePointListResponse abroadList = new();
    private V1.SyncDefinition customers = new();
    private V1.SyncDefinition orders = new();

    private Story(Parts parts) => (this.parts, catalog, runs) = (parts, new Catalog(parts), new Runs(parts));

    /// <summary>How many steps did not do what they should.</summary>
    public int Failures => results.Count(result => !result.Good);

    public static async Task<Story> BeginAsync(string? program, CancellationToken cancellationToken) => new(await Parts.StartAsync(program, cancellationToken));

    /// <summary>Does the steps.</summary>
    public async Task TellAsync(CancellationToken cancellationToken)
    {
        await StepAsync("Start the server on an empty metastore", async () =>
        {
            await parts.StartServerAsync(cancellationToken);
            return (true, $"first admin key in {parts.KeyFile}");
        });
        await DeclareAsync(cancellationToken);
        await PushAsync(cancellationToken);
        await ChangeAsync(cancellationToken);
        await KillAsync(cancellationToken);
        await DeleteAsync(cancellationToken);
        await ThrottleAsync(cancellationToken);
        await RefuseAsync(cancellationToken);
    }

    /// <summary>Prints what happened.</summary>
    public void PrintTable()
    {
        Screen.Line();
        var width = results.Max(result => result.Step.Length);
        foreach (var (step, result, good) in results)
        {
            Screen.Line($"  {(good ? "ok    " : "FAILED")}  {step.PadRight(width)}  {result}");
        }

        Screen.Line();
        Screen.Line("  Every run: change records read = written + unchanged + coalesced + ignored + parked; and resource units spent.");
        foreach (var (name, run, units) in runs.Ended)
        {
            var counters = run.Counters;
            Screen.Line($"  {name,-22} {counters.Read,6:n0} = {counters.Written,6:n0} + {counters.Unchanged,6:n0} + {counters.Coalesced,3:n0} + {counters.Ignored.Values.Sum(),3:n0} + {counters.Parked,3:n0}   {(counters.Balances ? "balances" : "DOES NOT BALANCE")}   {units,6:n0} units   {run.State}");
        }

        Screen.Line();
        Screen.Line(Failures == 0 ? "All steps did what they should." : $"{Failures} of {results.Count} steps did not do what they should. The server's last lines:\n{parts.ServerOutput}");
    }

    /// <summary>Leaves everything running until the token is cancelled.</summary>
    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        Screen.Line($"The server listens at {parts.ServerAddress} (HTTP/2 without TLS, on loopback); the admin key is in {parts.KeyFile}.");
        Screen.Line($"Look at the lists, and work in them, at {parts.Tenant.Address}. Ctrl+C stops everything.");
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }

    public ValueTask DisposeAsync() => parts.DisposeAsync();

    private async Task DeclareAsync(CancellationToken cancellationToken)
    {
        await StepAsync("Load a shop's tables", async () =>
        {
            await parts.ExecuteAsync(ShopData.Create, cancellationToken);
            await parts.ExecuteAsync(ShopData.Fill, cancellationToken);
            return (true, $"{ShopData.Customers:n0} customers and {ShopData.Orders:n0} orders, ten scripts, eleven types");
        });
        await StepAsync("Declare database, tenant and site", async () =>
        {
            await catalog.DeclareAsync(cancellationToken);
            return (catalog.Site.GraphId.Length > 0, $"{catalog.Site.SiteUrl}; budget of the emulated tenant {Catalog.UnitsPerMinute:n0} units a minute (the smallest real one: 1,250)");
        });
        await StepAsync("Make lists for the tables", async () =>
        {
            var customerList = await catalog.ProvisionAsync("Customers", "customers", cancellationToken);
            orderList = await catalog.ProvisionAsync("Orders", "orders", cancellationToken);
            abroadList = await catalog.ProvisionAsync("Orders abroad", "orders", cancellationToken);
            customers = await catalog.DefineAsync("Customers", "customers", customerList, cancellationToken);
            orders = await catalog.DefineAsync("Orders", "orders", orderList, cancellationToken, new V1.SyncTarget { SharepointListId = abroadList.SharepointList.Id, When = "country <> 'DE'" });
            return (orders.State == V1.SyncDefinitionState.Ready, $"{customerList.Columns.Count + (2 * orderList.Columns.Count)} columns in three lists; orders from abroad have a list of their own");
        });
    }

    private async Task PushAsync(CancellationToken cancellationToken)
    {
        await StepAsync("Push everything", async () =>
        {
            var first = await runs.RunAsync("customers, first", customers, cancellationToken);
            var second = await runs.RunAsync("orders, first", orders, cancellationToken);
            var good = first.State == V1.SyncRunState.Succeeded && second.State == V1.SyncRunState.Succeeded && first.Counters.Written == ShopData.Customers && second.Counters.Written == ShopData.Orders;
            return (good && await IsEqualAsync(cancellationToken), $"{first.Counters.Written + second.Counters.Written:n0} items made; table and lists are equal");
        });
        await StepAsync("Push again, nothing changed", async () =>
        {
            var run = await runs.RunAsync("orders, unchanged", orders, cancellationToken);
            return (run is { State: V1.SyncRunState.Succeeded, Counters.Written: 0 }, $"{run.Counters.Written} writes");
        });
    }

    private async Task ChangeAsync(CancellationToken cancellationToken) => await StepAsync("Change 100, touch 40, re-route 20 orders", async () =>
    {
        await parts.ExecuteAsync("update orders set total = total + 1, remark = 'geändert – 変更' where order_no between 1000 and 1099", cancellationToken);
        await parts.ExecuteAsync("update orders set state = state where order_no between 1200 and 1239", cancellationToken);
        var moved = await parts.ExecuteAsync("update orders set country = 'DK' where order_no in (select order_no from orders where country = 'DE' and order_no >= 1300 order by order_no limit 20)", cancellationToken);
        var run = await runs.RunAsync("orders, changed", orders, cancellationToken);
        var good = run is { State: V1.SyncRunState.Succeeded, Counters: { Written: 120, Unchanged: 40 } };
        return (good && moved == 20 && await IsEqualAsync(cancellationToken), $"{run.Counters.Written} written, 20 of them moved between lists; {run.Counters.Unchanged} touched and not written");
    });

    private async Task KillAsync(CancellationToken cancellationToken) => await StepAsync("Kill the server (SIGKILL) in the middle of a run", async () =>
    {
        await parts.ExecuteAsync("update orders set weight_kg = weight_kg + 0.5, total = total + 0.01", cancellationToken);
        var before = parts.Tenant.Counters.ResourceUnits;
        var started = await runs.StartAsync(orders, compareAll: false, cancellationToken);
        var halfway = await runs.WatchAsync(started.Id, run => run.Counters.Written > 0, cancellationToken);
        await parts.KillServerAsync(cancellationToken);
        await parts.StartServerAsync(cancellationToken);
        var ended = await runs.WatchAsync(started.Id, _ => false, cancellationToken);
        runs.Add("orders, killed", ended, parts.Tenant.Counters.ResourceUnits - before);
        var good = ended.State == V1.SyncRunState.Succeeded && ended.Epoch > started.Epoch && await IsEqualAsync(cancellationToken);
        return (good, $"killed after {halfway.Counters.Written:n0} of {ShopData.Orders:n0}; another server took the same run over (epoch {started.Epoch} to {ended.Epoch}) and finished it, after the minute in which nobody knows what the killed one had spent; no item twice");
    });

    private async Task DeleteAsync(CancellationToken cancellationToken)
    {
        await StepAsync("Delete 30 orders", async () =>
        {
            await parts.ExecuteAsync("delete from orders where order_no between 1500 and 1529", cancellationToken);
            var run = await runs.RunAsync("orders, compared", orders, cancellationToken, compareAll: true);
            return (run is { State: V1.SyncRunState.Succeeded, Deletes: 30 } && await IsEqualAsync(cancellationToken), $"the comparison with the whole table found {run.Deletes}; their items are in the recycle bin");
        });
        await StepAsync("Delete every third order by mistake", async () =>
        {
            await parts.ExecuteAsync("create table mistake as select * from orders where order_no % 3 = 0; delete from orders where order_no % 3 = 0", cancellationToken);
            var started = await runs.StartAsync(orders, compareAll: true, cancellationToken);
            var asking = await runs.WatchAsync(started.Id, run => run.State == V1.SyncRunState.WaitingForConfirmation, cancellationToken);
            await runs.AnswerAsync(started.Id, allow: false, cancellationToken);
            await parts.ExecuteAsync("insert into orders overriding system value select * from mistake; drop table mistake", cancellationToken);
            var run = await runs.RunAsync("orders, put back", orders, cancellationToken, compareAll: true);
            return (asking.State == V1.SyncRunState.WaitingForConfirmation && run is { State: V1.SyncRunState.Succeeded, Deletes: 0 } && await IsEqualAsync(cancellationToken), $"the run stopped and asked; declined, and not one item was lost");
        });
    }

    private async Task ThrottleAsync(CancellationToken cancellationToken) => await StepAsync("Let the tenant throttle", async () =>
    {
        parts.Tenant.Faults.Add(new FaultRule { Kind = FaultKind.Status, Status = 429, RetryAfter = 3, Operation = OperationKind.ItemUpdate, Times = 5 });
        await parts.ExecuteAsync("update orders set gift = not gift where order_no < 1300", cancellationToken);
        var run = await runs.RunAsync("orders, throttled", orders, cancellationToken);
        return (run.State == V1.SyncRunState.Succeeded && await IsEqualAsync(cancellationToken), "429 with Retry-After 3 s was waited out; equal in the end");
    });

    private async Task RefuseAsync(CancellationToken cancellationToken)
    {
        await StepAsync("Save a definition that could not run", () => RefusedAsync(StatusCode.InvalidArgument, async () =>
        {
            var wrong = orders.Clone();
            (wrong.Name, wrong.Cursor.Column) = ("Wrong", "changed");
            wrong.FieldMappings[0].Field = "Titel";
            wrong.Targets[0].When = "contry <> 'DE'";
            await new V1.SyncDefinitions.SyncDefinitionsClient(parts.Admin).CreateSyncDefinitionAsync(new V1.CreateSyncDefinitionRequest { SyncDefinition = wrong }, cancellationToken: cancellationToken);
        }));
        await StepAsync("Call without a key", () => RefusedAsync(StatusCode.Unauthenticated, async () =>
            await new V1.SyncDefinitions.SyncDefinitionsClient(parts.Anonymous).ListSyncDefinitionsAsync(new V1.ListSyncDefinitionsRequest(), cancellationToken: cancellationToken)));
    }

    /// <summary>True when both lists of orders hold exactly the table's rows, each once and in the list in which it belongs.</summary>
    private async Task<bool> IsEqualAsync(CancellationToken cancellationToken)
    {
        var home = await Lists.ReadOrdersAsync(parts.Tenant.Address, catalog.Site.GraphId, orderList.SharepointList.ListGuid, cancellationToken);
        var abroad = await Lists.ReadOrdersAsync(parts.Tenant.Address, catalog.Site.GraphId, abroadList.SharepointList.ListGuid, cancellationToken);
        var there = await parts.ReadAsync($"{ShopData.Compare} where country = 'DE'", cancellationToken);
        var elsewhere = await parts.ReadAsync($"{ShopData.Compare} where country <> 'DE'", cancellationToken);
        return home.Count == there.Count && abroad.Count == elsewhere.Count && !home.Except(there).Any() && !abroad.Except(elsewhere).Any();
    }

    private static async Task<(bool Good, string Result)> RefusedAsync(StatusCode expected, Func<Task> call)
    {
        try
        {
            await call();
            return (false, "was not refused");
        }
        catch (RpcException exception)
        {
            var details = exception.Trailers.FirstOrDefault(entry => entry.Key == "grpc-status-details-bin")?.ValueBytes ?? [];
            var fields = Google.Rpc.Status.Parser.ParseFrom(details).Details
                .Where(detail => detail.Is(BadRequest.Descriptor)).SelectMany(detail => detail.Unpack<BadRequest>().FieldViolations)
                .Select(violation => violation.Field.Replace("sync_definition.", "", StringComparison.Ordinal)).Distinct().ToList();
            return (exception.StatusCode == expected, $"refused: {exception.StatusCode}{(fields.Count > 0 ? $" for {string.Join(", ", fields)}" : "")}");
        }
    }

    private async Task StepAsync(string step, Func<Task<(bool Good, string Result)>> act)
    {
        Screen.Line($"{step} ...");
        var started = Stopwatch.GetTimestamp();
        try
        {
            var (good, result) = await act();
            results.Add((step, $"{result} ({Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s)", good));
        }
        catch (Exception exception) when (exception is RpcException or InvalidOperationException or InvalidDataException or KeyNotFoundException or HttpRequestException)
        {
            results.Add((step, exception.Message, false));
        }
    }
}
