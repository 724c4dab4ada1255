using OrleansSync.Testing.Postgres;

namespace OrleansSync.Testing.Tests.Postgres;

/// <summary>No server and no folder outlives its owner, however the owner ends.</summary>
public sealed class ServerLifetimeTests
{
    [PostgresFact(OwnServer = true)]
    public async Task Dispose_LeavesNoProcessAndNoFolder()
    {
        var server = await PostgresServer.StartPrivateAsync();
        var (id, folder) = (server.Instance.ProcessId, server.Instance.Folder);
        Assert.True(UnixProcesses.IsRunning(id));
        Assert.NotEmpty(UnixProcesses.FindChildren(id));

        await server.DisposeAsync();

        Assert.False(UnixProcesses.IsRunning(id));
        Assert.False(Directory.Exists(folder));
    }

    [PostgresFact(OwnServer = true)]
    public async Task Dispose_WhilePaused_LeavesNoProcess()
    {
        var server = await PostgresServer.StartPrivateAsync();
        var id = server.Instance.ProcessId;
        var children = UnixProcesses.FindChildren(id);
        await server.PauseAsync();

        await server.DisposeAsync();

        Assert.DoesNotContain(children.Prepend(id), UnixProcesses.IsRunning);
    }

    [PostgresTheory(OwnServer = true)]
    [InlineData(false, false)]
    [InlineData(true, false)] // A runner that ends a hanging test kills its whole tree.
    [InlineData(false, true)] // Stopped processes hear no polite signal.
    public async Task OwnerKilled_LeavesNoProcessAndNoFolder(bool entireTree, bool paused)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90), TimeProvider.System);
        using var owner = await ServerOwner.StartAsync(paused, limit.Token);
        var processes = UnixProcesses.FindChildren(owner.ServerId).Prepend(owner.ServerId).ToList();
        Assert.True(processes.Count > 1);

        await owner.KillAsync(entireTree, limit.Token);

        while (processes.Any(UnixProcesses.IsRunning) || Directory.Exists(owner.Folder))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token);
        }
    }
}
