namespace Grpc.AspNetCore.Server;

/// <summary>How one service behaves; starts from what holds for all, and its interceptors come after those of all.</summary>
public class GrpcServiceOptions<TService> : GrpcServiceOptions
    where TService : class
{
}
