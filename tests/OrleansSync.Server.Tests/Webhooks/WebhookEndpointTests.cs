using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OrleansSync.Emulator.Hosting;
using OrleansSync.Server.Webhooks;
using OrleansSync.SharePoint.Webhooks;
using OrleansSync.Testing.Identity;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Server.Tests.Webhooks;

public sealed class WebhookEndpointTests
{
    private const string PublicUrl = "https://sync.contoso.example/webhooks/sharepoint";
    private static readonly Guid List = new("11111111-2222-4333-8444-555555555555");

    [PostgresFact]
    public async Task Handshake_AnyToken_ComesBackDecodedAsPlainText()
    {
        await using var server = await TestServer.StartAsync("--Webhooks:PublicUrl", PublicUrl);

        var answer = await PostAsync(server, "?validationToken=" + Uri.EscapeDataString("Validation: <b>a+b</b> ünï"), "");

        Assert.Equal((HttpStatusCode.OK, "text/plain", "Validation: <b>a+b</b> ünï"), (answer.Status, answer.Type, answer.Body));
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(server, "?validationToken=", "")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(server, "?validationToken=" + new string('x', 5000), "")).Status);
    }

    [PostgresFact]
    public async Task Notification_WithAndWithoutOurState_IsAcceptedAndOnlyOursIsQueuedOnce()
    {
        await using var server = await TestServer.StartAsync("--Webhooks:PublicUrl", PublicUrl, "--Webhooks:WaitingMax", "2", "--Webhooks:BodySizeMax", "4096");
        var (key, queue) = (server.Services.GetRequiredService<WebhookKey>(), server.Services.GetRequiredService<WebhookQueue>());
        var (state, other, third) = (ClientState.Of(key.Get(), List), ClientState.Of(key.Get(), Guid.Empty), ClientState.Of(key.Get(), new Guid("22222222-2222-4333-8444-555555555555")));

        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(server, "", Body(state, "guess", state))).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(server, "", Body(other, third))).Status); // The third has no room.
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(server, "", "{}")).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PostAsync(server, "", Body(new string('x', 8000)))).Status);

        Assert.Equal([List, Guid.Empty], await TakeAsync(queue, 2));
        Assert.Contains(server.Logs.Lines, line => line.Contains("1 without a client state", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Logs.Lines, line => line.Contains(state, StringComparison.Ordinal) || line.Contains("guess", StringComparison.Ordinal));
        await PostAsync(server, "", Body(state));
        Assert.Equal([List], await TakeAsync(queue, 1)); // What was given out may come again.
    }

    [PostgresFact]
    public async Task Endpoint_WithoutAPublicAddress_IsNotThere()
    {
        await using var server = await TestServer.StartAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(server, "?validationToken=x", "")).Status); // As any path that is not there.
    }

    [PostgresFact]
    public async Task Subscription_OfTheEmulator_HandshakesAndTellsOfAChange()
    {
        await using var server = await TestServer.StartAsync("--Webhooks:PublicUrl", PublicUrl, "--Server:Listen", "https://127.0.0.1:0");
        await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { Urls = ["http://127.0.0.1:0"], NotificationDelay = TimeSpan.Zero }, new ManualClock(), CancellationToken.None);
        using var person = new HttpClient { BaseAddress = new Uri(emulator.Address, "_emulator/graph/v1.0/") };
        var site = emulator.GetSiteId("/sites/Team");
        var list = await SendAsync(person, $"sites/{site}/lists", """{"displayName":"L"}""");
        var state = ClientState.Of(server.Services.GetRequiredService<WebhookKey>().Get(), list.GetProperty("id").GetGuid());
        var hook = new Uri(server.Address, WebhookEndpoint.Path);

        await SendAsync(person, "subscriptions", $$"""{"changeType":"updated","notificationUrl":"{{hook}}","resource":"sites/{{site}}/lists/{{list.GetProperty("id").GetString()}}","expirationDateTime":"{{emulator.Clock.GetUtcNow().AddDays(1):O}}","clientState":"{{state}}"}""");
        await SendAsync(person, $"sites/{site}/lists/{list.GetProperty("id").GetString()}/items", """{"fields":{"Title":"a"}}""");

        Assert.Equal([list.GetProperty("id").GetGuid()], await TakeAsync(server.Services.GetRequiredService<WebhookQueue>(), 1));
    }

    private static string Body(params string[] states) => $$"""{"value":[{{string.Join(',', states.Select(state => $$"""{"clientState":"{{state}}"}"""))}}]}""";

    private static async Task<List<Guid>> TakeAsync(WebhookQueue queue, int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var lists = new List<Guid>();
        await foreach (var notification in queue.ReadAllAsync(patience.Token))
        {
            lists.Add(notification.List);
            if (lists.Count == count)
            {
                break;
            }
        }

        return lists;
    }

    private static async Task<(HttpStatusCode Status, string? Type, string Body)> PostAsync(TestServer server, string query, string body)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, WebhookEndpoint.Path + query)) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = new StringContent(body, Encoding.UTF8, "application/json") };
        using var response = await client.SendAsync(request);
        return (response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync());
    }

    private static async Task<JsonElement> SendAsync(HttpClient client, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), content);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }
}
