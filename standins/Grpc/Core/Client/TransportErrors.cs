using System.Net.Sockets;
using Grpc.Core;

namespace Grpc.Net.Client.Internal;

/// <summary>What the transport's errors mean for a call.</summary>
internal static class TransportErrors
{
    private const int RefusedStream = 0x7;
    private const int Cancel = 0x8;
    private const int EnhanceYourCalm = 0xb;
    private const int InadequateSecurity = 0xc;

    /// <summary>The code of an exception: what the server reset the stream with, or unavailable when the connection is to blame.</summary>
    public static StatusCode CodeOf(Exception exception)
    {
        var code = StatusCode.Internal;
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is HttpProtocolException protocol)
            {
                return protocol.ErrorCode switch
                {
                    RefusedStream => StatusCode.Unavailable,
                    Cancel => StatusCode.Cancelled,
                    EnhanceYourCalm => StatusCode.ResourceExhausted,
                    InadequateSecurity => StatusCode.PermissionDenied,
                    _ => StatusCode.Internal,
                };
            }

            if (cause is SocketException or IOException)
            {
                code = StatusCode.Unavailable;
            }
        }

        return code;
    }
}
