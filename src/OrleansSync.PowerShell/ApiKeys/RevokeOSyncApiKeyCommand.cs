using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;

namespace OrleansSync.PowerShell.ApiKeys;

/// <summary>Revokes a key at once. The last admin key cannot be revoked. Needs the role Admin.</summary>
/// <example>
/// <code>Revoke-OSyncApiKey nightly</code>
/// <para>Revokes a key after asking.</para>
/// </example>
/// <example>
/// <code>Get-OSyncApiKey old-* | Revoke-OSyncApiKey -Confirm:$false</code>
/// <para>Revokes several without asking.</para>
/// </example>
[Cmdlet(VerbsSecurity.Revoke, "OSyncApiKey", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(OSyncApiKey))]
public sealed class RevokeOSyncApiKeyCommand : ServerCommand
{
    /// <summary>The key, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("ApiKeyId", "Id")]
    public string ApiKey { get; set; } = "";

    /// <summary>Emits the key as it is afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        var id = await ApiKeyPages.ResolveAsync(this, ApiKey, cancellationToken);
        if (!Confirms($"API key '{ApiKey}'", "Revoke", out _))
        {
            return;
        }

        var key = await CallAsync((calls, options) => new V1.ApiKeys.ApiKeysClient(calls).RevokeApiKeyAsync(new V1.RevokeApiKeyRequest { Id = id }, options), cancellationToken);
        if (IsOn(PassThru))
        {
            World.Write(OSyncApiKey.From(key));
        }
    }
}
