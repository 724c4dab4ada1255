namespace Grpc.Core;

/// <summary>TLS; certificates are a matter of the HTTP handler.</summary>
public sealed class SslCredentials : ChannelCredentials
{
    /// <summary>TLS with the system's roots.</summary>
    public SslCredentials()
    {
    }

    internal override bool IsSecure => true;
}
