using Microsoft.Extensions.Options;

namespace Grpc.AspNetCore.Server;

/// <summary>Lets the options of one service start from those of all; to be registered before what configures them.</summary>
internal sealed class InheritGlobalOptions<TService>(IOptions<GrpcServiceOptions> global) : IConfigureOptions<GrpcServiceOptions<TService>>
    where TService : class
{
    public void Configure(GrpcServiceOptions<TService> options)
    {
        options.MaxSendMessageSize = global.Value.MaxSendMessageSize;
        options.MaxReceiveMessageSize = global.Value.MaxReceiveMessageSize;
        options.EnableDetailedErrors = global.Value.EnableDetailedErrors;
    }
}
