using System.Net;
using System.Text.Json;
using OrleansSync.Helix.Workspaces;

namespace OrleansSync.Server.Tests.HelixCli;

public sealed class CliRoutesTests(CliServer server) : IClassFixture<CliServer>
{
    private const string Missing = "0198c5f2-6a10-7c3e-9d4b-2f1e8a7b6c5d";

    public static TheoryData<string, string, bool> Routes() => new()
    {
        { "GET", "workspaces/{workspace}/billing", false },
        { "GET", "workspaces/{workspace}/projects", false },
        { "POST", "workspaces/{workspace}/projects", true },
        { "GET", "workspaces/{workspace}/clusters", false },
        { "GET", "workspaces/{workspace}/members", false },
        { "GET", "projects/{project}", false },
        { "GET", "projects/{project}/clusters", false },
        { "POST", "projects/{project}/clusters", true },
        { "POST", "projects/{project}/enterprise-clusters", true },
        { "GET", "clusters/{cluster}/project", false },
        { "GET", "clusters/{cluster}/sync", false },
        { "POST", "clusters/{cluster}/deploy", true },
        { "POST", "clusters/{cluster}/key", true },
        { "GET", "clusters/{cluster}/logs/live", false },
        { "GET", "clusters/{cluster}/logs/range", false },
        { "GET", "enterprise-clusters/{enterprise}/project", false },
        { "GET", "enterprise-clusters/{enterprise}/sync", false },
        { "POST", "enterprise-clusters/{enterprise}/deploy", true },
        { "POST", "enterprise-clusters/{enterprise}/key", true },
        { "GET", "enterprise-clusters/{enterprise}/logs/range", false },
        { "GET", "enterprise-clusters/{enterprise}/logs/live", false },
        { "GET", "clusters/{cluster}/deployments/0198c5f2-6a10-7c3e-9d4b-2f1e8a7b6c5d/events", true },
        { "POST", "clusters/{cluster}/deployments/0198c5f2-6a10-7c3e-9d4b-2f1e8a7b6c5d/cancel", true },
        { "GET", "enterprise-clusters/{enterprise}/deployments/0198c5f2-6a10-7c3e-9d4b-2f1e8a7b6c5d/events", true },
        { "POST", "enterprise-clusters/{enterprise}/deployments/0198c5f2-6a10-7c3e-9d4b-2f1e8a7b6c5d/cancel", true },
    };

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Any_WithoutKeyOrOfOthersOrMissing_IsRefusedAsTheCliExpects(string method, string path, bool isChange)
    {
        var owner = await server.CreatePersonAsync(WorkspaceType.Enterprise);
        var other = await server.CreatePersonAsync();
        var viewer = await server.CreatePersonAsync(WorkspaceType.Enterprise, MemberRole.Viewer);
        var theirs = await FillAsync(owner, path);
        var missing = path.Replace("{workspace}", Missing, StringComparison.Ordinal).Replace("{project}", Missing, StringComparison.Ordinal)
            .Replace("{cluster}", Missing, StringComparison.Ordinal).Replace("{enterprise}", Missing, StringComparison.Ordinal);

        await RefusedAsync(401, owner with { Key = "" }, theirs);
        await RefusedAsync(401, owner with { Key = owner.Key[..^2] + "AA" }, theirs);
        Assert.Equal("Access denied", await RefusedAsync(403, other, theirs));
        await RefusedAsync(404, other, missing);
        await RefusedAsync(404, other, missing.Replace(Missing, "not-an-id", StringComparison.Ordinal));
        if (isChange)
        {
            // A member who may only look.
            var workspace = new V1.SetWorkspaceMemberRequest { Id = owner.Workspace, UserId = viewer.User.ToString(), Role = V1.WorkspaceRole.Viewer };
            await new V1.Workspaces.WorkspacesClient(server.Server.Admin).SetWorkspaceMemberAsync(workspace);
            Assert.Contains("developer", await RefusedAsync(403, viewer, theirs), StringComparison.Ordinal);
        }

        async Task<string> RefusedAsync(int status, CliPerson person, string target)
        {
            var (actual, body) = method == "GET" ? await person.GetAsync(target) : await person.PostAsync(target, new { name = "x" });
            Assert.Equal(status, actual);
            Assert.Equal(JsonValueKind.String, body.GetProperty("error").ValueKind);
            return body.GetProperty("error").GetString()!;
        }
    }

    [Fact]
    public async Task Catalog_OfAWorkspace_HasTheShapesOfTheCli()
    {
        var person = await server.CreatePersonAsync(WorkspaceType.Enterprise);
        var project = await person.CreateProjectAsync();
        var cluster = await person.CreateClusterAsync(project);
        var enterprise = await CreateEnterpriseAsync(person, project);

        Assert.Equal($$"""[{"id":"{{person.Workspace}}","name":"Shop","url_slug":"*","workspace_type":"enterprise"}]""", await TextAsync("workspaces", "url_slug"));
        Assert.Equal("""{"has_billing":true,"workspace_type":"enterprise","plan":"free"}""", await TextAsync($"workspaces/{person.Workspace}/billing"));
        Assert.Equal($$"""[{"id":"{{project}}","name":"orders"}]""", await TextAsync($"workspaces/{person.Workspace}/projects"));
        Assert.Equal(
            $$"""{"standard":[{"cluster_id":"{{cluster}}","cluster_name":"prod","project_id":"{{project}}","project_name":"orders"}],"enterprise":[{"cluster_id":"{{enterprise}}","cluster_name":"big","project_id":"{{project}}","project_name":"orders","availability_mode":"ha"}]}""",
            await TextAsync($"workspaces/{person.Workspace}/clusters"));
        Assert.Equal($$"""{"id":"{{project}}","name":"orders","workspace_id":"{{person.Workspace}}","workspace_name":"Shop","workspace_slug":"*"}""", await TextAsync($"projects/{project}", "workspace_slug"));
        Assert.Equal(
            $$"""{"project_id":"{{project}}","project_name":"orders","standard":[{"cluster_id":"{{cluster}}","cluster_name":"prod","build_mode":"release","max_memory_gb":4,"max_vcpus":2,"region":"us-east-1"}],"enterprise":[{"cluster_id":"{{enterprise}}","cluster_name":"big","availability_mode":"ha","gateway_node_type":"GW-40","db_node_type":"HLX-160","min_instances":3,"max_instances":5,"min_gateway_count":3,"max_gateway_count":3,"min_hyperscale_count":5,"max_hyperscale_count":5,"region":"us-east-1"}]}""",
            await TextAsync($"projects/{project}/clusters"));
        Assert.Equal($$"""{"cluster_id":"{{cluster}}","project_id":"{{project}}","project_name":"orders","workspace_id":"{{person.Workspace}}"}""", await TextAsync($"clusters/{cluster}/project"));
        Assert.Equal($$"""[{"user":{"id":"{{person.User}}","github_id":"*","github_login":"octo","github_name":"Octo","github_email":"o@example.com"},"role":"developer","role_id":"developer"}]""", await TextAsync($"workspaces/{person.Workspace}/members", "github_id"));

        async Task<string> TextAsync(string path, string? masked = null)
        {
            var (status, body) = await person.GetAsync(path);
            Assert.Equal(200, status);
            var text = JsonSerializer.Serialize(body);
            return masked is null ? text : System.Text.RegularExpressions.Regex.Replace(text, $"(\"{masked}\":)(\"[^\"]*\"|\\d+)", "$1\"*\"");
        }
    }

    [Fact]
    public async Task Create_WithoutBilling_Is402()
    {
        var person = await server.CreatePersonAsync(hasBilling: false);

        Assert.Equal(402, (await person.PostAsync($"workspaces/{person.Workspace}/projects", new { name = "p" })).Status);
    }

    [Fact]
    public async Task Create_WrongOrTaken_Is400Or409()
    {
        var person = await server.CreatePersonAsync();
        var project = await person.CreateProjectAsync();
        await person.CreateClusterAsync(project);

        Assert.Equal(400, (await person.PostAsync($"projects/{project}/clusters", new { cluster_name = "a b", build_mode = "debug" })).Status);
        Assert.Equal(409, (await person.PostAsync($"projects/{project}/clusters", new { cluster_name = "prod", build_mode = "dev" })).Status);
        Assert.Equal(409, (await person.PostAsync($"workspaces/{person.Workspace}/projects", new { name = "orders" })).Status);
        Assert.Equal(200, (await person.PostAsync($"workspaces/{person.Workspace}/projects", new { name = "Orders" })).Status);
        Assert.Equal(403, (await person.PostAsync($"projects/{project}/enterprise-clusters", Enterprise())).Status);
        Assert.Equal(400, (await person.PostAsync($"projects/{project}/clusters", new[] { 1 })).Status);
    }

    [Fact]
    public async Task Deploy_ThenSync_GivesBackWhatWasSent()
    {
        var person = await server.CreatePersonAsync();
        var cluster = await person.CreateClusterAsync(await person.CreateProjectAsync());
        Assert.Equal(404, (await person.GetAsync($"clusters/{cluster}/sync")).Status);

        var (answer, events) = await person.StreamAsync(HttpMethod.Post, $"clusters/{cluster}/deploy", CliPerson.Deploy(("users/get.hx", "QUERY get() => RETURN 1")));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(
            ["\"validating_queries\"", """{"building":{"estimated_percentage":0}}""", """{"building":{"estimated_percentage":100}}""", "\"deploying\""], events.Take(4).Select(happened => happened.Data));
        var done = JsonDocument.Parse(events[4].Data).RootElement.GetProperty("done");
        Assert.Equal($"https://{cluster}.clusters.localhost", done.GetProperty("url").GetString());
        Assert.StartsWith("hlxk_", done.GetProperty("auth_key").GetString(), StringComparison.Ordinal);

        var (status, sync) = await person.GetAsync($"clusters/{cluster}/sync");
        Assert.Equal(200, status);
        Assert.Equal(
            """{"schema.hx":"N::User { name: String }","users/get.hx":"QUERY get() => RETURN 1"}""",
            sync.GetProperty("hx_files").ToString().Replace("\\u003E", ">", StringComparison.Ordinal));
        Assert.Equal("[project]\nname = \"orders\"\n", sync.GetProperty("helix_toml").GetString());
        var metadata = sync.GetProperty("file_metadata").GetProperty("users/get.hx");
        Assert.Equal(OrleansSync.Helix.Sources.SourceHash.Of("QUERY get() => RETURN 1"), metadata.GetProperty("sha256").GetString());
        Assert.True(metadata.GetProperty("last_modified_ms").GetInt64() > 1_700_000_000_000);
    }

    [Fact]
    public async Task Deploy_Again_HasNoKeyAndReplacesTheFiles()
    {
        var person = await server.CreatePersonAsync();
        var cluster = await person.CreateClusterAsync(await person.CreateProjectAsync());
        await person.StreamAsync(HttpMethod.Post, $"clusters/{cluster}/deploy", CliPerson.Deploy(("old.hx", "Q")));

        var (_, events) = await person.StreamAsync(HttpMethod.Post, $"clusters/{cluster}/deploy?encoding=internal", CliPerson.Deploy(("new.hx", "Q")));

        Assert.Equal("""{"type":"validating_queries"}""", events[0].Data);
        Assert.Equal($$"""{"type":"done","url":"https://{{cluster}}.clusters.localhost","auth_key":null}""", events[^1].Data);
        Assert.Equal(["new.hx", "schema.hx"], (await person.GetAsync($"clusters/{cluster}/sync")).Body.GetProperty("hx_files").EnumerateObject().Select(file => file.Name));
    }

    [Fact]
    public async Task Deploy_LostCaller_ComesBackToTheRest()
    {
        var person = await server.CreatePersonAsync();
        var cluster = await person.CreateClusterAsync(await person.CreateProjectAsync());
        var (answer, events) = await person.StreamAsync(HttpMethod.Post, $"clusters/{cluster}/deploy", CliPerson.Deploy(("a.hx", "Q")), most: 2);
        var deployment = answer.Headers.GetValues("x-deployment-id").Single();

        var (_, rest) = await person.StreamAsync(HttpMethod.Get, $"clusters/{cluster}/deployments/{deployment}/events", null, lastEventId: events[^1].Id);

        Assert.Equal(["3", "4", "5"], rest.Select(happened => happened.Id));
        // The key may have gone to the stream that was lost; then it is rotated.
        Assert.StartsWith("""{"done":""", rest[^1].Data, StringComparison.Ordinal);
        Assert.Equal(404, (await person.GetAsync($"clusters/{cluster}/deployments/{Missing}/events")).Status);
        var another = await person.CreateClusterAsync(await person.CreateProjectAsync("other"));
        Assert.Equal(404, (await person.GetAsync($"clusters/{another}/deployments/{deployment}/events")).Status);
        Assert.Equal(404, (await person.PostAsync($"clusters/{another}/deployments/{deployment}/cancel", null)).Status);
        Assert.Equal("done", (await person.PostAsync($"clusters/{cluster}/deployments/{deployment}/cancel", null)).Body.GetProperty("stage").GetString());
    }

    [Theory]
    [InlineData("/private/x.hx", "bad_request", "absolute")]
    [InlineData("../x.hx", "bad_request", "..")]
    [InlineData("", "bad_request", "empty")]
    public async Task Deploy_PathThatLeaves_IsAnEventWithTheCause(string path, string kind, string cause)
    {
        var person = await server.CreatePersonAsync();
        var cluster = await person.CreateClusterAsync(await person.CreateProjectAsync());

        var (_, events) = await person.StreamAsync(HttpMethod.Post, $"clusters/{cluster}/deploy", CliPerson.Deploy((path, "Q")));

        Assert.Contains(cause, JsonDocument.Parse(Assert.Single(events).Data).RootElement.GetProperty(kind).GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploy_Nothing_IsRefusedBeforeAnythingIsReplaced()
    {
        var person = await server.CreatePersonAsync();
        var cluster = await person.CreateClusterAsync(await person.CreateProjectAsync());

        var (_, events) = await person.StreamAsync(HttpMethod.Post, $"clusters/{cluster}/deploy", new { schema = "", queries = new { }, env_vars = new { }, instance_name = "prod" });

        Assert.Contains("query_validation_error", events[^1].Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EnterpriseDeploy_OldAndNewCallers_GetWhatTheyRead()
    {
        var person = await server.CreatePersonAsync(WorkspaceType.Enterprise);
        var cluster = await CreateEnterpriseAsync(person, await person.CreateProjectAsync());
        var queries = Convert.ToBase64String("{}"u8);
        var files = new Dictionary<string, string> { ["Cargo.toml"] = "[package]", ["src/main.rs"] = "fn main() {}" };

        var (status, body) = await person.PostAsync(
            $"enterprise-clusters/{cluster}/deploy", new { queries_json_b64 = queries, queries_json_size_bytes = 2, source_files = files, instance_name = "big", helix_toml = "" });
        Assert.Equal(200, status);
        Assert.Contains(cluster, body.GetProperty("s3_key").GetString(), StringComparison.Ordinal);
        Assert.Equal(400, (await person.PostAsync($"enterprise-clusters/{cluster}/deploy", new { queries_json_b64 = "", source_files = files })).Status);
        Assert.Equal(400, (await person.PostAsync($"enterprise-clusters/{cluster}/deploy", new { queries_json_b64 = queries, queries_json_size_bytes = 3, source_files = files })).Status);
        Assert.Equal(400, (await person.PostAsync(
            $"enterprise-clusters/{cluster}/deploy", new { queries_json_b64 = queries, source_files = new Dictionary<string, string> { ["../x.rs"] = "" } })).Status);

        var (_, events) = await person.StreamAsync(HttpMethod.Post, $"enterprise-clusters/{cluster}/deploy", new { rs_files = files, instance_name = "big", helix_toml = "" });
        Assert.Contains("done", events[^1].Data, StringComparison.Ordinal);
        var sync = (await person.GetAsync($"enterprise-clusters/{cluster}/sync")).Body;
        Assert.Equal(JsonSerializer.Serialize(sync.GetProperty("rs_files")), JsonSerializer.Serialize(sync.GetProperty("source_files")));
        Assert.Equal(2, sync.GetProperty("file_metadata").EnumerateObject().Count());
        Assert.Equal(404, (await person.GetAsync($"clusters/{cluster}/sync")).Status);
    }

    [Fact]
    public async Task Key_Rotated_IsANewOne()
    {
        var person = await server.CreatePersonAsync();
        var cluster = await person.CreateClusterAsync(await person.CreateProjectAsync());

        var (status, first) = await person.PostAsync($"clusters/{cluster}/key", null);
        var second = (await person.PostAsync($"clusters/{cluster}/key", null)).Body;

        Assert.Equal(200, status);
        Assert.NotEqual(first.GetProperty("key").GetString(), second.GetProperty("key").GetString());
        // A cluster's key is not a person's.
        Assert.Equal(401, (await (person with { Key = first.GetProperty("key").GetString()! }).GetAsync("workspaces")).Status);
    }

    [Fact]
    public async Task Logs_OfADeploy_AreReadByRangeAndLive()
    {
        var person = await server.CreatePersonAsync();
        var cluster = await person.CreateClusterAsync(await person.CreateProjectAsync());
        await person.StreamAsync(HttpMethod.Post, $"clusters/{cluster}/deploy", CliPerson.Deploy(("a.hx", "Q")));

        var (status, range) = await person.GetAsync($"clusters/{cluster}/logs/range");
        Assert.Equal(200, status);
        Assert.Equal(JsonValueKind.String, range.GetProperty("logs")[0].GetProperty("timestamp").ValueKind);
        Assert.Equal(400, (await person.GetAsync($"clusters/{cluster}/logs/range?start_time=0&end_time=4000")).Status);
        Assert.Equal(400, (await person.GetAsync($"clusters/{cluster}/logs/range?start_time=x")).Status);
        var count = range.GetProperty("logs").GetArrayLength();
        var (_, events) = await person.StreamAsync(HttpMethod.Get, $"clusters/{cluster}/logs/live", null, most: count + 1);
        Assert.Equal("""{"type":"backfill_complete"}""", events[count].Data);
        Assert.All(events.Take(count), happened => Assert.StartsWith("""{"type":"log","message":""", happened.Data, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Login_ForDevelopment_GivesAKeyAndEndsTheLastOne()
    {
        var nobody = new CliPerson(server, "", "", default);
        var (_, first) = await nobody.StreamAsync(HttpMethod.Post, "/github-login", null);
        var (_, second) = await nobody.StreamAsync(HttpMethod.Post, "/github-login", null);

        Assert.StartsWith("""{"user_verification":{"user_code":""", first[0].Data, StringComparison.Ordinal);
        var (before, after) = (KeyOf(first), KeyOf(second));
        Assert.Equal(401, (await (nobody with { Key = before }).GetAsync("workspaces")).Status);
        Assert.Equal("personal", (await (nobody with { Key = after }).GetAsync("workspaces")).Body[0].GetProperty("workspace_type").GetString());

        static string KeyOf(List<(string Id, string Data)> events) => JsonDocument.Parse(events[^1].Data).RootElement.GetProperty("success").GetProperty("key").GetString()!;
    }

    [Fact]
    public async Task Other_HealthAndUnknownCalls_AnswerPlainly()
    {
        var nobody = new CliPerson(server, "", "", default);

        Assert.Equal("OK", await server.Http.GetStringAsync("/health"));
        Assert.Equal(404, (await nobody.GetAsync("no/such/call")).Status);
    }

    private static object Enterprise() => new { cluster_name = "big", availability_mode = "ha", gateway_node_type = "GW-40", db_node_type = "HLX-160", min_gateway_count = 3, max_gateway_count = 3, min_hyperscale_count = 5, max_hyperscale_count = 5 };

    private static async Task<string> CreateEnterpriseAsync(CliPerson person, string project) =>
        (await person.PostAsync($"projects/{project}/enterprise-clusters", Enterprise())).Body.GetProperty("cluster_id").GetString()!;

    private static async Task<string> FillAsync(CliPerson owner, string path)
    {
        var project = path.StartsWith("workspaces", StringComparison.Ordinal) ? "" : await owner.CreateProjectAsync();
        path = path.Replace("{workspace}", owner.Workspace, StringComparison.Ordinal).Replace("{project}", project, StringComparison.Ordinal);
        return path.Contains("{cluster}", StringComparison.Ordinal) ? path.Replace("{cluster}", await owner.CreateClusterAsync(project), StringComparison.Ordinal)
            : path.Contains("{enterprise}", StringComparison.Ordinal) ? path.Replace("{enterprise}", await CreateEnterpriseAsync(owner, project), StringComparison.Ordinal)
            : path;
    }
}
