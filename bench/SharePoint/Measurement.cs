using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace OrleansSync.Bench.SharePoint;

/// <summary>The same jobs by our client and by the baseline, in turns, against one emulator that has one core.</summary>
internal sealed class Measurement : IDisposable
{
    private const int BatchSize = 20;
    private const int InFlight = 4;
    private const int PageSize = 500;
    private readonly Child emulator = Child.OfThis("serve-emulator", core: 0);
    private readonly Child ours = Child.OfThis("client", core: null);
    private readonly Child raw;
    private readonly HttpClient http = new();
    private int port;
    private int next = 1;

    public Measurement(string modules) => raw = Child.Start("node", Path.Combine(AppContext.BaseDirectory, "raw.cjs"), modules);

    /// <summary>All figures.</summary>
    /// <param name="rows">Rows of a round without latency.</param>
    public async Task<List<Figure>> RunAsync(int rows)
    {
        await StartAsync();
        var figures = new List<Figure>();
        foreach (var (latency, rounds, warm, count) in new[] { (0, 9, 4, rows), (40, 5, 1, rows) })
        {
            await emulator.AskAsync($"{latency}");
            var first = next;
            figures.Add(await CompareAsync("creates", latency, rounds, warm, _ => new Job { Kind = "create", First = Take(count), Count = count }));
            figures.Add(await CompareAsync("updates", latency, rounds, warm, round => new Job { Kind = "update", First = first + (round * count), Count = count }));
            figures.Add(await CompareAsync("delta items", latency, Math.Min(rounds, 5), 2, _ => new Job { Kind = "delta", Page = PageSize }));
        }

        return figures;
    }

    public void Dispose()
    {
        ours.Dispose();
        raw.Dispose();
        emulator.Dispose();
        http.Dispose();
    }

    private int Take(int count) => (next += count) - count;

    private async Task<Figure> CompareAsync(string what, int latency, int rounds, int warm, Func<int, Job> make)
    {
        var pairs = new List<(Sample Ours, Sample Raw)>();
        for (var round = 0; round < warm + rounds; round++)
        {
            var job = make(round);
            var pair = (await ours.RunAsync(job), await raw.RunAsync(job));
            if (round >= warm)
            {
                pairs.Add(pair);
            }
        }

        var figure = Figure.Of(what, latency, pairs, ours.ConnectionsTo(port), raw.ConnectionsTo(port));
        Console.Error.WriteLine(figure);
        return figure;
    }

    private async Task StartAsync()
    {
        var said = (await emulator.AskAsync("0")).Split(' ');
        var (address, site) = (new Uri(said[0]), said[1]);
        port = address.Port;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = said[3], ["client_secret"] = said[4], ["scope"] = "https://graph.microsoft.com/.default" });
        using var signedIn = await http.PostAsync(new Uri(address, $"{said[2]}/oauth2/v2.0/token"), form);
        var token = JsonDocument.Parse(await signedIn.Content.ReadAsStringAsync()).RootElement.GetProperty("access_token").GetString()!; // A token answer has one.
        foreach (var (client, title) in new[] { (ours, "Ours"), (raw, "Raw") })
        {
            var list = await MakeListAsync(address, site, token, title);
            await client.RunAsync(new Job { Kind = "start", Root = address.ToString(), Token = token, List = $"/sites/{site}/lists/{list}", Size = BatchSize, Parallel = InFlight, Page = PageSize });
        }
    }

    private async Task<string> MakeListAsync(Uri address, string site, string token, string title)
    {
        var form = $$$"""
            {"displayName":"{{{title}}}","columns":[{"name":"Customer","text":{}},{"name":"Amount","currency":{}},{"name":"Due","dateTime":{"format":"dateTime"}},{"name":"Open","boolean":{}},
             {"name":"OrleansSyncKey","text":{},"hidden":true,"indexed":true,"enforceUniqueValues":true}]}
            """;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, $"v1.0/sites/{site}/lists")) { Content = new StringContent(form, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request);
        return JsonDocument.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync()).RootElement.GetProperty("id").GetString()!; // A list has an id.
    }
}
