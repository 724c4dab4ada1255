using System.Management.Automation;
using OrleansSync.PowerShell.Connections;
using OrleansSync.PowerShell.Errors;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Instances;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Secrets;

/// <summary>A cmdlet about the secret of a database instance or of a connection.</summary>
public abstract class SecretCommand : ServerCommand
{
    /// <summary>The database instance whose password is meant, by name or id.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("InstanceId")]
    [ArgumentCompleter(typeof(InstanceCompleter))]
    public string? Instance { get; set; }

    /// <summary>The connection whose secret is meant, by name or id.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ConnectionId")]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public string? Connection { get; set; }

    internal string Named => string.IsNullOrEmpty(Instance) ? Connection ?? "" : Instance;

    internal async Task<V1.SecretOwner> OwnerAsync(CancellationToken cancellationToken)
    {
        Target = Named;
        if (string.IsNullOrEmpty(Instance) == string.IsNullOrEmpty(Connection))
        {
            throw new OSyncException(ModuleErrors.BadArgument("Give either -Instance or -Connection.", Target));
        }

        return string.IsNullOrEmpty(Connection)
            ? new V1.SecretOwner { DatabaseInstanceId = await ResolveAsync(KnownResources.Get<InstanceResource>(), Named, cancellationToken) }
            : new V1.SecretOwner { SharepointConnectionId = await ResolveAsync(KnownResources.Get<ConnectionResource>(), Named, cancellationToken) };
    }

    internal static OSyncSecretVersion ToRecord(V1.SecretVersion version, V1.SecretOwner owner) =>
        OSyncSecretVersion.From(version) with { InstanceId = owner.DatabaseInstanceId, ConnectionId = owner.SharepointConnectionId };
}
