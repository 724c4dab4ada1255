namespace Grpc.AspNetCore.Server;

/// <summary>How services behave.</summary>
public class GrpcServiceOptions
{
    /// <summary>The longest response in bytes; null (the default) for no limit.</summary>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>The longest request in bytes, 4 MB by default; null for no limit.</summary>
    public int? MaxReceiveMessageSize { get; set; } = 4 * 1024 * 1024;

    /// <summary>Whether clients are told what a handler threw.</summary>
    public bool? EnableDetailedErrors { get; set; }

    /// <summary>What stands before every handler; the first is called first.</summary>
    public InterceptorCollection Interceptors { get; } = [];
}
