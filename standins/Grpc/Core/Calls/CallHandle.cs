namespace Grpc.Core;

/// <summary>What the four kinds of running call have in common.</summary>
internal sealed class CallHandle(Task<Metadata> headers, Func<Status> status, Func<Metadata> trailers, Action dispose) : IDisposable
{
    public Task<Metadata> Headers { get; } = headers;

    public Status GetStatus() => status();

    public Metadata GetTrailers() => trailers();

    public void Dispose() => dispose();
}
