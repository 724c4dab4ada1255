using System.Globalization;
using System.Text.Json;
using OrleansSync.Bench.SharePoint;

// What a row costs our client beside a bare loop over Microsoft's client of node. --rows N takes another number of rows a round.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["serve-emulator"]:
        await EmulatorProcess.RunAsync();
        return 0;
    case ["client"]:
        await OurClient.RunAsync();
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

var rows = Array.IndexOf(args, "--rows") is >= 0 and var at ? int.Parse(args[at + 1]) : 4000;
using var measurement = new Measurement(modules);
var figures = await measurement.RunAsync(rows);
Console.WriteLine($"Beside $batch and delta by @microsoft/microsoft-graph-client on node, {rows} rows a round, 20 writes a batch, 4 batches in flight, pages of 500; the emulator has one core.");
Console.WriteLine($"{"",-12} {"delay",7} {"us CPU",9} {"its",9} {"ratio",7} {"spread",13} {"rows/s",9} {"its",9} {"ratio",7} {"bytes/row",9} {"conn.",5} {"its",5}");
figures.ForEach(Console.WriteLine);
var results = Directory.CreateDirectory(Path.Combine(folder, "artifacts", "bench"));
await File.WriteAllTextAsync(Path.Combine(results.FullName, "sharepoint.json"), JsonSerializer.Serialize(figures, BenchJson.Default.ListFigure));
return 0;
