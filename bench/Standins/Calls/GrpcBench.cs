using System.Diagnostics;
using System.Globalization;
using Grpc.Net.Client;
using OrleansSync.Bench.Standins.Wire;

namespace OrleansSync.Bench.Standins.Calls;

/// <summary>Unary calls of one client to our server and to one of grpc-js, each in a process of its own; the servers' processor time counts.</summary>
internal static class GrpcBench
{
    private const int Rows = 500;
    private const int Rounds = 5;

    public static async Task<IReadOnlyList<Figure>> RunAsync(string modules)
    {
        using var ours = Start(Environment.ProcessPath!, [.. Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? [typeof(GrpcBench).Assembly.Location] : Array.Empty<string>(), "--serve"]);
        using var theirs = Start("node", [Path.Combine(AppContext.BaseDirectory, "server.cjs"), modules, Path.Combine(AppContext.BaseDirectory, "rows.proto")]);
        using var toOurs = await ConnectAsync(ours);
        using var toTheirs = await ConnectAsync(theirs);
        var small = new ApplyRequest { Rows = { RowOf(1) } };
        var large = new ApplyRequest { Rows = { Enumerable.Range(0, Rows).Select(RowOf) } };
        List<Figure> figures = [await MeasureAsync("unary call, 1 row", small, 8_000), await MeasureAsync($"unary call, {Rows} rows", large, 960)];
        ours.StandardInput.Close();
        theirs.StandardInput.Close();
        await Task.WhenAll(ours.WaitForExitAsync(), theirs.WaitForExitAsync());
        return figures;

        Task<Figure> MeasureAsync(string name, ApplyRequest request, int calls) => Figure.MeasureAsync(name, "grpc-js", Rounds, () => RunAsync(ours, toOurs, request, calls), () => RunAsync(theirs, toTheirs, request, calls));
    }

    private static Task<Sample> RunAsync(Process server, GrpcChannel channel, ApplyRequest request, int calls)
    {
        var client = new Rows.RowsClient(channel);
        return Load.RunAsync(server, calls, () => client.ApplyAsync(request).ResponseAsync);
    }

    private static Process Start(string program, IEnumerable<string> arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true }) ?? throw new InvalidOperationException($"{program} did not start.");

    private static async Task<GrpcChannel> ConnectAsync(Process server) =>
        GrpcChannel.ForAddress($"http://127.0.0.1:{int.Parse(await server.StandardOutput.ReadLineAsync() ?? "", CultureInfo.InvariantCulture)}");

    private static Row RowOf(int number) => new() { Key = $"row-{number}", Name = $"The name of row {number}", Amount = number * 1.5, Changed = 1_700_000_000 + number, Note = "A note of some words, as people write them." };
}
