using System.Text.Json;
using OrleansSync.Helix.Workspaces;

namespace OrleansSync.Server.Tests.HelixCli;

/// <summary>
/// Every call that the source of the Helix CLI makes, at the tags v2.2.9 and v2.3.5, as it makes them. What it must find in an answer is written
/// as its types are: s a text, u a number without a sign, f a number, b true or false, ? may be absent or null.
/// </summary>
public sealed class CliWireTests(CliServer server) : IClassFixture<CliServer>
{
    private const string Config = """{"bm25":true,"db_max_size_gb":20,"embedding_model":"text-embedding-ada-002","graph_config":{"secondary_indices":null},"graphvis_node_label":null,"mcp":true,"schema":null,"vector_config":{"ef_construction":128,"ef_search":768,"m":16}}""";

    [Theory]
    [InlineData("v2.2.9")]
    [InlineData("v2.3.5")]
    public async Task Cli_LogInAndLookAround_FindsWhatItReads(string version)
    {
        var isLater = version == "v2.3.5";
        var stranger = Wire("");
        Assert.Equal((200, "OK"), await stranger.SendAsync("GET", "/health"));
        var login = await stranger.StreamAsync("POST", "/github-login");
        Has(login[0].GetProperty("user_verification"), "user_code:s verification_uri:s");
        Has(login[^1].GetProperty("success"), "key:s user_id:s");
        var cli = Wire(login[^1].GetProperty("success").GetProperty("key").GetString()!);

        var workspace = (await AllAsync(cli, "/api/cli/workspaces", "id:s name:s url_slug:s workspace_type:s?"))[0].GetProperty("id").GetString();
        Has(await OkAsync(cli, "GET", $"/api/cli/workspaces/{workspace}/billing"), "has_billing:b workspace_type:s plan:s");
        var project = (await OkAsync(cli, "POST", $"/api/cli/workspaces/{workspace}/projects", $$"""{"name":"{{version}}"}""")).GetProperty("id").GetString();
        Assert.Contains(await AllAsync(cli, $"/api/cli/workspaces/{workspace}/projects", "id:s name:s"), one => one.GetProperty("name").GetString() == version);
        var cluster = (await OkAsync(cli, "POST", $"/api/cli/projects/{project}/clusters", """{"build_mode":"release","cluster_name":"prod"}""")).GetProperty("cluster_id").GetString();

        var clusters = await OkAsync(cli, "GET", $"/api/cli/projects/{project}/clusters");
        Has(clusters, "project_id:s project_name:s");
        Has(clusters.GetProperty("standard")[0], "cluster_id:s cluster_name:s build_mode:s max_memory_gb:u max_vcpus:f");
        Assert.Equal(0, clusters.GetProperty("enterprise").GetArrayLength());
        var everywhere = await OkAsync(cli, "GET", $"/api/cli/workspaces/{workspace}/clusters");
        Has(everywhere.GetProperty("standard")[0], isLater ? "cluster_id:s cluster_name:s project_id:s project_name:s" : "cluster_id:s cluster_name:s project_name:s");
        Has(await OkAsync(cli, "GET", $"/api/cli/clusters/{cluster}/project"), "cluster_id:s project_id:s project_name:s workspace_id:s");
        var none = await cli.AskAsync("GET", $"/api/cli/clusters/{cluster}/sync");
        Assert.Equal(404, none.Status);
        Has(none.Json, "error:s");
        if (isLater)
        {
            Has(await OkAsync(cli, "GET", $"/api/cli/projects/{project}"), "id:s name:s workspace_id:s workspace_name:s workspace_slug:s");
            var member = (await AllAsync(cli, $"/api/cli/workspaces/{workspace}/members", "role:s role_id:s"))[0];
            Has(member.GetProperty("user"), "id:s github_id:u github_login:s github_name:s github_email:s");
            Has(await OkAsync(cli, "POST", $"/api/cli/clusters/{cluster}/key"), "key:s warning:s?");
        }
    }

    [Theory]
    [InlineData("v2.2.9")]
    [InlineData("v2.3.5")]
    public async Task Cli_PushSyncAndLogs_FindsWhatItReads(string version)
    {
        var person = await server.CreatePersonAsync();
        var cli = Wire(person.Key);
        var cluster = await person.CreateClusterAsync(await person.CreateProjectAsync());

        var events = await cli.StreamAsync("POST", $"/api/cli/clusters/{cluster}/deploy", Deploy(version, cluster, "release"));
        var again = await cli.StreamAsync("POST", $"/api/cli/clusters/{cluster}/deploy", Deploy(version, cluster, "release", overridden: "dev"));

        Assert.Equal(
            ["validating_queries", "building", "building", "deploying", "done"],
            events.Select(one => one.ValueKind is JsonValueKind.String ? one.GetString() : one.EnumerateObject().Single().Name));
        Has(events[1].GetProperty("building"), "estimated_percentage:u");
        Has(events[^1].GetProperty("done"), "url:s auth_key:s");
        Has(again[^1].GetProperty("done"), "url:s auth_key:s?");
        Assert.Equal(["Dev", "Release"], await ModesAsync(cluster));
        var sync = await OkAsync(cli, "GET", $"/api/cli/clusters/{cluster}/sync");
        Assert.Equal("QUERY get() => RETURN 1", sync.GetProperty("hx_files").GetProperty("users/get.hx").GetString());
        Has(sync, "helix_toml:s?");
        Has(sync.GetProperty("file_metadata").GetProperty("schema.hx"), "sha256:s? last_modified_ms:u?");
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var range = await OkAsync(cli, "GET", $"/api/cli/clusters/{cluster}/logs/range?start_time={now - 900}&end_time={now + 5}");
        Has(range.GetProperty("logs")[0], version == "v2.2.9" ? "message:s severity:s? timestamp:s" : "message:s severity:s? timestamp:s?");
        var live = await cli.StreamAsync("GET", $"/api/cli/clusters/{cluster}/logs/live", until: "backfill_complete");
        Has(live[0], "type:s message:s severity:s? timestamp:s?");
    }

    [Fact]
    public async Task Cli_DifferentModeInTheFile_IsBuiltAndTold()
    {
        var person = await server.CreatePersonAsync();
        var cluster = await person.CreateClusterAsync(await person.CreateProjectAsync());

        var events = await Wire(person.Key).StreamAsync("POST", $"/api/cli/clusters/{cluster}/deploy", Deploy("v2.3.5", cluster, "dev"));

        Assert.Contains("helix.toml has the build mode dev, the cluster release", events[1].GetProperty("log").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("done", events[^1].EnumerateObject().Single().Name);
        Assert.Equal(["Dev"], await ModesAsync(cluster));
        Assert.Equal("release", await ClusterModeAsync(person, cluster));
    }

    [Theory]
    [InlineData("\"m\":16", "\"m\":\"many\"", "runtime_config.vector_config.m")]
    [InlineData("\"m\":16", "\"m\":0", "runtime_config.vector_config.m")]
    [InlineData("\"mcp\":true", "\"mcp\":1", "runtime_config.mcp")]
    [InlineData("\"secondary_indices\":null", "\"secondary_indices\":[{\"Other\":\"x\"}]", "runtime_config.graph_config.secondary_indices")]
    [InlineData(Config, "[]", "runtime_config: is not an object")]
    [InlineData("\"ef_search\":768", "\"ef_search\":100", "is not what helix_toml has for 'prod'")]
    [InlineData("\"build_mode\":\"release\"", "\"build_mode\":\"debug\"", "use dev")]
    [InlineData("\"build_mode\":\"release\"", "\"build_mode\":\"dev\"", "helix_toml has another one")]
    public async Task Cli_WrongSettings_AreRefusedByName(string right, string wrong, string named)
    {
        var person = await server.CreatePersonAsync();
        var cluster = await person.CreateClusterAsync(await person.CreateProjectAsync());
        var body = Deploy("v2.3.5", cluster, "release");
        Assert.Contains(right, body, StringComparison.Ordinal);

        var events = await Wire(person.Key).StreamAsync("POST", $"/api/cli/clusters/{cluster}/deploy", body.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Contains(named, Assert.Single(events).GetProperty("bad_request").GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Empty(await ModesAsync(cluster));
    }

    [Theory]
    [InlineData("v2.2.9")]
    [InlineData("v2.3.5")]
    public async Task Cli_EnterpriseCluster_FindsWhatItReads(string version)
    {
        var isLater = version == "v2.3.5";
        var person = await server.CreatePersonAsync(WorkspaceType.Enterprise);
        var (cli, project) = (Wire(person.Key), await person.CreateProjectAsync());
        var shape = isLater
            ? """{"cluster_name":"big","availability_mode":"ha","gateway_node_type":"GW-40","db_node_type":"HLX-160","min_gateway_count":3,"max_gateway_count":3,"min_hyperscale_count":5,"max_hyperscale_count":5}"""
            : """{"availability_mode":"ha","cluster_name":"big","db_node_type":"HLX-160","gateway_node_type":"GW-40","max_instances":5,"min_instances":3}""";
        var cluster = (await OkAsync(cli, "POST", $"/api/cli/projects/{project}/enterprise-clusters", shape)).GetProperty("cluster_id").GetString();

        var listed = (await OkAsync(cli, "GET", $"/api/cli/projects/{project}/clusters")).GetProperty("enterprise")[0];
        Has(listed, "cluster_id:s cluster_name:s availability_mode:s gateway_node_type:s db_node_type:s min_instances:u max_instances:u");
        Assert.Equal((3, 5), (listed.GetProperty("min_instances").GetInt32(), listed.GetProperty("max_instances").GetInt32()));
        Has(
            (await OkAsync(cli, "GET", $"/api/cli/workspaces/{person.Workspace}/clusters")).GetProperty("enterprise")[0],
            isLater ? "cluster_id:s cluster_name:s project_id:s project_name:s availability_mode:s" : "cluster_id:s cluster_name:s project_name:s availability_mode:s");
        if (isLater)
        {
            Has(await OkAsync(cli, "GET", $"/api/cli/enterprise-clusters/{cluster}/project"), "cluster_id:s project_id:s project_name:s workspace_id:s");
            var body = """{"helix_toml":"[project]\nname = \"orders\"\n","instance_name":"big","queries_json_b64":"e30=","queries_json_size_bytes":2,"source_files":{"Cargo.toml":"[package]","src/main.rs":"fn main() {}"}}""";
            Has(await OkAsync(cli, "POST", $"/api/cli/enterprise-clusters/{cluster}/deploy", body), "s3_key:s?");
        }
        else
        {
            var body = """{"helix_toml":"[project]\nname = \"orders\"\n","instance_name":"big","rs_files":{"src/main.rs":"fn main() {}"}}""";
            Has((await cli.StreamAsync("POST", $"/api/cli/enterprise-clusters/{cluster}/deploy", body))[^1].GetProperty("done"), "url:s auth_key:s?");
        }

        var sync = await OkAsync(cli, "GET", $"/api/cli/enterprise-clusters/{cluster}/sync");
        Assert.Equal("fn main() {}", sync.GetProperty(isLater ? "source_files" : "rs_files").GetProperty("src/main.rs").GetString());
        Has(sync, "helix_toml:s?");
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        Has(await OkAsync(cli, "GET", $"/api/cli/enterprise-clusters/{cluster}/logs/range?start_time={now - 900}&end_time={now + 5}"), "logs:a");
    }

    private CliWire Wire(string key) => new(server.Http.BaseAddress!, key);

    // What the CLI makes of its project file: pruned to the instance, all tables written, defaults left out.
    private static string Deploy(string version, string cluster, string mode, string? overridden = null)
    {
        var id = version == "v2.3.5" ? """id = \"0198c5f2-6a10-7c3e-9d4b-2f1e8a7b6c5d\"\n""" : "";
        var toml = $"""[project]\n{id}name = \"orders\"\nqueries = \"./db/\"\ncontainer_runtime = \"docker\"\n\n[local]\n\n[cloud.prod.helix]\ncluster_id = \"{cluster}\"\nregion = \"us-east-1\"\nbuild_mode = \"{mode}\"\n\n[cloud.prod.helix.env_vars]\nKEY = \"value\"\n\n[enterprise]\n""";
        var overrides = overridden is null ? "null" : $"\"{overridden}\"";
        const string Source = "\"queries\":{\"users/get.hx\":\"QUERY get() => RETURN 1\"}";
        const string Schema = "\"schema\":\"N::User { name: String }\"";
        return version == "v2.3.5"
            ? $$"""{"build_mode":"{{mode}}","build_mode_override":{{overrides}},"env_vars":{"KEY":"value"},"helix_toml":"{{toml}}","instance_name":"prod",{{Source}},"runtime_config":{{Config}},{{Schema}}}"""
            : $$"""{"build_mode_override":{{overrides}},"env_vars":{"KEY":"value"},"helix_toml":"{{toml}}","instance_name":"prod",{{Source}},{{Schema}}}""";
    }

    private async Task<string[]> ModesAsync(string cluster) =>
        [.. (await new V1.Deployments.DeploymentsClient(server.Server.Admin).ListDeploymentsAsync(new V1.ListDeploymentsRequest { ClusterId = cluster })).Deployments.Select(one => one.BuildMode.ToString())];

    private static async Task<string?> ClusterModeAsync(CliPerson person, string cluster)
    {
        var project = (await person.GetAsync($"clusters/{cluster}/project")).Body.GetProperty("project_id").GetString();
        return (await person.GetAsync($"projects/{project}/clusters")).Body.GetProperty("standard")[0].GetProperty("build_mode").GetString();
    }

    private static async Task<JsonElement> OkAsync(CliWire cli, string method, string path, string? body = null)
    {
        var (status, json) = await cli.AskAsync(method, path, body);
        Assert.True(status == 200, $"{method} {path}: {status} {json}");
        return json;
    }

    private static async Task<JsonElement[]> AllAsync(CliWire cli, string path, string shape)
    {
        var all = (await OkAsync(cli, "GET", path)).EnumerateArray().ToArray();
        Assert.NotEmpty(all);
        Assert.All(all, one => Has(one, shape));
        return all;
    }

    private static void Has(JsonElement json, string shape)
    {
        foreach (var (name, type) in shape.Split(' ').Select(field => (field.Split(':')[0], field.Split(':')[1])))
        {
            var isThere = json.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null;
            Assert.True(isThere || type.EndsWith('?'), $"{name} is missing in {json}");
            Assert.True(!isThere || IsA(value, type[0]), $"{name} is no {type} in {json}");
        }
    }

    private static bool IsA(JsonElement value, char type) => type switch
    {
        's' => value.ValueKind is JsonValueKind.String,
        'b' => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        'a' => value.ValueKind is JsonValueKind.Array,
        'f' => value.ValueKind is JsonValueKind.Number,
        _ => value.ValueKind is JsonValueKind.Number && value.TryGetUInt64(out _),
    };
}
