using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;

namespace OrleansSync.PowerShell.ApiKeys;

/// <summary>Makes a key and emits it with its secret, which nobody can read again. Needs the role Admin.</summary>
/// <example>
/// <code>(New-OSyncApiKey nightly -Role Operator).Key | Set-Content nightly.key</code>
/// <para>Makes a key for a scheduled job and keeps it in a file.</para>
/// </example>
/// <example>
/// <code>New-OSyncApiKey dashboard -Role Viewer</code>
/// <para>Makes one that can only read.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "OSyncApiKey", SupportsShouldProcess = true)]
[OutputType(typeof(OSyncNewApiKey))]
public sealed class NewOSyncApiKeyCommand : ServerCommand
{
    /// <summary>1 to 200 characters, unique among keys that are not revoked.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string Name { get; set; } = "";

    /// <summary>What the key may do; each role includes the ones before it.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    public OSyncRole Role { get; set; }

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!Confirms($"API key '{Name}' ({Role})", "Create", out _))
        {
            return;
        }

        // The call has no request id, so it is not repeated: a key that nobody knows would be left over.
        var request = new V1.CreateApiKeyRequest { ApiKey = new V1.ApiKey { Name = Name, Role = (V1.ApiKeyRole)Role } };
        World.Write(OSyncNewApiKey.From(await new V1.ApiKeys.ApiKeysClient(Server.Calls).CreateApiKeyAsync(request, cancellationToken: cancellationToken)));
    }
}
