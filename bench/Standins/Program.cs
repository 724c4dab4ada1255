using System.Text.Json;
using OrleansSync.Bench.Standins;
using OrleansSync.Bench.Standins.Calls;
using OrleansSync.Bench.Standins.Grains;

if (args is ["--serve"])
{
    await Server.RunAsync();
    return 0;
}

var root = new DirectoryInfo(AppContext.BaseDirectory);
while (root is not null && !File.Exists(Path.Combine(root.FullName, "OrleansSync.sln")))
{
    root = root.Parent;
}

var folder = root?.FullName ?? Environment.CurrentDirectory;
var modules = Path.Combine(folder, "node_modules");
List<Figure> figures = [.. await GrainBench.RunAsync()];
if (Directory.Exists(Path.Combine(modules, "@grpc", "grpc-js")))
{
    figures.AddRange(await GrpcBench.RunAsync(modules));
}
else
{
    Console.WriteLine("Skipped the calls beside grpc-js: node's packages are not installed.");
}

Console.WriteLine($"{"",-34} {"calls/s",10} {"us CPU",10}   {"beside",-22} {"calls/s",10} {"us CPU",10}   {"ratio",6} of processor time a call (least-greatest)");
figures.ForEach(Console.WriteLine);
var results = Directory.CreateDirectory(Path.Combine(folder, "artifacts", "bench"));
await File.WriteAllTextAsync(Path.Combine(results.FullName, "standins.json"), JsonSerializer.Serialize(figures, new JsonSerializerOptions { WriteIndented = true }));
return 0;
