using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using OrleansSync.Bench.Push;
using OrleansSync.Bench.SharePoint;

// A push beside a bare $batch loop of Microsoft's client of node, and beside COPY. --rows N takes another number of rows, --million adds a push of a million, --first, --later, --equal, --latency and --small measure that alone.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case [Tenant.Verb]:
        await Tenant.ServeAsync(isSmall: false);
        return 0;
    case [Tenant.SmallVerb]:
        await Tenant.ServeAsync(isSmall: true);
        return 0;
}

var root = new DirectoryInfo(AppContext.BaseDirectory);
while (root is not null && !File.Exists(Path.Combine(root.FullName, "OrleansSync.sln")))
{
    root = root.Parent;
}

var folder = root?.FullName ?? Environment.CurrentDirectory;
var modules = Path.Combine(folder, "node_modules");
if (!Directory.Exists(Path.Combine(modules, "@microsoft", "microsoft-graph-client")))
{
    Console.WriteLine("Skipped: node's packages are not installed; run npm ci.");
    return 0;
}

var rows = Array.IndexOf(args, "--rows") is >= 0 and var at ? int.Parse(args[at + 1]) : 100_000;
using var tenant = await Tenant.StartAsync(isSmall: false);
using var raw = Child.Start("node", Path.Combine(AppContext.BaseDirectory, "raw.cjs"), modules);
await tenant.PrepareAsync(raw, batchSize: 20, inFlight: 4);
await using var product = await Product.StartAsync();
var lines = await new Measurement(product, tenant, raw, rows).RunAsync(args.Where(arg => arg is "--first" or "--later" or "--equal" or "--latency" or "--small" or "--million").Select(arg => arg[2..]).ToHashSet());
var report = new Report(await GitAsync("describe", "--always", "--dirty"), DateTime.UtcNow.ToString("yyyy-MM-dd"), $"{Environment.ProcessorCount} cores", rows, lines);
Console.WriteLine("| | Measure | Own | Beside | Its | Ratio (spread) | Goal |");
Console.WriteLine("| --- | --- | ---: | --- | ---: | ---: | --- |");
lines.ForEach(Console.WriteLine);
var results = Directory.CreateDirectory(Path.Combine(folder, "artifacts", "bench")).FullName;
await File.WriteAllTextAsync(Path.Combine(results, "push.json"), JsonSerializer.Serialize(report, BenchJson.Default.Report));
await File.WriteAllTextAsync(Path.Combine(results, "push.svg"), Chart.Draw(report));
return 0;

static async Task<string> GitAsync(params string[] arguments)
{
    using var process = Process.Start(new ProcessStartInfo("git", arguments) { RedirectStandardOutput = true })!; // Not null: no shell is used.
    var output = await process.StandardOutput.ReadToEndAsync();
    await process.WaitForExitAsync();
    return output.Trim();
}
