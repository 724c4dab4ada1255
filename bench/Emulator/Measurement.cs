using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace OrleansSync.Bench.Emulator;

/// <summary>Compares the emulator with bare Kestrel that answers the same bytes, in turns, and prints what it found.</summary>
internal static class Measurement
{
    private const int WarmRounds = 60;
    private const int Rounds = 15;
    private const int BatchesOfRound = 300;
    /// <summary>Requests under way at once: a server that waits between two requests spends more on waiting than on them.</summary>
    private const int InFlight = 4;

    private const int PagesOfRound = 60;

    /// <summary>The quick server needs more requests for a round that is as long.</summary>
    private const int BareTimes = 4;

    public static async Task<int> RunAsync(int items, bool isWritesOnly)
    {
        using var emulator = await Child.StartAsync("serve-emulator");
        using var bare = await Child.StartAsync("serve-bare");
        using var client = new HttpClient();
        var (root, site) = ($"{emulator.Said[0]}v1.0", emulator.Said[1]);
        client.DefaultRequestHeaders.Authorization = await SignInAsync(client, emulator);
        var list = await MakeListAsync(client, root, site);
        var path = new Uri(list).AbsolutePath["/v1.0".Length..];
        var batch = new Uri($"{root}/$batch");
        var empty = emulator.Memory;

        await CopyAsync(client, batch, new Uri(new Uri(bare.Said[0]), "/batch"), Batch(path, 0));
        var writes = await CompareAsync(client, emulator, bare, batch, new Uri(new Uri(bare.Said[0]), "/batch"), number => Batch(path, number), BatchesOfRound, 20);
        if (isWritesOnly)
        {
            Print(writes);
            return 0;
        }

        var small = await PageAsync(client, emulator, bare, list);
        var count = 20 + ((WarmRounds + Rounds) * BatchesOfRound * 20);
        var first = count;
        for (var number = count / 20; number * 20 < items; number++)
        {
            await SendAsync(client, batch, Batch(path, number));
            count += 20;
        }

        var memory = emulator.Memory;
        var large = await PageAsync(client, emulator, bare, list);
        Print(writes, small, large, first, count, empty, memory);
        return 0;
    }

    private static void Print(Ratio writes)
    {
        Console.WriteLine($"{"what",-46} {"emulator",12} {"bare",12} {"ratio",7} {"spread",13}  goal");
        Console.WriteLine($"{"CPU per item write, $batch of 20",-46} {writes.Own,9:0.0} us {writes.Bare,9:0.0} us {writes.Median,7:0.00} {writes.Low,6:0.00}-{writes.High,-6:0.00}  at most 4");
    }

    private static void Print(Ratio writes, Ratio small, Ratio large, int first, int count, long empty, long memory)
    {
        Print(writes);
        Console.WriteLine($"{$"CPU per delta page of 200, list of {first:n0}",-46} {small.Own,9:0.0} us {small.Bare,9:0.0} us {small.Median,7:0.00} {small.Low,6:0.00}-{small.High,-6:0.00}");
        Console.WriteLine($"{$"CPU per delta page of 200, list of {count:n0}",-46} {large.Own,9:0.0} us {large.Bare,9:0.0} us {large.Median,7:0.00} {large.Low,6:0.00}-{large.High,-6:0.00}  as above");
        Console.WriteLine($"{$"memory with {count:n0} items of 5 fields",-46} {memory / 1e6,9:0} MB {empty / 1e6,9:0} MB (empty)              at most 1,000 MB");
        var folder = Path.Combine("artifacts", "bench");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "emulator.json"), JsonSerializer.Serialize(new { writes, small, large, items = count, memoryBytes = memory, emptyBytes = empty }));
    }

    private static async Task<Ratio> PageAsync(HttpClient client, Child emulator, Child bare, string list)
    {
        var source = new Uri($"{list}/items/delta?$expand=fields&$top=200");
        var copy = new Uri(new Uri(bare.Said[0]), "/page");
        await CopyAsync(client, source, copy, null);
        return await CompareAsync(client, emulator, bare, source, copy, _ => null, PagesOfRound, 1);
    }

    // In turns, so that what else the machine does strikes both.
    private static async Task<Ratio> CompareAsync(HttpClient client, Child emulator, Child bare, Uri own, Uri other, Func<int, string?> body, int requests, int operations)
    {
        var rounds = new List<(double Own, double Bare)>();
        for (var round = 0; round < WarmRounds + Rounds; round++)
        {
            var ofOwn = await MeasureAsync(client, emulator, own, number => body((round * requests) + number), requests, operations);
            var ofBare = await MeasureAsync(client, bare, other, number => body((round * requests) + number), requests * BareTimes, operations);
            if (round >= WarmRounds)
            {
                rounds.Add((ofOwn, ofBare));
            }
        }

        var ratios = rounds.Select(pair => pair.Own / pair.Bare).Order().ToList();
        return new(Median(rounds.Select(pair => pair.Own)), Median(rounds.Select(pair => pair.Bare)), ratios[Rounds / 2], ratios[0], ratios[^1]);
    }

    private static async Task<double> MeasureAsync(HttpClient client, Child server, Uri address, Func<int, string?> body, int requests, int operations)
    {
        var before = await server.ReadCpuAsync();
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, InFlight).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var number && number < requests)
            {
                await SendAsync(client, address, body(number));
            }
        }));
        return (await server.ReadCpuAsync() - before).TotalMicroseconds / (requests * operations);
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    private static async Task<byte[]> SendAsync(HttpClient client, Uri address, string? body)
    {
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, address);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync();
    }

    private static async Task CopyAsync(HttpClient client, Uri own, Uri other, string? body)
    {
        var answer = await SendAsync(client, own, body);
        if (body is not null && Encoding.UTF8.GetString(answer).Split("\"status\":201").Length != 21)
        {
            throw new InvalidOperationException("The emulator refused a write.");
        }

        using var content = new ByteArrayContent(answer);
        (await client.PutAsync(other, content)).EnsureSuccessStatusCode();
    }

    private static string Batch(string path, int number)
    {
        var text = new StringBuilder("{\"requests\":[");
        for (var member = 0; member < 20; member++)
        {
            var row = (number * 20) + member;
            text.Append(member == 0 ? "" : ",")
                .Append($$"""{"id":"{{member}}","method":"POST","url":"{{path}}/items","headers":{"Content-Type":"application/json"},"body":{"fields":{"Title":"Order {{row}}","Customer":"Customer number {{row % 5000}}","Amount":{{row}}.25,"Due":"2026-03-01T12:00:00Z","Open":true}""")
                .Append("}}");
        }

        return text.Append("]}").ToString();
    }

    private static async Task<string> MakeListAsync(HttpClient client, string root, string site)
    {
        var form = """{"displayName":"Orders","columns":[{"name":"Customer","text":{}},{"name":"Amount","currency":{}},{"name":"Due","dateTime":{"format":"dateTime"}},{"name":"Open","boolean":{}}]}""";
        var made = await SendAsync(client, new Uri($"{root}/sites/{site}/lists"), form);
        return $"{root}/sites/{site}/lists/{JsonDocument.Parse(made).RootElement.GetProperty("id").GetString()}";
    }

    private static async Task<AuthenticationHeaderValue> SignInAsync(HttpClient client, Child emulator)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = emulator.Said[3], ["client_secret"] = emulator.Said[4], ["scope"] = "https://graph.microsoft.com/.default" });
        using var response = await client.PostAsync(new Uri($"{emulator.Said[0]}{emulator.Said[2]}/oauth2/v2.0/token"), form);
        return new("Bearer", JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("access_token").GetString());
    }
}
