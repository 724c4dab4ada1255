using System.Globalization;
using System.Text.Json;
using OrleansSync.Emulator.Errors;
using OrleansSync.Emulator.Faults;
using OrleansSync.Emulator.Graph;
using OrleansSync.Emulator.Lists;

namespace OrleansSync.Emulator.Subscriptions;

/// <summary>Subscriptions to lists: made after a handshake, renewed, ended (8).</summary>
internal sealed class SubscriptionBook(TenantState tenant, FaultBook faults, TimeProvider clock, TimeProvider realTime) : ISubscriptionOperations, IAsyncDisposable
{
    /// <summary>8.2: the longest life of a subscription to a list.</summary>
    public static readonly TimeSpan LifeMax = TimeSpan.FromMinutes(42_300);

    private static readonly TimeSpan LifeMin = TimeSpan.FromMinutes(45);
    private readonly Dictionary<string, Subscription> subscriptions = new(StringComparer.OrdinalIgnoreCase);
    private readonly Notifier notifier = new(tenant.Options, faults, realTime);

    /// <summary>Starts to send notifications.</summary>
    public void Start() => notifier.Start();

    /// <summary>Told that a list changed, while the state's gate is held.</summary>
    public void Changed(SharePointList list)
    {
        if (subscriptions.Count == 0)
        {
            return;
        }

        var now = clock.GetUtcNow();
        foreach (var subscription in subscriptions.Values)
        {
            if (subscription.List == list && subscription.End > now)
            {
                notifier.Tell(subscription);
            }
        }
    }

    /// <summary>8.7: tells each subscriber that named an address for it that it has to reauthorize; answers how many.</summary>
    public async Task<int> AskToReauthorizeAsync(CancellationToken cancellationToken)
    {
        List<Subscription> asked;
        lock (tenant.Gate)
        {
            asked = [.. subscriptions.Values.Where(subscription => subscription.End > clock.GetUtcNow() && subscription.LifecycleUrl is not null)];
        }

        foreach (var subscription in asked)
        {
            await notifier.AskToReauthorizeAsync(subscription, cancellationToken);
        }

        return asked.Count;
    }

    /// <inheritdoc/>
    public async Task RunAsync(GraphCall call, CancellationToken cancellationToken)
    {
        switch (call.Request.Method, call.Request.Segments)
        {
            case ("POST", [_]):
                await CreateAsync(call, cancellationToken);
                break;
            case ("GET", [_]):
                List(call);
                break;
            case ("GET", [_, var id]):
                Write(call, Get(id), isEntity: true);
                break;
            case ("PATCH", [_, var id]):
                Renew(call, id);
                break;
            case ("POST", [_, var id, "reauthorize"]):
                Get(id);
                call.Reply.Status = 204;
                break;
            case ("DELETE", [_, var id]):
                Remove(Get(id).Id);
                call.Reply.Status = 204;
                break;
            default:
                throw Refusals.NoSegment(call.Request.Segments[^1]);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => notifier.DisposeAsync();

    private async Task CreateAsync(GraphCall call, CancellationToken cancellationToken)
    {
        var body = call.Request.RequireBody();
        if (Text(body, "changeType") != "updated")
        {
            throw Invalid("Subscription change type for list resources has to be 'updated'.");
        }

        var resource = (Text(body, "resource") ?? throw Invalid("A subscription needs a resource.")).Trim('/');
        var address = Address(Text(body, "notificationUrl"));
        var lifecycle = Text(body, "lifecycleNotificationUrl");
        var state = Text(body, "clientState");
        if (state is { Length: > 128 })
        {
            throw Invalid("clientState has at most 128 characters.");
        }

        var list = FindList(call, resource);
        var end = End(body);
        await notifier.ValidateAsync(address, tenant.Ids.Next(), cancellationToken);
        if (lifecycle is not null)
        {
            await notifier.ValidateAsync(Address(lifecycle), tenant.Ids.Next(), cancellationToken);
        }

        var subscription = new Subscription(tenant.Ids.Next().ToString(), list, resource, address, state, lifecycle, end);
        lock (tenant.Gate)
        {
            subscriptions[subscription.Id] = subscription;
        }

        call.Reply.Status = 201;
        Write(call, subscription, isEntity: true);
    }

    private SharePointList FindList(GraphCall call, string resource)
    {
        lock (tenant.Gate)
        {
            var (route, site, arguments) = Router.Find(tenant, new GraphRequest("GET", new RequestTarget("/" + resource), new HttpRequestHeaders(new HeaderDictionary()), null) { Token = null, Root = call.Request.Root, RequestId = call.Request.RequestId });
            return route.Pattern is ["lists", "*"] ? site?.FindList(arguments[0]) ?? throw Refusals.NoList() : throw Invalid("The resource of a subscription has to be a list.");
        }
    }

    private void Renew(GraphCall call, string id)
    {
        var body = call.Request.RequireBody();
        if (body.EnumerateObject().Any(member => member.Name is not "expirationDateTime" && !member.Name.Contains('@', StringComparison.Ordinal)))
        {
            throw Invalid("Only expirationDateTime of a subscription can be changed.");
        }

        var end = End(body);
        lock (tenant.Gate)
        {
            subscriptions[Get(id).Id] = Get(id) with { End = end };
        }

        Write(call, Get(id), isEntity: true);
    }

    private void Remove(string id)
    {
        lock (tenant.Gate)
        {
            subscriptions.Remove(id);
        }
    }

    // 8.2: an ended one is gone.
    private Subscription Get(string id)
    {
        lock (tenant.Gate)
        {
            return subscriptions.TryGetValue(id, out var found) && found.End > clock.GetUtcNow() ? found : throw new GraphException(404, "ResourceNotFound", "The object was not found.");
        }
    }

    private void List(GraphCall call)
    {
        List<Subscription> all;
        lock (tenant.Gate)
        {
            all = [.. subscriptions.Values.Where(subscription => subscription.End > clock.GetUtcNow())];
        }

        call.BeginCollection("subscriptions");
        all.ForEach(subscription => Write(call, subscription, isEntity: false));
        call.EndCollection();
    }

    // 8.2: too short a life is raised, too long a one refused.
    private DateTimeOffset End(JsonElement body)
    {
        var now = clock.GetUtcNow();
        if (Text(body, "expirationDateTime") is not { } text || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end))
        {
            throw Invalid("A subscription needs an expirationDateTime.");
        }

        return end <= now ? throw Invalid("Subscription expiration has to be in the future.")
            : end > now + LifeMax ? throw Invalid("Subscription expiration can only be 42300 minutes in the future.")
            : end < now + LifeMin ? now + LifeMin : end;
    }

    private Uri Address(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == "https" || (address is { Scheme: "http", IsLoopback: true } && tenant.Switches.LoopbackNotifications))
            ? address : throw Invalid("The notification URL has to be an https address.");

    private static GraphException Invalid(string message) => new(400, "InvalidRequest", message);

    private static string? Text(JsonElement body, string name) => body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private void Write(GraphCall call, Subscription subscription, bool isEntity)
    {
        var json = call.Reply.Json;
        json.WriteStartObject();
        if (isEntity)
        {
            json.WriteString("@odata.context", $"{call.Request.Root}/$metadata#subscriptions/$entity");
        }

        json.WriteString("id", subscription.Id);
        json.WriteString("resource", subscription.Resource);
        json.WriteString("applicationId", tenant.Options.ClientId);
        json.WriteString("changeType", "updated");
        json.WriteString("clientState", subscription.ClientState);
        json.WriteString("notificationUrl", subscription.NotificationUrl.ToString());
        json.WriteString("lifecycleNotificationUrl", subscription.LifecycleUrl);
        json.WriteString("expirationDateTime", subscription.End.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }
}
