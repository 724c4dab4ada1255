using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OrleansSync.Helix.Keys;
using OrleansSync.Helix.Users;
using OrleansSync.Helix.Workspaces;
using OrleansSync.Server.HelixCli;
using OrleansSync.Testing.Server;

namespace OrleansSync.Server.Tests.HelixCli;

/// <summary>A server with the routes of the Helix CLI over HTTP/1.1, and people with keys.</summary>
public sealed class CliServer : IAsyncLifetime
{
    private int people = 100;

    internal TestServer Server { get; private set; } = null!;

    internal HttpClient Http { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var address = $"http://127.0.0.1:{FreePort.Find()}";
        Server = await TestServer.StartAsync("--Server:ListenHttp1", address, "--Helix:SignInForDevelopment", "true", "--Helix:LogPoll", "00:00:00.050", "--Helix:WatchWait", "00:00:05");
        Http = new HttpClient { BaseAddress = new Uri(address) };
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>A person with a key, in a workspace of the type.</summary>
    internal async Task<CliPerson> CreatePersonAsync(WorkspaceType type = WorkspaceType.Organization, MemberRole role = MemberRole.Developer, bool hasBilling = true)
    {
        var workspace = await new V1.Workspaces.WorkspacesClient(Server.Admin).CreateWorkspaceAsync(new V1.CreateWorkspaceRequest
        {
            Workspace = new V1.Workspace { Name = "Shop", UrlSlug = $"shop-{Interlocked.Increment(ref people)}", Type = (V1.WorkspaceType)type, HasBilling = hasBilling },
        });
        var users = Server.Services.GetRequiredService<IUsers>();
        var user = await users.SignInAsync(new User(new UserId(Ids.Next()), Interlocked.Increment(ref people), "octo", "Octo", "o@example.com"), default);
        await Server.Services.GetRequiredService<IWorkspaces>().SetRoleAsync(new WorkspaceId(Guid.Parse(workspace.Id)), user.Id, role, default);
        var (record, key) = Server.Services.GetRequiredService<CliAccess>().Draw(KeyOwner.User, user.Id.Value);
        await Server.Services.GetRequiredService<IKeys>().RotateAsync(record, default);
        return new CliPerson(this, workspace.Id, key, user.Id);
    }

    private Engine.Identity.IIdSource Ids => Server.Services.GetRequiredService<Engine.Identity.IIdSource>();
}

/// <summary>Calls as one person.</summary>
internal sealed record CliPerson(CliServer Server, string Workspace, string Key, UserId User)
{
    public async Task<(int Status, JsonElement Body)> GetAsync(string path) => await SendAsync(HttpMethod.Get, path, null);

    public async Task<(int Status, JsonElement Body)> PostAsync(string path, object? body) => await SendAsync(HttpMethod.Post, path, body);

    public async Task<string> CreateProjectAsync(string name = "orders") => (await PostAsync($"workspaces/{Workspace}/projects", new { name })).Body.GetProperty("id").GetString()!;

    public async Task<string> CreateClusterAsync(string project, string name = "prod") =>
        (await PostAsync($"projects/{project}/clusters", new { cluster_name = name, build_mode = "release" })).Body.GetProperty("cluster_id").GetString()!;

    /// <summary>The events of an answer, until it ends or has so many; with the names of server-sent events' fields.</summary>
    public async Task<(HttpResponseMessage Answer, List<(string Id, string Data)> Events)> StreamAsync(HttpMethod method, string path, object? body, int most = int.MaxValue, string? lastEventId = null)
    {
        using var request = Request(method, path, body);
        request.Headers.Add("Accept", "text/event-stream");
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        using var answer = await Server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var events = new List<(string, string)>();
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var id = "";
        while (events.Count < most && await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                id = line[4..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                events.Add((id, line[6..]));
            }
        }

        return (answer, events);
    }

    public static object Deploy(params (string Path, string Content)[] files) => new
    {
        schema = "N::User { name: String }",
        queries = files.ToDictionary(file => file.Path, file => file.Content),
        env_vars = new Dictionary<string, string> { ["KEY"] = "value" },
        instance_name = "prod",
        helix_toml = "[project]\nname = \"orders\"\n",
        build_mode_override = (string?)null,
    };

    private async Task<(int Status, JsonElement Body)> SendAsync(HttpMethod method, string path, object? body)
    {
        using var request = Request(method, path, body);
        using var answer = await Server.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    private HttpRequestMessage Request(HttpMethod method, string path, object? body)
    {
        var request = new HttpRequestMessage(method, path.StartsWith('/') ? path : $"/api/cli/{path}");
        request.Headers.Add("x-api-key", Key);
        if (body is not null)
        {
            request.Content = JsonContent.Create(body);
        }

        return request;
    }
}
