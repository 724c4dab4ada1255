using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using OrleansSync.Emulator.Hosting;
using OrleansSync.Testing.Identity;

namespace OrleansSync.Emulator.Tests;

/// <summary>An emulator on a free port with a clock that stands still, and a client of it that holds a token.</summary>
internal sealed class TestEmulator : IAsyncDisposable
{
    private TestEmulator(EmulatorHost host, string siteId)
    {
        (Host, SiteId) = (host, siteId);
        Client = new HttpClient { BaseAddress = new Uri(host.GraphRoot + "/") };
    }

    public EmulatorHost Host { get; }

    public HttpClient Client { get; }

    public string SiteId { get; }

    /// <summary>The path of the site, relative to the version.</summary>
    public string Site => $"sites/{SiteId}";

    public static async Task<TestEmulator> StartAsync(Action<EmulatorOptions>? configure = null, TimeProvider? clock = null)
    {
        var options = new EmulatorOptions { Urls = ["http://127.0.0.1:0"], Unlimited = true };
        configure?.Invoke(options);
        var host = await EmulatorHost.StartAsync(options, clock ?? new ManualClock(), CancellationToken.None);
        var emulator = new TestEmulator(host, host.GetSiteId("/sites/Team"));
        await emulator.SignInAsync();
        return emulator;
    }

    public async Task SignInAsync()
    {
        var answer = await AskForTokenAsync([]);
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", answer.Json.GetProperty("access_token").GetString());
    }

    /// <summary>Asks for a token with the right form, but for the given fields.</summary>
    public async Task<Answer> AskForTokenAsync(Dictionary<string, string> changed, string? tenant = null)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = Host.Options.ClientId,
            ["client_secret"] = Host.Options.ClientSecret,
            ["scope"] = "https://graph.microsoft.com/.default",
        };
        foreach (var (name, value) in changed)
        {
            form[name] = value;
        }

        using var client = new HttpClient();
        using var content = new FormUrlEncodedContent(form.Where(field => field.Value.Length > 0));
        return await Answer.OfAsync(await client.PostAsync(new Uri(Host.Address, $"{tenant ?? Host.Options.Tenant}/oauth2/v2.0/token"), content));
    }

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync("GET", path, null, headers);

    public Task<Answer> PostAsync(string path, string body, params (string Name, string Value)[] headers) => SendAsync("POST", path, body, headers);

    public Task<Answer> PatchAsync(string path, string body, params (string Name, string Value)[] headers) => SendAsync("PATCH", path, body, headers);

    public Task<Answer> DeleteAsync(string path, params (string Name, string Value)[] headers) => SendAsync("DELETE", path, null, headers);

    public async Task<Answer> SendAsync(string method, string path, string? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Answer.OfAsync(await Client.SendAsync(request));
    }

    /// <summary>Makes a list with columns, and gives its path.</summary>
    public async Task<string> MakeListAsync(string title, string columns = "[]")
    {
        var answer = await PostAsync($"{Site}/lists", $$"""{"displayName":"{{title}}","columns":{{columns}}}""");
        Assert.Equal(201, answer.Status);
        return $"{Site}/lists/{answer.Json.GetProperty("id").GetString()}";
    }

    /// <summary>Makes an item and gives its id.</summary>
    public async Task<string> MakeItemAsync(string list, string fields)
    {
        var answer = await PostAsync($"{list}/items", $$"""{"fields":{{fields}}}""");
        Assert.True(answer.Status == 201, answer.Text);
        return answer.Json.GetProperty("id").GetString()!; // An item has an id.
    }

    /// <summary>The fields of an item, read anew.</summary>
    public async Task<JsonElement> FieldsAsync(string list, string id, string select = "") =>
        (await GetAsync($"{list}/items/{id}?$expand=fields{(select.Length > 0 ? $"($select={select})" : "")}")).Json.GetProperty("fields");

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
    }
}
