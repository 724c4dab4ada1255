using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>Keeps this silo's row in the membership table, and keeps this silo from starting beside another.</summary>
internal sealed partial class SingleSiloMembership(
    IMembershipTable table,
    ILocalSiloDetails local,
    IOptions<ClusterMembershipOptions> options,
    TimeProvider time,
    IHostApplicationLifetime host,
    ILogger<SingleSiloMembership> logger) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    // A write is refused when somebody else wrote in the meantime; so often it is tried anew.
    private const int AttemptsMax = 20;

    private readonly CancellationTokenSource stopped = new();
    private Task alive = Task.CompletedTask;
    private TcpListener? port;

    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe<SingleSiloMembership>(ServiceLifecycleStage.RuntimeServices, JoinAsync, LeaveAsync);
        lifecycle.Subscribe<SingleSiloMembership>(ServiceLifecycleStage.BecomeActive, BecomeActiveAsync, _ => SetStatusAsync(SiloStatus.ShuttingDown));
    }

    public void Dispose()
    {
        port?.Dispose();
        stopped.Dispose();
    }

    private async Task JoinAsync(CancellationToken cancellationToken)
    {
        ClaimPort();
        try
        {
            await JoinTableAsync(cancellationToken);
        }
        catch
        {
            port?.Dispose();
            throw;
        }
    }

    private async Task JoinTableAsync(CancellationToken cancellationToken)
    {
        await table.InitializeMembershipTable(true);
        for (var attempt = 1; !await TryJoinAsync(); attempt++)
        {
            if (attempt == AttemptsMax)
            {
                throw new OrleansException($"The silo could not join: {AttemptsMax} times somebody else wrote to the membership table in the meantime.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10 * attempt), time, cancellationToken);
        }

        if (options.Value.DefunctSiloCleanupPeriod is not null)
        {
            await CleanUpAsync();
        }
    }

    // Nobody calls here. But an entry of this endpoint is taken for an earlier life of this silo, which is true only if no other has the port.
    private void ClaimPort()
    {
        var claimed = new TcpListener(IPAddress.Any, local.SiloAddress.Endpoint.Port) { ExclusiveAddressUse = true };
        try
        {
            claimed.Start();
            port = claimed;
        }
        catch (SocketException exception)
        {
            claimed.Dispose();
            throw new OrleansConfigurationException($"The silo's port {local.SiloAddress.Endpoint.Port} cannot be had ({exception.SocketErrorCode}); another silo on this machine may have it.", exception);
        }
    }

    private async Task<bool> TryJoinAsync()
    {
        var data = await table.ReadAll();
        foreach (var (entry, etag) in data.Members)
        {
            if (entry.Status == SiloStatus.Dead || entry.SiloAddress.Equals(local.SiloAddress))
            {
                continue;
            }

            if (IsAlive(entry))
            {
                throw new OrleansConfigurationException($"The silo {entry.SiloAddress} ({entry.SiloName}) is {entry.Status} and was alive at {entry.IAmAliveTime:O}. The stand-in runs one silo only; run the Packages build for more. If that silo crashed, start this one at its address and port, or {SilenceMax} after its last sign of life.");
            }

            // An earlier life of this endpoint, or one that gave no sign of life for too long.
            LogDeclareDead(entry.SiloAddress, entry.Status);
            entry.Status = SiloStatus.Dead;
            entry.AddSuspector(local.SiloAddress, Now);
            await table.UpdateRow(entry, etag, data.Version.Next());
            return false;
        }

        return data.TryGet(local.SiloAddress) is not null || await table.InsertRow(NewEntry(), data.Version.Next());
    }

    private bool IsAlive(MembershipEntry entry)
    {
        var last = entry.IAmAliveTime > entry.StartTime ? entry.IAmAliveTime : entry.StartTime;
        return entry.Status is SiloStatus.Joining or SiloStatus.Active
            && !entry.SiloAddress.Endpoint.Equals(local.SiloAddress.Endpoint)
            && Now - DateTime.SpecifyKind(last, DateTimeKind.Utc) < SilenceMax;
    }

    private TimeSpan SilenceMax => options.Value.IAmAliveTablePublishTimeout * options.Value.NumMissedTableIAmAliveLimit;

    private async Task BecomeActiveAsync(CancellationToken cancellationToken)
    {
        await SetStatusAsync(SiloStatus.Active);
        alive = KeepAliveAsync();
    }

    private async Task LeaveAsync(CancellationToken cancellationToken)
    {
        await stopped.CancelAsync();
        await alive;
        await SetStatusAsync(SiloStatus.Dead);
        port?.Dispose();
    }

    private async Task SetStatusAsync(SiloStatus status)
    {
        for (var attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            var data = await table.ReadRow(local.SiloAddress);
            var (entry, etag) = data.TryGet(local.SiloAddress) ?? throw new OrleansException($"The row of the silo {local.SiloAddress} is gone from the membership table.");
            if (entry.Status == SiloStatus.Dead && status != SiloStatus.Dead)
            {
                throw new OrleansException($"The silo {local.SiloAddress} was declared dead.");
            }

            entry.Status = status;
            entry.IAmAliveTime = Now;
            if (await table.UpdateRow(entry, etag, data.Version.Next()))
            {
                LogStatus(local.SiloAddress, status);
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10 * attempt), time, CancellationToken.None);
        }

        throw new OrleansException($"The silo could not become {status}: {AttemptsMax} times somebody else wrote to the membership table in the meantime.");
    }

    private async Task KeepAliveAsync()
    {
        using var timer = new PeriodicTimer(options.Value.IAmAliveTablePublishTimeout, time);
        while (!stopped.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(stopped.Token);
                var data = await table.ReadRow(local.SiloAddress);
                if (data.TryGet(local.SiloAddress) is not { Item1.Status: not SiloStatus.Dead })
                {
                    LogDeclaredDead(local.SiloAddress);
                    host.StopApplication();
                    return;
                }

                await table.UpdateIAmAlive(new MembershipEntry { SiloAddress = local.SiloAddress, IAmAliveTime = Now });
            }
            catch (OperationCanceledException) when (stopped.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogSignFailed(exception);
            }
        }
    }

    private async Task CleanUpAsync()
    {
        try
        {
            await table.CleanupDefunctSiloEntries(time.GetUtcNow() - options.Value.DefunctSiloExpiration);
        }
        catch (Exception exception)
        {
            LogCleanUpFailed(exception);
        }
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private MembershipEntry NewEntry() => new()
    {
        SiloAddress = local.SiloAddress,
        SiloName = local.Name,
        HostName = local.DnsHostName,
        ProxyPort = local.GatewayAddress.Endpoint.Port,
        Status = SiloStatus.Joining,
        StartTime = Now,
        IAmAliveTime = Now,
        SuspectTimes = [],
    };

    [LoggerMessage(LogLevel.Information, "The silo {Silo} is {Status}.")]
    private partial void LogStatus(SiloAddress silo, SiloStatus status);

    [LoggerMessage(LogLevel.Information, "The silo {Silo}, which was {Status}, gave no sign of life and is declared dead.")]
    private partial void LogDeclareDead(SiloAddress silo, SiloStatus status);

    [LoggerMessage(LogLevel.Critical, "This silo, {Silo}, was declared dead by another and stops.")]
    private partial void LogDeclaredDead(SiloAddress silo);

    [LoggerMessage(LogLevel.Warning, "The sign of life could not be written.")]
    private partial void LogSignFailed(Exception exception);

    [LoggerMessage(LogLevel.Warning, "Old rows of the membership table could not be removed.")]
    private partial void LogCleanUpFailed(Exception exception);
}
