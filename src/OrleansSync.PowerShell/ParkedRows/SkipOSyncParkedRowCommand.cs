using System.Management.Automation;

namespace OrleansSync.PowerShell.ParkedRows;

/// <summary>Takes rows off their schedule: they stay set aside until they change, or somebody resumes them.</summary>
/// <example>
/// <code>Get-OSyncParkedRow orders -Reason ValueRefused | Skip-OSyncParkedRow</code>
/// <para>Ignores those of one reason.</para>
/// </example>
/// <example>
/// <code>Skip-OSyncParkedRow orders -All</code>
/// <para>Ignores all rows of a definition that are set aside.</para>
/// </example>
[Cmdlet(VerbsCommon.Skip, "OSyncParkedRow", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class SkipOSyncParkedRowCommand : ParkedRowCommand
{
    internal override string Action => "Ignore until they change";

    internal override async Task<long> ApplyAsync(string definitionId, IReadOnlyList<string> keys, bool all, CancellationToken cancellationToken)
    {
        var request = new V1.IgnoreParkedRowsRequest { SyncDefinitionId = definitionId, All = all };
        request.Keys.AddRange(keys);
        return (await CallAsync((calls, options) => new V1.ParkedRows.ParkedRowsClient(calls).IgnoreParkedRowsAsync(request, options), cancellationToken)).Count;
    }
}
