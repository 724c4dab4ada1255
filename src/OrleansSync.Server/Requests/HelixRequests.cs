using Google.Protobuf;
using Grpc.Core;
using OrleansSync.Helix.Requests;

namespace OrleansSync.Server.Requests;

/// <summary>Reads request_id for Helix, which does not know the engine's type.</summary>
internal static class HelixRequests
{
    /// <summary>Null when the caller gave none.</summary>
    public static ChangeRequest? Read<TRequest>(TRequest request, string requestId, ServerCallContext context)
        where TRequest : IMessage<TRequest> =>
        RequestFields.ReadRequestKey(request, requestId, context) is { } key ? new ChangeRequest(key.Id, key.Fingerprint) : null;
}
