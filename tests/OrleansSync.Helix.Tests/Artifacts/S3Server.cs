using System.Diagnostics;
using System.Net.Sockets;
using OrleansSync.Helix.Artifacts;
using OrleansSync.Testing.Server;

namespace OrleansSync.Helix.Tests.Artifacts;

/// <summary>An S3-compatible server of its own process, with one empty bucket, on a free port.</summary>
internal sealed class S3Server : IAsyncDisposable
{
    private readonly Process process;
    private readonly string folder;

    private S3Server(Process process, string folder, int port) => (this.process, this.folder, Port) = (process, folder, port);

    public int Port { get; }

    public static string? FindProgram()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var program = Path.Combine(directory.FullName, "node_modules", "s3rver", "bin", "s3rver.js");
            if (File.Exists(program))
            {
                return program;
            }
        }

        return null;
    }

    public static async Task<S3Server> StartAsync()
    {
        var program = FindProgram() ?? throw new InvalidOperationException("s3rver is not installed; run npm install in the repository.");
        var folder = Path.Combine(Path.GetTempPath(), "orleanssync-s3-" + Path.GetRandomFileName());
        var port = FreePort.Find();
        var start = new ProcessStartInfo("node", ["--no-deprecation", program, "-d", folder, "-a", "127.0.0.1", "-p", $"{port}", "--silent", "--configure-bucket", "artifacts"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("node could not be started.");
        var errors = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        var server = new S3Server(process, folder, port);
        for (var attempt = 0; attempt < 200; attempt++)
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"s3rver ended: {await errors}");
            }

            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", port);
                return server;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            }
        }

        await server.DisposeAsync();
        throw new InvalidOperationException("s3rver did not listen within 10 s.");
    }

    public S3Options Options(int? port = null) => new()
    {
        Bucket = "artifacts",
        Endpoint = $"http://127.0.0.1:{port ?? Port}",
        AccessKeyId = "S3RVER",
        SecretAccessKey = "S3RVER",
        Prefix = "helix/",
        RetriesMax = 0,
        Timeout = TimeSpan.FromSeconds(10),
    };

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
