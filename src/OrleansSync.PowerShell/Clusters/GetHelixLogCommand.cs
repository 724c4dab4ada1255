using System.Management.Automation;
using Grpc.Core;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Clusters;

/// <summary>Gets the log of a cluster: the last minutes, and with -Follow each line as it comes, until Ctrl+C.</summary>
/// <example>
/// <code>Get-HelixLog prod</code>
/// <para>Gets the last minutes.</para>
/// </example>
/// <example>
/// <code>Get-HelixLog prod -Follow | Where-Object Severity -eq error</code>
/// <para>Watches for errors until Ctrl+C.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "HelixLog")]
[OutputType(typeof(HelixLogLine))]
public sealed class GetHelixLogCommand : ServerCommand
{
    /// <summary>The cluster, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("ClusterId", "Id")]
    [ArgumentCompleter(typeof(ClusterCompleter))]
    public string Cluster { get; set; } = "";

    /// <summary>Goes on until Ctrl+C; a lost connection is taken up again.</summary>
    [Parameter]
    public SwitchParameter Follow { get; set; }

    private const int BreaksMax = 10;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(3);

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        Target = Cluster;
        var id = await ResolveAsync(KnownResources.Get<ClusterResource>(), Cluster, cancellationToken);
        long after = 0;
        for (var breaks = 0; ; breaks++)
        {
            // Without -Follow it ends when nothing has come for a while: the server never ends it.
            using var quiet = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            using var watch = new V1.Clusters.ClustersClient(Server.Calls).WatchClusterLog(new V1.WatchClusterLogRequest { Id = id, After = after }, cancellationToken: quiet.Token);
            try
            {
                while (await NextAsync(watch.ResponseStream, quiet))
                {
                    (after, breaks) = (watch.ResponseStream.Current.Number, 0);
                    World.Write(HelixLogLine.From(watch.ResponseStream.Current));
                }

                return;
            }
            catch (RpcException exception) when (exception.StatusCode is StatusCode.Unavailable && breaks < BreaksMax && IsOn(Follow) && !cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(Quiet, Server.Clock, cancellationToken);
            }
        }
    }

    private async Task<bool> NextAsync(IAsyncStreamReader<V1.WatchClusterLogResponse> stream, CancellationTokenSource quiet)
    {
        var next = stream.MoveNext(quiet.Token);
        if (!IsOn(Follow) && await Task.WhenAny(next, Task.Delay(Quiet, Server.Clock, quiet.Token)) != next)
        {
            await quiet.CancelAsync();
            return false;
        }

        return await next;
    }
}
