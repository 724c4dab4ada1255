using System.Net;
using System.Net.Sockets;

namespace OrleansSync.Postgres.Tests.Fixtures;

/// <summary>
/// Stands between a server and its PostgreSQL and loses what it is told to lose: the only way to see a commit that
/// happened and was never acknowledged.
/// </summary>
internal sealed class LossyProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;
    private readonly Task _accepting;
    private int _losses;
    private Loss _loss;

    public LossyProxy(int targetPort)
    {
        _target = targetPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public enum Loss
    {
        /// <summary>The commit never reaches PostgreSQL.</summary>
        Commit,

        /// <summary>PostgreSQL commits, and its answer is lost.</summary>
        Answer,
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Commits that were lost.</summary>
    public int LostCommits { get; private set; }

    /// <summary>Cuts the connections of the next <paramref name="times"/> commits.</summary>
    public void Lose(Loss loss, int times)
    {
        _loss = loss;
        _losses = times;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(RelayAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
                await new Session(this, client.GetStream(), server.GetStream()).RunAsync(_stop.Token);
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
            {
                // One side is gone; the other one notices when its socket is closed.
            }
        }
    }

    private bool TryLose(ReadOnlySpan<byte> request)
    {
        if (_losses == 0 || request.IndexOf("COMMIT\0"u8) < 0)
        {
            return false;
        }

        _losses--;
        LostCommits++;
        return true;
    }

    private sealed class Session(LossyProxy proxy, NetworkStream client, NetworkStream server)
    {
        private volatile bool _isMute;

        public async Task RunAsync(CancellationToken cancellationToken)
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var answers = RelayAnswersAsync(ended.Token);
            var requests = RelayRequestsAsync(answers, ended.Token);
            await Task.WhenAny(answers, requests);
            if (!_isMute)
            {
                await ended.CancelAsync();
            }

            await Task.WhenAll(answers, requests);
        }

        private async Task RelayAnswersAsync(CancellationToken cancellationToken)
        {
            var buffer = new byte[64 * 1024];
            int count;
            while ((count = await server.ReadAsync(buffer, cancellationToken)) > 0)
            {
                if (!_isMute)
                {
                    await client.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                }
            }
        }

        private async Task RelayRequestsAsync(Task answers, CancellationToken cancellationToken)
        {
            var buffer = new byte[64 * 1024];
            int count;
            while ((count = await client.ReadAsync(buffer, cancellationToken)) > 0)
            {
                if (!proxy.TryLose(buffer.AsSpan(0, count)))
                {
                    await server.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                    continue;
                }

                if (proxy._loss == Loss.Answer)
                {
                    // PostgreSQL ends the session after Terminate, which is after the commit: then its answers end.
                    _isMute = true;
                    await server.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                    await server.WriteAsync(new byte[] { (byte)'X', 0, 0, 0, 4 }, cancellationToken);
                    await answers;
                }

                return;
            }
        }
    }
}
