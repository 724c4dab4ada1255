using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansSync.Engine.Errors;
using OrleansSync.SharePoint.Graph;
using OrleansSync.SharePoint.Tokens;
using OrleansSync.Testing.Budgets;
using OrleansSync.Testing.Identity;

namespace OrleansSync.SharePoint.Tests.Graph;

public sealed class GraphClientTests
{
    private readonly ManualClock clock = new();

    [Fact]
    public async Task Send_EveryCall_NamesItselfAndAsksForHttp2()
    {
        HttpRequestMessage? sent = null;
        using var answer = await SendAsync((request, _) =>
        {
            sent = request;
            return new HttpResponseMessage(HttpStatusCode.OK);
        });

        Assert.Equal("NONISV|OrleansSync|OrleansSync/0.1", sent!.Headers.GetValues("User-Agent").Single()); // It was sent.
        Assert.Equal((HttpVersion.Version20, "Bearer token"), (sent.Version, sent.Headers.Authorization?.ToString()));
        Assert.True(Guid.TryParse(sent.Headers.GetValues("client-request-id").Single(), out _));
    }

    [Fact]
    public async Task Send_OverHttps_SpeaksHttp2OverOneConnection()
    {
        await using var tenant = await EmulatedTenant.StartAsync(options => options.Urls = ["http://127.0.0.1:0", "https://127.0.0.1:0"]);
        using var handler = GraphHttp.MakeHandler(tenant.Options);
        var connections = 0;
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
        {
            Interlocked.Increment(ref connections);
            return certificate?.GetCertHashString() == tenant.Host.Certificate.Thumbprint;
        };
        using var seen = new VersionHandler(handler);
        using var http = GraphHttp.MakeClient(seen);
        var client = new GraphClient(http, GraphEndpoints.OfEmulator(tenant.Host.Addresses.Single(address => address.Scheme == "https")), tenant.Tokens(http), new InMemoryBudget(1_000_000, clock), new SequentialIdSource(), tenant.Options, clock, NullLogger<GraphClient>.Instance);

        foreach (var answer in await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => client.SendAsync(new GraphRequest { Method = HttpMethod.Get, Path = "sites/root" }, default))))
        {
            Assert.Equal(200, answer.Status);
            answer.Dispose();
        }

        Assert.Equal([HttpVersion.Version20], seen.Versions.Distinct());
        Assert.Equal(1, connections);
    }

    [Theory]
    [InlineData("120", null, 120)]
    [InlineData("5", "50", 50)]
    [InlineData(null, null, 30)]
    [InlineData("999999", null, 3600)]
    public async Task Send_Throttled_WaitsAsLongAsTheServiceSaysWithinReason(string? retryAfter, string? reset, int expected)
    {
        using var answer = await SendAsync((_, _) =>
        {
            var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
            if (retryAfter is not null)
            {
                response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
            }

            if (reset is not null)
            {
                response.Headers.TryAddWithoutValidation("RateLimit-Reset", reset);
            }

            return response;
        });

        Assert.Equal(TimeSpan.FromSeconds(expected), answer.RetryAt - clock.GetUtcNow());
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, (int)GraphDelivery.NotSent)]
    [InlineData(HttpRequestError.NameResolutionError, (int)GraphDelivery.NotSent)]
    [InlineData(HttpRequestError.ResponseEnded, (int)GraphDelivery.Lost)]
    public async Task Send_TheConnectionBreaks_SaysWhetherItMayHaveArrived(HttpRequestError error, int delivery)
    {
        using var answer = await SendAsync((_, _) => throw new HttpRequestException(error));

        Assert.Equal((GraphDelivery)delivery, answer.Delivery);
    }

    [Fact]
    public void Of_AnyRefusal_SaysNothingOfAddressesAndValues()
    {
        var buffer = new PooledBuffer(256);
        "{\"error\":{\"code\":\"invalidRequest\",\"message\":\"the value 'hidden' at https://x/y?token=1\",\"innerError\":{\"code\":\"fieldInvalid\"}}}"u8.CopyTo(buffer.GetSpan(200));
        buffer.Advance(140);
        using var answer = new GraphAnswer(GraphDelivery.Answered, 400, buffer) { RequestId = "r-1" };

        var failure = GraphFailure.Of(answer, "do it", clock.GetUtcNow());

        Assert.Equal(SyncError.SharePointRefused, failure.Error);
        Assert.Contains("invalidRequest (fieldInvalid)", failure.Message, StringComparison.Ordinal);
        Assert.Contains("r-1", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("token", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OrleansSync/0.1", 8)]
    [InlineData("ISV|A|B/1.0", 0)]
    public void Validate_AnOptionOutOfRange_IsNamed(string userAgent, int connections)
    {
        var found = new SharePointOptionsValidator().Validate(null, new SharePointOptions { UserAgent = userAgent, ConnectionsMax = connections });

        Assert.Contains(connections == 0 ? "ConnectionsMax" : "UserAgent", found.FailureMessage, StringComparison.Ordinal);
        Assert.True(new SharePointOptionsValidator().Validate(null, new SharePointOptions()).Succeeded);
        Assert.True(new SharePointLimitsValidator().Validate(null, new SharePointOptions { ApplySendFor = TimeSpan.FromSeconds(20) }).Failed);
    }

    [Fact]
    public void InFlight_ThrottledAndThenNot_HalvesAndComesBack()
    {
        var limit = new InFlightLimit(8);
        limit.Throttled();
        limit.Throttled();
        Assert.Equal(2, limit.Current);
        for (var batch = 0; batch < 2; batch++)
        {
            limit.Passed();
        }

        Assert.Equal(3, limit.Current);
        for (var batch = 0; batch < 100; batch++)
        {
            limit.Passed();
        }

        Assert.Equal(8, limit.Current);
    }

    private async Task<GraphAnswer> SendAsync(Func<HttpRequestMessage, CancellationToken, HttpResponseMessage> respond)
    {
        using var http = GraphHttp.MakeClient(new Stub(respond));
        var client = new GraphClient(
            http, GraphEndpoints.Of(GraphCloud.Global), new FixedToken(), new InMemoryBudget(1000, clock), new SequentialIdSource(), new SharePointOptions(), clock, NullLogger<GraphClient>.Instance);
        return await client.SendAsync(new GraphRequest { Method = HttpMethod.Get, Path = "sites/root" }, default);
    }

    private sealed class Stub(Func<HttpRequestMessage, CancellationToken, HttpResponseMessage> respond) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(respond(request, cancellationToken));
    }

    private sealed class FixedToken : IGraphTokens
    {
        public ValueTask<string> GetAsync(string? refused, CancellationToken cancellationToken) => ValueTask.FromResult("token");
    }

    /// <summary>Notes in which version each answer to a call of Graph came.</summary>
    private sealed class VersionHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        public ConcurrentBag<Version> Versions { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (request.RequestUri!.AbsolutePath.StartsWith("/v1.0/", StringComparison.Ordinal)) // It was sent somewhere.
            {
                Versions.Add(response.Version);
            }

            return response;
        }
    }
}
