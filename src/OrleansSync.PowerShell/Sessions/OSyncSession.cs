using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;

namespace OrleansSync.PowerShell.Sessions;

/// <summary>A way to one server with one key, as <c>Connect-OSync</c> opens it. Calls may be made by several runspaces at once.</summary>
[Resources.View("Address", "KeyName", "Role", "WorkspaceId")]
public sealed class OSyncSession : IDisposable
{
    private readonly GrpcChannel channel;
    private readonly string key;

    internal OSyncSession(GrpcChannel channel, Uri address, string key, TimeSpan timeout, TimeProvider clock, IRequestIds requestIds)
    {
        (this.channel, this.key, Address, Timeout, Clock, RequestIds) = (channel, key, address, timeout, clock, requestIds);
        Calls = channel.Intercept(WithKey);
    }

    /// <summary>Where the server is.</summary>
    public Uri Address { get; }

    /// <summary>How long one call may take when no <c>-TimeoutSec</c> says otherwise.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>The key's name on the server.</summary>
    public string KeyName { get; internal set; } = "";

    /// <summary>The key's id on the server.</summary>
    public string KeyId { get; internal set; } = "";

    /// <summary>What the key may do.</summary>
    public ApiKeys.OSyncRole Role { get; internal set; }

    /// <summary>The workspace that <c>Connect-Helix</c> chose; empty when none was.</summary>
    public string WorkspaceId { get; internal set; } = "";

    /// <summary>False once it was disconnected.</summary>
    public bool IsOpen { get; private set; } = true;

    internal CallInvoker Calls { get; }

    internal TimeProvider Clock { get; }

    internal IRequestIds RequestIds { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        IsOpen = false;
        channel.Dispose();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Address}";

    private Metadata WithKey(Metadata headers)
    {
        headers.Add("authorization", $"Bearer {key}");
        return headers;
    }
}
