using System.Management.Automation;

namespace OrleansSync.PowerShell.Secrets;

/// <summary>Removes one of two versions of a secret: the older one ends a rotation, the newer one takes it back.</summary>
/// <example>
/// <code>Get-OSyncSecretVersion -Connection Contoso | Select-Object -Last 1 | Remove-OSyncSecretVersion</code>
/// <para>Ends a rotation, after asking.</para>
/// </example>
/// <example>
/// <code>Get-OSyncSecretVersion -Instance primary | Select-Object -First 1 | Remove-OSyncSecretVersion -Confirm:$false</code>
/// <para>Takes a new password back.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "OSyncSecretVersion", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveOSyncSecretVersionCommand : SecretCommand
{
    /// <summary>The version, by its id.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    public string Version { get; set; } = "";

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        var owner = await OwnerAsync(cancellationToken);
        if (Confirms($"secret of '{Named}', version {Version}", "Remove", out _))
        {
            var request = new V1.RetireSecretVersionRequest { Owner = owner, VersionId = Version };
            await CallAsync((calls, options) => new V1.Secrets.SecretsClient(calls).RetireSecretVersionAsync(request, options), cancellationToken);
        }
    }
}
