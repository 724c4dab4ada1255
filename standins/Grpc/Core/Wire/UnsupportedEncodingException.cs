using Grpc.Core;

namespace Grpc.Wire;

/// <summary>A message came in an encoding that this side cannot decode.</summary>
internal sealed class UnsupportedEncodingException(string encoding)
    : RpcException(new Status(StatusCode.Unimplemented, $"Unsupported {GrpcHeader.Encoding} value '{encoding}'. Supported encodings: {GrpcHeader.Encodings}"));
