using System.Globalization;
using System.Text.Json;
using OrleansSync.Engine.Errors;
using OrleansSync.SharePoint.Graph;

namespace OrleansSync.SharePoint.Webhooks;

/// <summary>
/// Makes, renews and ends subscriptions to lists. A notification is a hint: changes are read by delta, and polling goes on. After a subscription is
/// made, the list has to be read once, since what changed before is not told.
/// </summary>
internal sealed class SubscriptionDirectory(SetupCalls calls)
{
    /// <summary>8.2: the longest life of a subscription to a list.</summary>
    public static readonly TimeSpan LifeMax = TimeSpan.FromMinutes(42_300);

    // The service's clock may be ahead of ours.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(10);

    /// <summary>Makes a subscription. The service calls the address back before it answers, so the endpoint must be up.</summary>
    /// <param name="siteId">The site.</param>
    /// <param name="list">The list.</param>
    /// <param name="endpoint">Where notifications go: https, reachable from the service.</param>
    /// <param name="clientState">What they carry.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SyncException">It was refused; the endpoint did not answer the handshake, for instance.</exception>
    public Task<Subscription> CreateAsync(string siteId, Guid list, Uri endpoint, string clientState, CancellationToken cancellationToken) => calls.WriteAsync(
        HttpMethod.Post,
        "subscriptions",
        SetupCalls.Body(json =>
        {
            json.WriteString("changeType", "updated");
            json.WriteString("notificationUrl", endpoint.AbsoluteUri);
            json.WriteString("resource", $"sites/{siteId}/lists/{list}");
            json.WriteString("clientState", clientState);
            WriteEnd(json);
        }),
        GraphJsonContext.Default.Subscription,
        "subscribe to the list's changes (the endpoint must be reachable from Microsoft 365)",
        cancellationToken);

    /// <summary>Renews a subscription; null when it is gone, and another has to be made.</summary>
    /// <exception cref="SyncException">It was refused.</exception>
    public async Task<Subscription?> RenewAsync(string id, CancellationToken cancellationToken)
    {
        const string Doing = "renew the subscription";
        using var answer = await calls.SendAsync(HttpMethod.Patch, Path(id), SetupCalls.Body(WriteEnd), GraphCosts.Write, Doing, cancellationToken);
        return answer.Status == 404 ? null
            : answer.IsSuccess ? JsonSerializer.Deserialize(answer.Body.Span, GraphJsonContext.Default.Subscription)
            : throw GraphFailure.Of(answer, Doing, calls.Time.GetUtcNow());
    }

    /// <summary>Ends a subscription; one that is gone already counts as ended.</summary>
    public Task DeleteAsync(string id, CancellationToken cancellationToken) => calls.DeleteAsync(Path(id), "end the subscription", cancellationToken);

    private static string Path(string id) => $"subscriptions/{Uri.EscapeDataString(id)}";

    private void WriteEnd(Utf8JsonWriter json) =>
        json.WriteString("expirationDateTime", (calls.Time.GetUtcNow() + LifeMax - Margin).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
}
