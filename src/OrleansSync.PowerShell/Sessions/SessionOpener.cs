using Grpc.Core;
using Grpc.Net.Client;
using OrleansSync.PowerShell.ApiKeys;
using OrleansSync.PowerShell.Errors;

namespace OrleansSync.PowerShell.Sessions;

/// <summary>Opens sessions; one is only given out after the server has answered and has taken the key.</summary>
internal sealed class SessionOpener(KeySource keys, TimeProvider clock, IRequestIds requestIds)
{
    /// <summary>That of the module.</summary>
    public static SessionOpener OfThisMachine { get; } = new(KeySource.OfThisMachine, TimeProvider.System, new RandomRequestIds());

    /// <summary>Opens a session.</summary>
    /// <exception cref="OSyncException">Something given is wrong, no key was found, or the server refused it.</exception>
    public async Task<OSyncSession> OpenAsync(SessionRequest request, CancellationToken cancellationToken)
    {
        var address = keys.FindAddress(request.Address);
        var key = await keys.FindAsync(request, cancellationToken);
        var channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            HttpHandler = ServerTrust.Of(request).CreateHandler(),
            DisposeHttpClient = true,
            // Sources of Helix projects are larger than the default of 4 MB.
            MaxReceiveMessageSize = 64 * 1024 * 1024,
        });
        var session = new OSyncSession(channel, address, key, request.Timeout, clock, requestIds);
        try
        {
            var current = await new V1.ApiKeys.ApiKeysClient(session.Calls).GetCurrentApiKeyAsync(
                new V1.GetCurrentApiKeyRequest(), deadline: clock.GetUtcNow().UtcDateTime + request.Timeout, cancellationToken: cancellationToken);
            (session.KeyId, session.KeyName, session.Role) = (current.Id, current.Name, (OSyncRole)current.Role);
            return session;
        }
        catch (RpcException exception)
        {
            session.Dispose();
            throw new OSyncException(RpcErrors.Read(exception, $"{address}") with { IsFatal = true }, exception);
        }
    }
}
