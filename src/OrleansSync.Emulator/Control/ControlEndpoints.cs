using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using OrleansSync.Emulator.Errors;
using OrleansSync.Emulator.Hosting;

namespace OrleansSync.Emulator.Control;

/// <summary>The control API, under <c>/_emulator</c>: faults, switches, clock, budget, counters, traffic. See docs/emulator.md.</summary>
internal sealed class ControlEndpoints(EmulatorParts parts)
{
    private static readonly EmulatorJson Json = EmulatorJson.Default;

    public void Map(IEndpointRouteBuilder routes)
    {
        var control = routes.MapGroup("/_emulator");
        MapFaults(control);
        MapState(control);
        control.MapGet("/counters", context => WriteAsync(context, parts.Counters.Read(), Json.CountersView));
        control.MapDelete("/counters", context =>
        {
            parts.Counters.Reset();
            return WriteAsync(context, parts.Counters.Read(), Json.CountersView);
        });
        control.MapGet("/traffic", WatchAsync);
        control.MapPost("/subscriptions/reauthorize", async context => await WriteAsync(context, new Asked(await parts.Subscriptions.AskToReauthorizeAsync(context.RequestAborted)), Json.Asked));
        new SiteEndpoints(parts).Map(control);
    }

    /// <summary>Answers with a value.</summary>
    public static Task WriteAsync<T>(HttpContext context, T value, JsonTypeInfo<T> type) => context.Response.WriteAsJsonAsync(value, type, cancellationToken: context.RequestAborted);

    /// <summary>Reads the body, does something with it, answers with the outcome; what is wrong is answered with 400 or the refusal's status.</summary>
    public static async Task ChangeAsync<TForm, TAnswer>(HttpContext context, JsonTypeInfo<TForm> form, JsonTypeInfo<TAnswer> answer, Func<TForm, TAnswer> change)
    {
        try
        {
            var read = await JsonSerializer.DeserializeAsync(context.Request.Body, form, context.RequestAborted) ?? throw Refusals.Invalid("The body is empty.");
            await WriteAsync(context, change(read), answer);
        }
        catch (JsonException exception)
        {
            await RefuseAsync(context, 400, "invalidRequest", exception.Message);
        }
        catch (GraphException refusal)
        {
            await RefuseAsync(context, refusal.Status, refusal.Code, refusal.Message);
        }
    }

    /// <summary>Answers with a refusal.</summary>
    public static async Task RefuseAsync(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        var body = new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } };
        await context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }

    private void MapFaults(IEndpointRouteBuilder control)
    {
        control.MapGet("/faults", context => WriteAsync(context, [.. parts.Faults.Read()], Json.FaultViewArray));
        control.MapPost("/faults", context => ChangeAsync(context, Json.FaultRule, Json.FaultView, rule =>
        {
            var found = new List<ValidationResult>();
            return Validator.TryValidateObject(rule, new ValidationContext(rule), found, validateAllProperties: true)
                ? new(parts.Faults.Add(rule), rule, 0)
                : throw Refusals.Invalid(string.Join(" ", found.Select(problem => problem.ErrorMessage)));
        }));
        control.MapDelete("/faults", context =>
        {
            parts.Faults.Clear();
            return WriteAsync(context, [.. parts.Faults.Read()], Json.FaultViewArray);
        });
        control.MapDelete("/faults/{id:int}", context =>
        {
            context.Response.StatusCode = parts.Faults.Remove(int.Parse((string)context.Request.RouteValues["id"]!, System.Globalization.CultureInfo.InvariantCulture)) ? 204 : 404; // The route has an id.
            return Task.CompletedTask;
        });
        control.MapPost("/tokens/expire", context => ChangeAsync(context, Json.Expiry, Json.Expiry, expiry =>
        {
            if (expiry.Access)
            {
                parts.Tokens.Expire();
            }

            if (expiry.Delta)
            {
                parts.Faults.ExpireDeltaTokens();
            }

            return expiry;
        }));
    }

    private void MapState(IEndpointRouteBuilder control)
    {
        control.MapGet("/switches", context => WriteAsync(context, parts.Tenant.Switches, Json.EmulatorSwitches));
        control.MapPatch("/switches", context => ChangeAsync(context, Json.JsonObject, Json.EmulatorSwitches, changed =>
        {
            // What is not named stays; a name that is no switch is refused.
            var merged = JsonSerializer.SerializeToNode(parts.Tenant.Switches, Json.EmulatorSwitches)!.AsObject(); // It is an object.
            foreach (var (name, value) in changed)
            {
                merged[name] = value?.DeepClone();
            }

            return parts.Tenant.Options.Switches = merged.Deserialize(Json.EmulatorSwitches) ?? parts.Tenant.Switches;
        }));
        control.MapGet("/clock", context => WriteAsync(context, Clock, Json.ClockView));
        control.MapPost("/clock", context => ChangeAsync(context, Json.ClockChange, Json.ClockView, change =>
        {
            if (change.Scale is { } scale)
            {
                parts.Clock.SetScale(scale is >= 0 and <= 100_000 ? scale : throw Refusals.Invalid("scale is 0 to 100,000."));
            }

            parts.Clock.Advance(change.Advance ?? TimeSpan.Zero);
            return Clock;
        }));
        control.MapGet("/budget", context => WriteAsync(context, parts.Meter.Read(), Json.BudgetView));
        control.MapPatch("/budget", context => ChangeAsync(context, Json.BudgetChange, Json.BudgetView, change =>
        {
            parts.Meter.Tier = change.Tier is null or (>= 1 and <= 5) ? change.Tier ?? parts.Meter.Tier : throw Refusals.Invalid("tier is 1 to 5.");
            parts.Meter.Unlimited = change.Unlimited ?? parts.Meter.Unlimited;
            return parts.Meter.Read();
        }));
    }

    private ClockView Clock => new(parts.Clock.GetUtcNow(), parts.Clock.Scale);

    // Server-sent events: the last requests, and then each new one with the budget after it. The word "live" stands between them.
    private async Task WatchAsync(HttpContext context)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, parts.Stopping);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            var past = parts.Traffic.Count;
            var isLive = false;
            await context.Response.Body.FlushAsync(end.Token);
            await foreach (var entry in parts.Traffic.WatchAsync(end.Token))
            {
                if (!isLive && entry.Number > past)
                {
                    isLive = true;
                    await context.Response.WriteAsync("event: live\ndata: {}\n\n", end.Token);
                }

                await context.Response.WriteAsync($"event: request\nid: {entry.Number}\ndata: {JsonSerializer.Serialize(entry, Json.TrafficEntry)}\n\n", end.Token);
                await context.Response.Body.FlushAsync(end.Token);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The watcher went away, or the emulator stops.
        }
    }
}
