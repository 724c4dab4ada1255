#pragma warning disable RS0030 // A benchmark prints its table, and measures time.
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using OrleansSync.Bench.Helix;
using OrleansSync.Helix.Client.Cloud;
using OrleansSync.Helix.Client.Push;
using OrleansSync.Helix.Client.Sources;
using OrleansSync.Helix.Client.Sync;
using OrleansSync.Helix.Client.Workspaces;
using OrleansSync.Testing.Postgres;
using OrleansSync.Testing.Server;
using V1 = OrleansSync.V1;

// A sync of a whole source into an empty folder beside git clone of the same tree, and one where nothing changed beside git pull, in turns.
// Ours goes over gRPC to a server of its own process, in a session that is connected, as PowerShell's is; git is a process each time, as a person
// has it, over its file protocol. The last figure starts a process for each of our syncs too. --files N takes another number.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Rounds = 7;
const int PullsOfARound = 5;
if (args is ["--once", var once, var of, var secret])
{
    using var only = GrpcChannel.ForAddress(once);
    await SyncAsync(Path.Combine(of, "mine-0"), new GrpcHelixCloud(With(only, secret), TimeProvider.System), of);
    return 0;
}

var count = Array.IndexOf(args, "--files") is >= 0 and var at ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : 2_000;
var root = Directory.CreateTempSubdirectory("orleanssync-bench").FullName;
await using var database = await TestDatabase.CreateAsync();
await using var server = await ServerProcess.StartAsync(
    ServerProcess.FindProgram(),
    ["--Metastore:ConnectionString", database.ConnectionString, "--Server:DataDirectory", Path.Combine(root, "data"), "--Server:Listen", "http://127.0.0.1:0", "--Silo:Port", $"{FreePort.Find()}"],
    CancellationToken.None);
var key = (await File.ReadAllTextAsync(Path.Combine(root, "data", "admin.key"))).Trim();
using var channel = GrpcChannel.ForAddress(server.Address);
var calls = With(channel, key);
var cloud = new GrpcHelixCloud(calls, TimeProvider.System);
await DeployAsync();

var (first, unchanged, alone) = (new List<(double, double)>(), new List<(double, double)>(), new List<(double, double)>());
for (var round = 0; round <= Rounds; round++)
{
    var (mine, theirs) = (Path.Combine(root, $"mine-{round}"), Path.Combine(root, $"theirs-{round}"));
    Directory.CreateDirectory(mine);
    var figures = (Mine: await TimeAsync(() => SyncAsync(mine, cloud, root)), Theirs: await TimeAsync(() => GitAsync(root, "clone", "-q", $"file://{root}/bare", theirs)));
    for (var pull = 0; pull < PullsOfARound; pull++)
    {
        var again = (Mine: await TimeAsync(() => SyncAsync(mine, cloud, root)), Theirs: await TimeAsync(() => GitAsync(theirs, "pull", "-q")));
        if (round > 0)
        {
            unchanged.Add(again);
        }
    }

    var cold = (
        Mine: await TimeAsync(() => RunAsync(Environment.ProcessPath!, ".", [.. OwnArguments(), "--once", server.Address.ToString(), root, key])), // Not null on the systems that run this.
        Theirs: await TimeAsync(() => GitAsync(theirs, "pull", "-q")));
    var (written, cloned) = (Count(Path.Combine(mine, "db")), Count(Path.Combine(theirs, "db")));
    if (written != count || cloned != count)
    {
        throw new InvalidOperationException($"{written} and {cloned} files were written instead of {count}.");
    }

    if (round > 0)
    {
        first.Add(figures); // The first round warms both up.
        alone.Add(cold);
    }
}

var report = new Report(
    await GitAsync(".", "describe", "--always", "--dirty"), DateTime.UtcNow.ToString("yyyy-MM-dd"), $"{Environment.ProcessorCount} cores", count,
    Report.Figure.Of("first sync", "git clone", first), Report.Figure.Of("sync, nothing changed", "git pull", unchanged),
    Report.Figure.Of("sync, nothing changed, a process each", "git pull", alone));
var folder = Directory.CreateDirectory(Path.Combine(await GitAsync(".", "rev-parse", "--show-toplevel"), "artifacts", "bench")).FullName;
await File.WriteAllTextAsync(Path.Combine(folder, "helix.json"), JsonSerializer.Serialize(report, ReportJson.Default.Report));
foreach (var figure in new[] { report.First, report.Unchanged, report.Alone })
{
    Console.WriteLine($"{figure.Subject} of {count} files: {figure.Own.Order().ElementAt(figure.Own.Count / 2):0.000} s, {figure.Baseline} {figure.Base.Order().ElementAt(figure.Base.Count / 2):0.000} s; {figure.Ratio:0.00} times the baseline's ({figure.RatioLow:0.00} to {figure.RatioHigh:0.00}).");
}

Directory.Delete(root, recursive: true);
return 0;

async Task DeployAsync()
{
    var workspace = await new V1.Workspaces.WorkspacesClient(calls).CreateWorkspaceAsync(
        new V1.CreateWorkspaceRequest { Workspace = new V1.Workspace { Name = "bench", UrlSlug = "bench", Type = V1.WorkspaceType.Personal } });
    var project = await cloud.CreateProjectAsync(workspace.Id, "bench", CancellationToken.None);
    var cluster = await cloud.CreateClusterAsync(project.Id, "prod", "", OrleansSync.Helix.Projects.BuildMode.Dev, CancellationToken.None);
    var source = Path.Combine(root, "source");
    Directory.CreateDirectory(source);
    await File.WriteAllTextAsync(Path.Combine(source, "helix.toml"), $"[project]\nname = \"bench\"\nqueries = \"db\"\n\n[cloud.prod.helix]\ncluster_id = \"{cluster.Id}\"\n");
    var random = new Random(1);
    for (var number = 0; number < count; number++)
    {
        var path = Path.Combine(source, "db", $"part{number % 40}", $"q{number}.hx");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, string.Join('\n', Enumerable.Range(0, 40).Select(line => $"QUERY q{number}_{line}(x: I{random.Next(1000)}) => RETURN {random.Next()}")));
    }

    await new ProjectPush(cloud, new Silent()).RunAsync(source, "prod", isDev: false, CancellationToken.None);
    await GitAsync(source, "init", "-q");
    await GitAsync(source, "add", ".");
    await GitAsync(source, "-c", "user.name=bench", "-c", "user.email=bench@localhost", "commit", "-q", "-m", "x");
    await GitAsync(root, "clone", "-q", "--bare", source, Path.Combine(root, "bare"));
}

static Task<SyncReport> SyncAsync(string target, IHelixCloud cloud, string root) => new ProjectSync(
    cloud, new Silent(), new WorkspaceSelector(cloud, new Silent(), Path.Combine(root, "config")), new StampCache(Path.Combine(root, "stamps")))
    .RunAsync(new SyncOptions(target, null), CancellationToken.None);

static CallInvoker With(GrpcChannel channel, string key) => channel.Intercept(headers =>
{
    headers.Add("authorization", "Bearer " + key);
    return headers;
});

// Started by the dotnet host, the process needs to be told which program it is.
static string[] OwnArguments() => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(Report).Assembly.Location] : [];

static async Task<double> TimeAsync<T>(Func<Task<T>> work)
{
    var watch = Stopwatch.StartNew();
    await work();
    return watch.Elapsed.TotalSeconds;
}

static int Count(string folder) => Directory.EnumerateFiles(folder, "*.hx", SearchOption.AllDirectories).Count();

static Task<string> GitAsync(string folder, params string[] arguments) => RunAsync("git", folder, arguments);

static async Task<string> RunAsync(string program, string folder, string[] arguments)
{
    using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true })!; // Not null: no shell is used.
    var output = await process.StandardOutput.ReadToEndAsync();
    await process.WaitForExitAsync();
    return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"{program} {arguments[0]} failed.");
}
