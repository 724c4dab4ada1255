using System.Management.Automation;
using Grpc.Core;
using OrleansSync.PowerShell.Errors;
using OrleansSync.PowerShell.Resources;
using OrleansSync.PowerShell.Sessions;

namespace OrleansSync.PowerShell.Hosting;

/// <summary>A cmdlet that calls the server.</summary>
public abstract class ServerCommand : OSyncCommand
{
    /// <summary>The session to use instead of the one that Connect-OSync opened last in this runspace.</summary>
    [Parameter]
    public OSyncSession? Session { get; set; }

    internal override TimeProvider Clock => Find()?.Clock ?? base.Clock;

    /// <summary>False for what can do something without a server.</summary>
    internal virtual bool NeedsSession => true;

    internal override void Check()
    {
        if (NeedsSession)
        {
            _ = Server;
        }
    }

    /// <summary>The session.</summary>
    /// <exception cref="OSyncException">There is none, or it was closed.</exception>
    internal OSyncSession Server => Find() is { IsOpen: true } open ? open : throw new OSyncException(ModuleErrors.NotConnected());

    /// <summary>Makes one call, and repeats it a few times while the server cannot be reached; only for calls that may be repeated.</summary>
    internal Task<T> CallAsync<T>(Func<CallInvoker, CallOptions, AsyncUnaryCall<T>> call, CancellationToken cancellationToken) =>
        Repeater.CallAsync(Server, call, World.IsBound(nameof(TimeoutSec)), cancellationToken);

    /// <summary>The id of what was given by id or by name.</summary>
    internal async Task<string> ResolveAsync(Resource resource, string nameOrId, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(nameOrId, out var id))
        {
            return id.ToString("D");
        }

        var found = await resource.FindByNameAsync(this, nameOrId, cancellationToken);
        return found.Count switch
        {
            0 => throw new OSyncException(ModuleErrors.NotFound(resource.Kind, nameOrId)),
            1 => found[0].Id,
            _ => throw new OSyncException(ModuleErrors.Ambiguous(resource.Kind, nameOrId, found.Select(one => one.Id))),
        };
    }

    /// <summary>Asks as -Confirm and -WhatIf say, and names what an error is about.</summary>
    internal bool Confirms(string target, string action, out bool isWhatIf)
    {
        Target = target;
        return World.ShouldProcess(target, action, out isWhatIf);
    }

    private OSyncSession? Find() => Session ?? World.Session;
}
