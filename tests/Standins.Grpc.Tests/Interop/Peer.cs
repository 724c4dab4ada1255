using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Standins.Tests.Hosting;

namespace Standins.Tests.Interop;

/// <summary>A process of node with grpc-js, an implementation that shares no code with ours.</summary>
internal sealed class Peer : IAsyncDisposable
{
    private static readonly string Root = FindRoot();
    private readonly Process process;
    private readonly SemaphoreSlim turn = new(1);
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> waiting = new();
    private int last;

    private Peer(Process process) => this.process = process;

    /// <summary>Why it cannot run here, or null.</summary>
    public static string? WhyNot { get; } = !Directory.Exists(Path.Combine(Root, "node_modules", "@grpc", "grpc-js"))
        ? "node's packages are not installed; 'dotnet run eng/build.cs -- test' installs them, or 'npm ci' in the repository's folder."
        : Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "node.exe" : "node")))
            ? null
            : "node is not on the PATH.";

    public static Peer Start()
    {
        var folder = Path.Combine(Root, "tests", "Standins.Grpc.Tests");
        var start = new ProcessStartInfo("node", [Path.Combine(folder, "Interop", "peer.cjs"), Path.Combine(folder, "Protos")]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        var peer = new Peer(Process.Start(start) ?? throw new InvalidOperationException("node did not start."));
        peer.process.OutputDataReceived += (_, line) => peer.Receive(line.Data);
        peer.process.BeginOutputReadLine();
        return peer;
    }

    /// <summary>One call of grpc-js; ends with its status.</summary>
    public async Task<Seen> CallAsync(string method, Uri address, object? more = null) =>
        (await SendAsync("call", new { method, address = address.Authority }, more)).Deserialize<Seen>(JsonSerializerOptions.Web)!; // A call has a status.

    /// <summary>Starts a server of grpc-js and tells its address.</summary>
    public async Task<Uri> ServeAsync(object? more = null, bool tls = false) => new($"{(tls ? "https" : "http")}://127.0.0.1:{await SendAsync("serve", new { }, more)}");

    /// <summary>Waits until something has happened there.</summary>
    public Task EventAsync(string name) => SendAsync("event", new { @event = name });

    public async Task<JsonElement> SendAsync(string op, object spec, object? more = null)
    {
        var id = Interlocked.Increment(ref last);
        var line = JsonSerializer.SerializeToNode(spec)!.AsObject(); // An object with members.
        foreach (var (name, value) in more is null ? [] : JsonSerializer.SerializeToNode(more)!.AsObject())
        {
            line[name] = value?.DeepClone();
        }

        (line["id"], line["op"]) = (id, op);
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[id] = answer;
        await turn.WaitAsync().InTime();
        try
        {
            await process.StandardInput.WriteLineAsync(line.ToJsonString());
            await process.StandardInput.FlushAsync();
        }
        finally
        {
            turn.Release();
        }

        return await answer.Task.InTime();
    }

    public void Kill() => process.Kill();

    public async ValueTask DisposeAsync()
    {
        await process.StandardInput.DisposeAsync();
        using var patience = new CancellationTokenSource(Limits.Wait);
        await process.WaitForExitAsync(patience.Token);
        process.Dispose();
        turn.Dispose();
    }

    private void Receive(string? line)
    {
        if (line is null)
        {
            return;
        }

        var answer = JsonDocument.Parse(line).RootElement;
        var waiter = waiting[answer.GetProperty("id").GetInt32()];
        if (answer.TryGetProperty("error", out var error))
        {
            waiter.TrySetException(new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The peer failed: {error}")));
        }
        else
        {
            waiter.TrySetResult(answer.GetProperty("result"));
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OrleansSync.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
