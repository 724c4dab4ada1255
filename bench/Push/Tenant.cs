using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using OrleansSync.Bench.SharePoint;
using OrleansSync.Emulator.Faults;
using OrleansSync.Emulator.Graph;
using OrleansSync.Emulator.Hosting;

namespace OrleansSync.Bench.Push;

/// <summary>An emulated tenant in a process of its own that has one core.</summary>
internal sealed class Tenant : IDisposable
{
    /// <summary>The verb with which this program is a tenant.</summary>
    public const string Verb = "serve-tenant";

    /// <summary>The verb with which it is one that throttles as the smallest does.</summary>
    public const string SmallVerb = "serve-small-tenant";

    private readonly Child process;
    private readonly HttpClient http = new();

    private Tenant(Child process, string[] said) => (this.process, Address, Site, Id, ClientId, ClientSecret) = (process, new Uri(said[0]), said[1], said[2], said[3], said[4]);

    public Uri Address { get; }

    public string Site { get; }

    public string Id { get; }

    public string ClientId { get; }

    public string ClientSecret { get; }

    public static async Task<Tenant> StartAsync(bool isSmall)
    {
        var process = Child.OfThis(isSmall ? SmallVerb : Verb, core: 0);
        return new Tenant(process, (await process.AskAsync("0")).Split(' '));
    }

    /// <summary>What the process does: a latency in milliseconds a line, answered with where it is.</summary>
    public static async Task ServeAsync(bool isSmall)
    {
        await using var host = await EmulatorHost.StartAsync(new EmulatorOptions { Urls = ["http://127.0.0.1:0"], Unlimited = !isSmall, Tenant = isSmall ? "22222222-2222-4333-8444-555555555555" : "11111111-2222-4333-8444-555555555555" }, TimeProvider.System, CancellationToken.None);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            host.Faults.Clear();
            if (int.TryParse(line, out var latency) && latency > 0)
            {
                host.Faults.Add(new FaultRule { Kind = FaultKind.Delay, Operation = OperationKind.Batch, Delay = TimeSpan.FromMilliseconds(latency), Times = int.MaxValue });
            }

            Console.WriteLine($"{host.Address} {host.GetSiteId("/sites/Team")} {host.Options.Tenant} {host.Options.ClientId} {host.Options.ClientSecret}");
        }
    }

    /// <summary>Lets each batch take that much longer.</summary>
    public Task DelayAsync(int milliseconds) => process.AskAsync($"{milliseconds}");

    /// <summary>Resource units and throttled answers since the start.</summary>
    public async Task<(long Units, long Throttled)> ReadAsync()
    {
        using var counters = JsonDocument.Parse(await http.GetStringAsync(new Uri(Address, "_emulator/counters")));
        return (counters.RootElement.GetProperty("resourceUnits").GetInt64(), counters.RootElement.GetProperty("throttled").GetInt64());
    }

    /// <summary>Makes the list of the baseline and tells its process where it is.</summary>
    public async Task PrepareAsync(Child raw, int batchSize, int inFlight)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = ClientId, ["client_secret"] = ClientSecret, ["scope"] = "https://graph.microsoft.com/.default" });
        using var signedIn = await http.PostAsync(new Uri(Address, $"{Id}/oauth2/v2.0/token"), form);
        var token = JsonDocument.Parse(await signedIn.Content.ReadAsStringAsync()).RootElement.GetProperty("access_token").GetString()!; // A token answer has one.
        const string List = """
            {"displayName":"Raw","columns":[{"name":"Customer","text":{}},{"name":"Amount","currency":{}},{"name":"Due","dateTime":{"format":"dateTime"}},{"name":"Open","boolean":{}},
             {"name":"OrleansSyncKey","text":{},"hidden":true,"indexed":true,"enforceUniqueValues":true}]}
            """;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, $"v1.0/sites/{Site}/lists")) { Content = new StringContent(List, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request);
        var list = JsonDocument.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync()).RootElement.GetProperty("id").GetString();
        await raw.RunAsync(new Job { Kind = "start", Root = Address.ToString(), Token = token, List = $"/sites/{Site}/lists/{list}", Size = batchSize, Parallel = inFlight });
    }

    public void Dispose()
    {
        process.Dispose();
        http.Dispose();
    }
}
