using System.Management.Automation;

namespace OrleansSync.PowerShell.ParkedRows;

/// <summary>Makes rows that were set aside due now; the next run takes them up.</summary>
/// <example>
/// <code>Resume-OSyncParkedRow orders -All</code>
/// <para>Tries all rows of a definition again with the next run.</para>
/// </example>
/// <example>
/// <code>Get-OSyncParkedRow orders -Reason ValueRefused | Resume-OSyncParkedRow</code>
/// <para>Tries those of one reason again.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Resume, "OSyncParkedRow", SupportsShouldProcess = true)]
[Alias("Retry-OSyncParkedRow")]
[OutputType(typeof(void))]
public sealed class ResumeOSyncParkedRowCommand : ParkedRowCommand
{
    internal override string Action => "Try again";

    internal override async Task<long> ApplyAsync(string definitionId, IReadOnlyList<string> keys, bool all, CancellationToken cancellationToken)
    {
        var request = new V1.RetryParkedRowsRequest { SyncDefinitionId = definitionId, All = all };
        request.Keys.AddRange(keys);
        return (await CallAsync((calls, options) => new V1.ParkedRows.ParkedRowsClient(calls).RetryParkedRowsAsync(request, options), cancellationToken)).Count;
    }
}
