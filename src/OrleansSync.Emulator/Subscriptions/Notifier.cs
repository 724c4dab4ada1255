using System.Net;
using System.Net.Security;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading.Channels;
using OrleansSync.Emulator.Errors;
using OrleansSync.Emulator.Faults;
using OrleansSync.Emulator.Hosting;

namespace OrleansSync.Emulator.Subscriptions;

/// <summary>Calls the subscribers: the handshake, and notifications, several changes of a moment in one (8.3 to 8.5).</summary>
internal sealed class Notifier : IAsyncDisposable
{
    private const int Attempts = 5;
    private static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(3);
    private readonly EmulatorOptions options;
    private readonly FaultBook faults;
    private readonly TimeProvider realTime;
    // Webhook receivers on this machine have certificates of their own making.
    private readonly HttpClient http = new(new HttpClientHandler
    {
        AllowAutoRedirect = false,
        ServerCertificateCustomValidationCallback = (request, _, _, errors) => errors == SslPolicyErrors.None || request.RequestUri is { IsLoopback: true },
    });
    private readonly Channel<Subscription> due = Channel.CreateUnbounded<Subscription>();
    private readonly HashSet<string> waiting = [];
    private readonly List<Subscription> held = [];
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stop = new();
    private Task running = Task.CompletedTask;

    public Notifier(EmulatorOptions options, FaultBook faults, TimeProvider realTime)
    {
        (this.options, this.faults, this.realTime) = (options, faults, realTime);
        http.Timeout = Timeout.InfiniteTimeSpan;
    }

    public void Start() => running = RunAsync();

    /// <summary>Has a subscription told soon; changes until then come in one notification.</summary>
    public void Tell(Subscription subscription)
    {
        lock (gate)
        {
            if (waiting.Add(subscription.Id))
            {
                due.Writer.TryWrite(subscription);
            }
        }
    }

    /// <summary>8.7: asks a subscriber to prove again that it may be told; does nothing when it named no address for that.</summary>
    public Task AskToReauthorizeAsync(Subscription subscription, CancellationToken cancellationToken) =>
        subscription.LifecycleUrl is { } address ? SendAsync(new Uri(address), Body(subscription, "reauthorizationRequired"), cancellationToken) : Task.CompletedTask;

    /// <summary>8.3: the receiver has to give the token back, as plain text, within 10 s.</summary>
    /// <exception cref="GraphException">It did not.</exception>
    public async Task ValidateAsync(Uri address, Guid id, CancellationToken cancellationToken)
    {
        var token = $"Validation: Testing client application reachability for subscription Request-Id: {id}";
        var separator = address.Query.Length > 0 ? "&" : "?";
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{address}{separator}validationToken={Uri.EscapeDataString(token)}") { Content = new StringContent("", Encoding.UTF8, "text/plain") };
        var answer = await SendAsync(request, HandshakeTimeout, cancellationToken);
        if (answer is not { Status: HttpStatusCode.OK, Type: "text/plain" } || answer.Value.Body != token)
        {
            throw new GraphException(400, "InvalidRequest", "Subscription validation request failed. Notification endpoint must respond with 200 OK to validation request.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        due.Writer.TryComplete();
        await running;
        http.Dispose();
        stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            await foreach (var subscription in due.Reader.ReadAllAsync(stop.Token))
            {
                await Task.Delay(options.NotificationDelay, realTime, stop.Token);
                lock (gate)
                {
                    waiting.Remove(subscription.Id);
                }

                await NotifyAsync(subscription);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The emulator stops; what is not told by then is lost, as with the service.
        }
    }

    private async Task NotifyAsync(Subscription subscription)
    {
        var struck = faults.StrikeNotification(subscription.Resource);
        if (struck.Contains(FaultKind.LostNotification))
        {
            return;
        }

        if (struck.Contains(FaultKind.ReorderedNotification))
        {
            held.Add(subscription);
            return;
        }

        List<Subscription> sent = [subscription, .. struck.Contains(FaultKind.DuplicateNotification) ? [subscription] : Array.Empty<Subscription>(), .. held];
        held.Clear();
        foreach (var next in sent)
        {
            await SendAsync(next.NotificationUrl, Body(next, null), stop.Token);
        }
    }

    // 8.5: an answer other than 2xx within 3 s is asked for again, and given up at last.
    private async Task SendAsync(Uri address, string body, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            if (await SendAsync(request, AnswerTimeout, cancellationToken) is { } answer && (int)answer.Status is >= 200 and < 300)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromSeconds(1 << attempt), realTime, cancellationToken);
        }
    }

    private async Task<(HttpStatusCode Status, string? Type, string Body)?> SendAsync(HttpRequestMessage request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, realTime);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var response = await http.SendAsync(request, both.Token);
            return (response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(both.Token));
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    // 8.4; with a life-cycle event 8.7, which says nothing of the list.
    private string Body(Subscription subscription, string? lifecycleEvent)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartArray("value");
            json.WriteStartObject();
            json.WriteString("subscriptionId", subscription.Id);
            json.WriteString("subscriptionExpirationDateTime", subscription.End.UtcDateTime);
            json.WriteString("clientState", subscription.ClientState);
            json.WriteString("tenantId", options.Tenant);
            if (lifecycleEvent is not null)
            {
                json.WriteString("lifecycleEvent", lifecycleEvent);
            }
            else
            {
                json.WriteString("changeType", "updated");
                json.WriteString("resource", subscription.Resource);
                json.WriteStartObject("resourceData");
                json.WriteString("@odata.type", "#Microsoft.Graph.ListItem");
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
