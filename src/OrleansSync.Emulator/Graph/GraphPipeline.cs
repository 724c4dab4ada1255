using System.Globalization;
using OrleansSync.Emulator.Control;
using OrleansSync.Emulator.Errors;
using OrleansSync.Emulator.Faults;
using OrleansSync.Emulator.Lists;
using OrleansSync.Emulator.Throttling;

namespace OrleansSync.Emulator.Graph;

/// <summary>The way of a request, alone or in a batch: find the operation, strike faults, meter, check permissions, do it.</summary>
internal sealed class GraphPipeline(TenantState tenant, ResourceMeter meter, FaultBook faults, Counters counters, ISubscriptionOperations subscriptions, TimeProvider realTime)
{
    /// <summary>Answers a request. Refusals are answers too.</summary>
    public async ValueTask ExecuteAsync(GraphRequest request, GraphReply reply, CancellationToken cancellationToken)
    {
        var isThrottled = false;
        try
        {
            var isSubscription = request.Segments.Length > 0 && request.Segments[0].Equals("subscriptions", StringComparison.OrdinalIgnoreCase);
            var (route, site, arguments) = isSubscription ? (null, null, []) : Find(request);
            reply.Kind = route?.Kind ?? OperationKind.Subscription;
            var effects = faults.Strike(reply.Kind, request);
            if (effects.Delay > TimeSpan.Zero)
            {
                await Task.Delay(effects.Delay, realTime, cancellationToken);
            }

            if (request.Token is not null)
            {
                reply.Units = route?.Units ?? 0;
                isThrottled = Meter(reply);
            }

            if (!isThrottled)
            {
                Check(request, route?.Permission ?? Permission.Read);
                if (effects.Refusal is { } refusal)
                {
                    throw refusal;
                }

                var call = new GraphCall(tenant, request, reply, site, arguments, effects);
                if (route is null)
                {
                    await subscriptions.RunAsync(call, cancellationToken);
                }
                else
                {
                    Run(route, call);
                }

                reply.IsLost = effects.IsLost;
            }
            else
            {
                reply.Error(429, "activityLimitReached", "The app or user has been throttled.", tenant.Now, request.RequestId, request.Header("client-request-id"), keepHeaders: true);
            }
        }
        catch (GraphException refusal)
        {
            Refuse(request, reply, refusal);
        }

        reply.Finish();
        counters.Add(reply.Kind, reply.Status, reply.Units, isThrottled);
    }

    /// <summary>Writes a refusal.</summary>
    public void Refuse(GraphRequest request, GraphReply reply, GraphException refusal)
    {
        reply.Error(refusal.Status, refusal.Code, refusal.Message, tenant.Now, request.RequestId, request.Header("client-request-id"));
        if (refusal.Location is { } location)
        {
            reply.Headers.Add(("Location", location));
        }

        if (refusal.RetryAfter is { } seconds)
        {
            reply.Headers.Add(("Retry-After", seconds.ToString(CultureInfo.InvariantCulture)));
        }
    }

    private (Route? Route, Site? Site, string[] Arguments) Find(GraphRequest request)
    {
        lock (tenant.Gate)
        {
            return request.Target.Find(tenant, request);
        }
    }

    private void Run(Route route, GraphCall call)
    {
        lock (tenant.Gate)
        {
            route.Run(call);
        }
    }

    // 10: throttled calls count too.
    private bool Meter(GraphReply reply)
    {
        var charge = meter.Add(reply.Units);
        if (charge.IsThrottled)
        {
            reply.Headers.Add(("Retry-After", charge.RetryAfter.ToString(CultureInfo.InvariantCulture)));
        }

        if (charge.ShowsHeaders && tenant.Switches.RateLimitHeaders)
        {
            reply.Headers.Add(("RateLimit-Limit", charge.Limit.ToString(CultureInfo.InvariantCulture)));
            reply.Headers.Add(("RateLimit-Remaining", charge.Remaining.ToString(CultureInfo.InvariantCulture)));
            reply.Headers.Add(("RateLimit-Reset", charge.Reset.ToString(CultureInfo.InvariantCulture)));
        }

        return charge.IsThrottled;
    }

    // 1.11 and 1.7: what the token may do; a person of the control API may do everything.
    private static void Check(GraphRequest request, Permission permission)
    {
        var may = request.Token is not { } token || permission switch
        {
            Permission.Read => token.HasAny("Sites.Read.All", "Sites.ReadWrite.All", "Sites.Manage.All", "Sites.FullControl.All"),
            Permission.Write => token.HasAny("Sites.ReadWrite.All", "Sites.Manage.All", "Sites.FullControl.All"),
            _ => token.HasAny("Sites.Manage.All", "Sites.FullControl.All"),
        };
        if (!may)
        {
            throw Refusals.Denied();
        }
    }
}
