namespace Grpc.AspNetCore.Server;

/// <summary>An object for one call; disposed with it only if it was made for it.</summary>
internal readonly struct Activated<T>(T instance, bool created) : IAsyncDisposable
    where T : class
{
    public T Instance => instance;

    public async ValueTask DisposeAsync()
    {
        if (created && instance is IAsyncDisposable asynchronous)
        {
            await asynchronous.DisposeAsync().ConfigureAwait(false);
        }
        else if (created)
        {
            (instance as IDisposable)?.Dispose();
        }
    }
}
