using System.Net;

namespace Grpc.Net.Client.Internal;

/// <summary>A request body of one message. Its length is not announced, as no gRPC client does.</summary>
internal sealed class SingleRequest(ReadOnlyMemory<byte> frame) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(frame).AsTask();

    protected override bool TryComputeLength(out long length)
    {
        length = -1;
        return false;
    }
}
