using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Azure.Core;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansSync.Emulator.Hosting;
using OrleansSync.Engine.Budgets;
using OrleansSync.SharePoint.Graph;
using OrleansSync.SharePoint.Tokens;
using OrleansSync.Testing.Budgets;
using OrleansSync.Testing.Identity;

namespace OrleansSync.SharePoint.Tests;

/// <summary>An emulator on a free port with a clock that stands still, the product's client of it, and a person who works in it without token and metering.</summary>
internal sealed class EmulatedTenant : IAsyncDisposable
{
    private readonly HttpClient person;
    private readonly List<IDisposable> owned = [];

    private EmulatedTenant(EmulatorHost host, ManualClock clock, TimeProvider time)
    {
        (Host, Clock, Time, SiteId) = (host, clock, time, host.GetSiteId("/sites/Team"));
        Endpoints = GraphEndpoints.OfEmulator(host.Address);
        person = new HttpClient { BaseAddress = new Uri(host.Address, "_emulator/graph/v1.0/") };
    }

    public EmulatorHost Host { get; }

    public ManualClock Clock { get; }

    /// <summary>The clock that the service and its clients live by.</summary>
    public TimeProvider Time { get; }

    public string SiteId { get; }

    public GraphEndpoints Endpoints { get; }

    public SharePointOptions Options { get; } = new() { ReadRetryDelay = TimeSpan.Zero };

    public static async Task<EmulatedTenant> StartAsync(Action<EmulatorOptions>? configure = null, TimeProvider? time = null)
    {
        var options = new EmulatorOptions { Urls = ["http://127.0.0.1:0"], Unlimited = true };
        configure?.Invoke(options);
        var clock = new ManualClock();
        return new(await EmulatorHost.StartAsync(options, time ?? clock, CancellationToken.None), clock, time ?? clock);
    }

    /// <summary>A client with a token cache of its own.</summary>
    public GraphClient Client(IBudget? budget = null, TimeProvider? time = null, IGraphTokens? tokens = null)
    {
        var http = GraphHttp.MakeClient(GraphHttp.MakeHandler(Options));
        owned.Add(http);
        return new(http, Endpoints, tokens ?? Tokens(http), budget ?? new InMemoryBudget(1_000_000, Time), new SequentialIdSource(), Options, time ?? Time, NullLogger<GraphClient>.Instance);
    }

    public GraphTokens Tokens(HttpClient http)
    {
        var app = new AppCredential.Secret(Host.Options.Tenant, Host.Options.ClientId, Host.Options.ClientSecret);
        ValueTask<ImmutableArray<TokenCredential>> Make(CancellationToken cancellationToken) => ValueTask.FromResult<ImmutableArray<TokenCredential>>([TokenCredentials.Make(Endpoints, app, http, Time)]);
        var tokens = new GraphTokens(Make, Endpoints.Scope, Options.TokenRenewBefore, Time, NullLogger<GraphTokens>.Instance);
        owned.Add(tokens);
        return tokens;
    }

    /// <summary>Does something as a person; the path is relative to the version.</summary>
    public Task<JsonElement> AsPersonAsync(string method, string path, string? body = null) => SendAsync(method, path, body);

    /// <summary>Calls the emulator's control.</summary>
    public Task<JsonElement> ControlAsync(string method, string path, string? body = null) => SendAsync(method, new Uri(Host.Address, "_emulator/" + path).AbsoluteUri, body);

    public async ValueTask DisposeAsync()
    {
        owned.ForEach(disposable => disposable.Dispose());
        person.Dispose();
        await Host.DisposeAsync();
    }

    private async Task<JsonElement> SendAsync(string method, string path, string? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.TryAddWithoutValidation("Prefer", "apiversion=2.1");
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        }

        using var response = await person.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {(int)response.StatusCode} {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }
}
