using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Grpc.AspNetCore.Server;

/// <summary>A method with what serves it.</summary>
internal sealed record MethodEndpoint(IMethod Method, List<object> Metadata, RequestDelegate Handler);
