using System.Management.Automation;
using OrleansSync.PowerShell.Databases;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Schemas;

/// <summary>Gets what has changed in the tables of a database between readings, the newest first, and what it means for definitions.</summary>
/// <example>
/// <code>Get-OSyncDrift Orders</code>
/// <para>Gets all changes that are kept.</para>
/// </example>
/// <example>
/// <code>Get-OSyncDrift Orders | Where-Object { $_.Effects.IsStopping -contains $true }</code>
/// <para>Gets those that stop a definition.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "OSyncDrift")]
[OutputType(typeof(OSyncDrift))]
public sealed class GetOSyncDriftCommand : ServerCommand
{
    /// <summary>The database, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("DatabaseId")]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public string Database { get; set; } = "";

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        Target = Database;
        var id = await ResolveAsync(KnownResources.Get<DatabaseResource>(), Database, cancellationToken);
        var token = "";
        do
        {
            var request = new V1.ListSchemaDriftRequest { DatabaseId = id, PageSize = ListQuery.PageSize, PageToken = token };
            var page = await CallAsync((calls, options) => new V1.Schemas.SchemasClient(calls).ListSchemaDriftAsync(request, options), cancellationToken);
            foreach (var drift in page.SchemaDrift)
            {
                World.Write(OSyncDrift.From(drift));
            }

            token = page.NextPageToken;
        }
        while (token.Length > 0);
    }
}
