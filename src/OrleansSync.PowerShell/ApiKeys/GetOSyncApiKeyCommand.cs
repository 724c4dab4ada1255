using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;

namespace OrleansSync.PowerShell.ApiKeys;

/// <summary>Gets the keys with which callers reach the server, revoked ones included. Needs the role Admin, except for -Current.</summary>
/// <example>
/// <code>Get-OSyncApiKey</code>
/// <para>Gets all keys.</para>
/// </example>
/// <example>
/// <code>Get-OSyncApiKey | Where-Object { -not $_.RevokeTime -and $_.Role -eq 'Admin' }</code>
/// <para>Gets the admin keys that are valid.</para>
/// </example>
/// <example>
/// <code>Get-OSyncApiKey -Current</code>
/// <para>Gets the key of this session; any role may.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "OSyncApiKey")]
[OutputType(typeof(OSyncApiKey))]
public sealed class GetOSyncApiKeyCommand : ServerCommand
{
    /// <summary>Names or ids; without it all.</summary>
    [Parameter(Position = 0)]
    public string[]? Name { get; set; }

    /// <summary>The key that the session uses.</summary>
    [Parameter]
    public SwitchParameter Current { get; set; }

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        if (IsOn(Current))
        {
            World.Write(OSyncApiKey.From(await CallAsync((calls, options) => new V1.ApiKeys.ApiKeysClient(calls).GetCurrentApiKeyAsync(new V1.GetCurrentApiKeyRequest(), options), cancellationToken)));
            return;
        }

        await foreach (var key in ApiKeyPages.ListAsync(this, cancellationToken))
        {
            if (Name is null || Name.Contains(key.Name, StringComparer.OrdinalIgnoreCase) || Name.Contains(key.Id, StringComparer.OrdinalIgnoreCase))
            {
                World.Write(OSyncApiKey.From(key));
            }
        }
    }
}
