using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OrleansSync.Emulator.Faults;

namespace OrleansSync.Emulator.Tests.Subscriptions;

/// <summary>sharepoint-graph.md 8.</summary>
public sealed class SubscriptionTests
{
    [Fact] // 8.1 to 8.4
    public async Task Subscription_Life_FollowsTheService()
    {
        await using var emulator = await TestEmulator.StartAsync(options => options.NotificationDelay = TimeSpan.Zero);
        var list = await emulator.MakeListAsync("L");
        var told = Channel.CreateUnbounded<string>();
        await using var receiver = await ReceiveAsync(told, isRight: true);
        var end = emulator.Host.Clock.GetUtcNow().AddDays(2);
        var made = (await emulator.PostAsync("subscriptions", Body(list, receiver.Urls.First(), end))).Ok(201).Json;
        var path = $"subscriptions/{made.GetProperty("id").GetString()}";

        await emulator.MakeItemAsync(list, """{"Title":"a"}""");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var notification = JsonDocument.Parse(await told.Reader.ReadAsync(patience.Token)).RootElement.GetProperty("value")[0];
        Assert.Equal("state", notification.GetProperty("clientState").GetString());
        Assert.Equal(list, notification.GetProperty("resource").GetString());
        Assert.Equal("updated", notification.GetProperty("changeType").GetString());
        Assert.Equal(emulator.Host.Options.Tenant, notification.GetProperty("tenantId").GetString());

        (await emulator.PatchAsync(path, $$"""{"expirationDateTime":"{{end.AddDays(1):O}}"}""")).Ok();
        emulator.Host.Clock.Advance(TimeSpan.FromDays(2.5));
        await emulator.SignInAsync();
        (await emulator.GetAsync(path)).Ok();
        emulator.Host.Clock.Advance(TimeSpan.FromDays(1));
        await emulator.SignInAsync();
        (await emulator.PatchAsync(path, $$"""{"expirationDateTime":"{{end.AddDays(9):O}}"}""")).Refused(404, "ResourceNotFound");
    }

    [Fact] // 8.2, 8.3
    public async Task Create_WrongForm_IsRefused()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var list = await emulator.MakeListAsync("L");
        await using var wrong = await ReceiveAsync(Channel.CreateUnbounded<string>(), isRight: false);
        await using var right = await ReceiveAsync(Channel.CreateUnbounded<string>(), isRight: true);
        var now = emulator.Host.Clock.GetUtcNow();
        (await emulator.PostAsync("subscriptions", Body(list, wrong.Urls.First(), now.AddDays(1)))).Refused(400, "InvalidRequest", "Subscription validation request failed.");
        (await emulator.PostAsync("subscriptions", Body(list, right.Urls.First(), now.AddMinutes(42_301)))).Refused(400, "InvalidRequest", "42300");
        (await emulator.PostAsync("subscriptions", Body(list, right.Urls.First(), now.AddDays(1)).Replace("updated", "created", StringComparison.Ordinal))).Refused(400, "InvalidRequest");
        (await emulator.PostAsync("subscriptions", Body(list, "http://example.com", now.AddDays(1)))).Refused(400, "InvalidRequest", "https");
        (await emulator.PostAsync("subscriptions", Body($"{emulator.Site}/lists/none", right.Urls.First(), now.AddDays(1)))).Refused(404, "itemNotFound");
        Assert.Empty((await emulator.GetAsync("subscriptions")).Ok().Rows);
        var raised = (await emulator.PostAsync("subscriptions", Body(list, right.Urls.First(), now.AddMinutes(5)))).Ok(201).Json;
        Assert.Equal(now.AddMinutes(45), raised.GetProperty("expirationDateTime").GetDateTimeOffset());
        (await emulator.DeleteAsync($"subscriptions/{raised.GetProperty("id").GetString()}")).Ok(204);
    }

    [Theory]
    [InlineData(FaultKind.DuplicateNotification, "AAB")]
    [InlineData(FaultKind.LostNotification, "B")]
    [InlineData(FaultKind.ReorderedNotification, "BA")]
    public async Task Notifications_StruckByAFault_ComeTwiceNotOrLate(FaultKind kind, string expected)
    {
        await using var emulator = await TestEmulator.StartAsync(options => options.NotificationDelay = TimeSpan.Zero);
        var (first, second) = (await emulator.MakeListAsync("A"), await emulator.MakeListAsync("B"));
        var told = Channel.CreateUnbounded<string>();
        await using var receiver = await ReceiveAsync(told, isRight: true);
        foreach (var list in new[] { first, second })
        {
            (await emulator.PostAsync("subscriptions", Body(list, receiver.Urls.First(), emulator.Host.Clock.GetUtcNow().AddDays(2)))).Ok(201);
        }

        (await emulator.PostAsync("../_emulator/faults", $$"""{"kind":"{{kind}}","pathContains":"{{first}}"}""")).Ok();
        await emulator.MakeItemAsync(first, "{}");
        await emulator.MakeItemAsync(second, "{}");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var order = "";
        while (order.Length < expected.Length)
        {
            var notification = JsonDocument.Parse(await told.Reader.ReadAsync(patience.Token)).RootElement.GetProperty("value")[0];
            order += notification.GetProperty("resource").GetString() == first ? "A" : "B";
        }

        Assert.Equal(expected, order);
        Assert.Empty(emulator.Host.Faults.Read());
    }

    [Fact] // 8.7
    public async Task Lifecycle_Reauthorize_AsksThoseThatNamedAnAddress()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var (told, ofLifecycle) = (Channel.CreateUnbounded<string>(), Channel.CreateUnbounded<string>());
        await using var receiver = await ReceiveAsync(told, isRight: true);
        await using var lifecycle = await ReceiveAsync(ofLifecycle, isRight: true);
        var end = emulator.Host.Clock.GetUtcNow().AddDays(2);
        var body = Body(await emulator.MakeListAsync("L"), receiver.Urls.First(), end);
        (await emulator.PostAsync("subscriptions", body)).Ok(201);
        var made = (await emulator.PostAsync("subscriptions", $$"""{{body[..^1]}},"lifecycleNotificationUrl":"{{lifecycle.Urls.First()}}/hook"}""")).Ok(201).Json;

        Assert.Equal(1, (await emulator.PostAsync("../_emulator/subscriptions/reauthorize", "{}")).Ok().Json.GetProperty("subscriptions").GetInt32());
        var asked = JsonDocument.Parse(await ofLifecycle.Reader.ReadAsync()).RootElement.GetProperty("value")[0];
        Assert.Equal("reauthorizationRequired", asked.GetProperty("lifecycleEvent").GetString());
        Assert.Equal((made.GetProperty("id").GetString(), "state"), (asked.GetProperty("subscriptionId").GetString(), asked.GetProperty("clientState").GetString()));
        (await emulator.PostAsync($"subscriptions/{made.GetProperty("id").GetString()}/reauthorize", "")).Ok(204);
        Assert.False(told.Reader.TryRead(out _));
    }

    private static string Body(string list, string url, DateTimeOffset end) =>
        $$"""{"changeType":"updated","notificationUrl":"{{url}}/hook","resource":"{{list}}","expirationDateTime":"{{end:O}}","clientState":"state"}""";

    private static async Task<WebApplication> ReceiveAsync(Channel<string> told, bool isRight)
    {
        var app = WebApplication.CreateSlimBuilder().Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost("/hook", async context =>
        {
            if (context.Request.Query.TryGetValue("validationToken", out var token))
            {
                context.Response.ContentType = "text/plain";
                await context.Response.WriteAsync(isRight ? token.ToString() : "no");
                return;
            }

            using var reader = new StreamReader(context.Request.Body);
            told.Writer.TryWrite(await reader.ReadToEndAsync());
            context.Response.StatusCode = 202;
        });
        await app.StartAsync();
        return app;
    }
}
