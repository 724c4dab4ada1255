namespace Grpc.Core;

/// <summary>The responses of a server's stream; the end of the handler ends them.</summary>
public interface IServerStreamWriter<in T> : IAsyncStreamWriter<T>
{
}
