using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OrleansSync.Helix.Tests.Artifacts;

/// <summary>Stands before a server: passes each connection on, or does to it what the test asks for.</summary>
internal sealed class FaultyGate : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly int target;
    private readonly Task accepting;

    public FaultyGate(int target)
    {
        this.target = target;
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>What the next connections get in place of the server.</summary>
    public enum Fault
    {
        None,
        SlowDown,
        Refused,
        Reset,
        CutAnswer,
        Canned,
    }

    /// <summary>What the next connections get, one each.</summary>
    public Queue<string> Answers { get; } = [];

    /// <summary>The beginnings of the requests that got canned answers.</summary>
    public List<string> Requests { get; } = [];

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public Fault Next { get; set; }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                open.Add(ServeAsync(await listener.AcceptTcpClientAsync(stop.Token), Next));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient client, Fault fault)
    {
        using var _ = client;
        try
        {
            var stream = client.GetStream();
            switch (fault)
            {
                case Fault.SlowDown:
                    await AnswerAsync(stream, "503 Slow Down", "<Error><Code>SlowDown</Code><Message>later</Message></Error>");
                    return;
                case Fault.Refused:
                    await AnswerAsync(stream, "403 Forbidden", "<Error><Code>AccessDenied</Code><Message>no</Message></Error>");
                    return;
                case Fault.Canned:
                    await AnswerAsync(stream, "200 OK", Answers.Dequeue());
                    return;
                case Fault.Reset:
                    await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, stop.Token);
                    client.LingerState = new LingerOption(enable: true, seconds: 0);
                    return;
                case Fault.CutAnswer:
                    await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, stop.Token);
                    await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort"), stop.Token);
                    return;
                default:
                    await ForwardAsync(stream);
                    return;
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // The other side went away, or the test is over.
        }
    }

    private async Task AnswerAsync(NetworkStream stream, string status, string body)
    {
        var request = new byte[65536];
        Requests.Add(Encoding.ASCII.GetString(request, 0, await stream.ReadAtLeastAsync(request, 1, throwOnEndOfStream: false, stop.Token)));
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: application/xml\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"), stop.Token);
    }

    private async Task ForwardAsync(NetworkStream stream)
    {
        using var server = new TcpClient();
        await server.ConnectAsync(IPAddress.Loopback, target, stop.Token);
        var behind = server.GetStream();
        await Task.WhenAny(stream.CopyToAsync(behind, stop.Token), behind.CopyToAsync(stream, stop.Token));
    }
}
