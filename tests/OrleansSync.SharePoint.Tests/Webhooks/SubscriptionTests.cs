using System.Net;
using System.Text;
using System.Text.Json;
using OrleansSync.Engine.Errors;
using OrleansSync.SharePoint.Graph;
using OrleansSync.SharePoint.Webhooks;
using OrleansSync.SharePoint.Tests.Items;

namespace OrleansSync.SharePoint.Tests.Webhooks;

public sealed class SubscriptionTests
{
    private static readonly byte[] Key = new byte[32];

    [Fact]
    public async Task Create_TheEndpointAnswers_NotificationsCarryTheClientState()
    {
        await using var list = await EmulatedList.OpenAsync(options => options.NotificationDelay = TimeSpan.Zero);
        var directory = new SubscriptionDirectory(new SetupCalls(list.Tenant.Client()));
        using var endpoint = new HttpListener();
        var address = new Uri($"http://127.0.0.1:{FreePort()}/hook/");
        endpoint.Prefixes.Add(address.AbsoluteUri);
        endpoint.Start();
        var heard = HearAsync(endpoint);

        var made = await directory.CreateAsync(list.Tenant.SiteId, list.Bindings.Binding.ListGuid, address, ClientState.Of(Key, list.Bindings.Binding.ListGuid), default);
        await list.AddAsync(Testing.Rows.TestRows.Of(1, "one"));
        var notification = await heard.WaitAsync(TimeSpan.FromSeconds(60));

        var value = notification.GetProperty("value")[0];
        Assert.Equal(made.Id, value.GetProperty("subscriptionId").GetString());
        Assert.Equal(list.Bindings.Binding.ListGuid, ClientState.Find(Key, value.GetProperty("clientState").GetString()));
        Assert.InRange(made.EndsAt, list.Tenant.Clock.GetUtcNow() + TimeSpan.FromDays(29), list.Tenant.Clock.GetUtcNow() + SubscriptionDirectory.LifeMax);

        list.Tenant.Clock.Advance(TimeSpan.FromDays(20));
        Assert.True((await directory.RenewAsync(made.Id, default))!.EndsAt > made.EndsAt); // It is there.
        await directory.DeleteAsync(made.Id, default);
        await directory.DeleteAsync(made.Id, default);
        Assert.Null(await directory.RenewAsync(made.Id, default));
    }

    [Fact]
    public async Task Create_NobodyAnswersTheHandshake_IsRefusedWithTheWayOut()
    {
        await using var list = await EmulatedList.OpenAsync();
        var directory = new SubscriptionDirectory(new SetupCalls(list.Tenant.Client()));

        var refused = await Assert.ThrowsAsync<SyncException>(() => directory.CreateAsync(list.Tenant.SiteId, list.Bindings.Binding.ListGuid, new Uri($"http://127.0.0.1:{FreePort()}/hook/"), "state", default));

        Assert.Equal(SyncError.SharePointRefused, refused.Error);
        Assert.Contains("reachable", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_AnotherKeyListOrText_IsNoList()
    {
        var (one, two) = (new Guid("00000000-0000-0000-0000-000000000001"), new Guid("00000000-0000-0000-0000-000000000002"));
        var (state, other) = (ClientState.Of(Key, one), ClientState.Of(Key, two));

        Assert.Equal(64, state.Length);
        Assert.Equal(one, ClientState.Find(Key, state));
        Assert.All(new[] { null, "", state + "x", state[1..], state[..22] + other[22..], other[..24] + state[24..], new string('é', 64), new string('A', 64) }, given => Assert.Null(ClientState.Find(Key, given)));
        Assert.Null(ClientState.Find([.. Key[1..], 1], state));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClientState.Of(Key.AsSpan(1), one));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClientState.Find(Key.AsSpan(1), state));
    }

    [Fact]
    public void Read_NotificationsOfSeveralSubscriptions_GivesOursAndCountsTheRest()
    {
        var (one, two) = (Guid.Parse("00000000-0000-0000-0000-000000000001"), Guid.Parse("00000000-0000-0000-0000-000000000002"));
        var body = $$"""
            {"value":[{"clientState":"{{ClientState.Of(Key, one)}}","changeType":"updated","resource":"sites/x/lists/y"},{"clientState":"guess"},{"changeType":"updated"},7,
             {"clientState":"{{ClientState.Of(Key, two)}}","lifecycleEvent":"reauthorizationRequired"},{"clientState":"{{ClientState.Of(Key, two)}}","lifecycleEvent":"missed"},
             {"clientState":"{{ClientState.Of(Key, two)}}","lifecycleEvent":"subscriptionRemoved"},{"clientState":"{{ClientState.Of(Key, two)}}","lifecycleEvent":"somethingNew"}]}
            """;

        var (ours, foreign) = NotificationReader.Read(Encoding.UTF8.GetBytes(body), Key);

        Assert.Equal(
            [new(one, NotificationKind.Changed), new(two, NotificationKind.ReauthorizationRequired), new(two, NotificationKind.Missed), new(two, NotificationKind.SubscriptionRemoved), new(two, NotificationKind.Changed)],
            ours.ToArray());
        Assert.Equal(3, foreign);
        Assert.All(new[] { "", "[]", "{}", """{"value":{}}""", """{"value":[""" }, wrong => Assert.ThrowsAny<JsonException>(() => NotificationReader.Read(Encoding.UTF8.GetBytes(wrong), Key)));
    }

    private static async Task<JsonElement> HearAsync(HttpListener endpoint)
    {
        while (true)
        {
            var context = await endpoint.GetContextAsync();
            var token = context.Request.QueryString["validationToken"];
            using var body = new StreamReader(context.Request.InputStream);
            var text = await body.ReadToEndAsync();
            context.Response.ContentType = "text/plain";
            context.Response.StatusCode = token is null ? 202 : 200;
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(token ?? ""));
            context.Response.Close();
            if (token is null)
            {
                return JsonDocument.Parse(text).RootElement;
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
