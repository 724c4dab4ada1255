using OrleansSync.Testing.Postgres;

namespace OrleansSync.Postgres.Tests.Fixtures;

/// <summary>A PostgreSQL that a class of tests may stop, kill and freeze; started by the first test that can run, and running again before each.</summary>
public sealed class OwnServer : IAsyncLifetime
{
    private PostgresServer? _server;

    public async Task<PostgresServer> GetRunningAsync()
    {
        _server ??= await PostgresServer.StartPrivateAsync();
        if (_server.IsRunning)
        {
            await _server.ResumeAsync();
        }
        else
        {
            await _server.StartAsync();
        }

        return _server;
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
