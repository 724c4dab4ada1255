using System.Management.Automation;

namespace OrleansSync.PowerShell.Secrets;

/// <summary>Gets the versions of a secret that the server keeps, the newest first, without the secret. While there are two, the newest that the other side takes is used.</summary>
/// <example>
/// <code>Get-OSyncSecretVersion -Connection Contoso</code>
/// <para>Shows whether a rotation is under way, and when the secret ends.</para>
/// </example>
/// <example>
/// <code>Get-OSyncInstance | Get-OSyncSecretVersion | Where-Object { $_.ExpireTime -lt (Get-Date).AddDays(30) }</code>
/// <para>Finds passwords that end within a month.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "OSyncSecretVersion")]
[OutputType(typeof(OSyncSecretVersion))]
public sealed class GetOSyncSecretVersionCommand : SecretCommand
{
    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        var owner = await OwnerAsync(cancellationToken);
        var answer = await CallAsync((calls, options) => new V1.Secrets.SecretsClient(calls).ListSecretVersionsAsync(new V1.ListSecretVersionsRequest { Owner = owner }, options), cancellationToken);
        foreach (var version in answer.Versions)
        {
            World.Write(ToRecord(version, owner));
        }
    }
}
