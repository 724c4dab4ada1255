using System.Management.Automation;
using OrleansSync.PowerShell.Databases;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Schemas;

/// <summary>Reads what the tables and views of a database are, never a row, and keeps it on the server; what has changed since the last time is told by Get-OSyncDrift.</summary>
/// <example>
/// <code>Update-OSyncSchema Orders</code>
/// <para>Reads the schema of a database.</para>
/// </example>
/// <example>
/// <code>Get-OSyncDatabase | Update-OSyncSchema | Where-Object DriftCount -gt 0</code>
/// <para>Finds the databases whose tables have changed.</para>
/// </example>
[Cmdlet(VerbsData.Update, "OSyncSchema", SupportsShouldProcess = true)]
[OutputType(typeof(OSyncSchema))]
public sealed class UpdateOSyncSchemaCommand : ServerCommand
{
    /// <summary>The database, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("DatabaseId")]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public string Database { get; set; } = "";

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        var id = await ResolveAsync(KnownResources.Get<DatabaseResource>(), Database, cancellationToken);
        if (!Confirms($"database '{Database}'", "Read the schema", out _))
        {
            return;
        }

        var answer = await CallAsync((calls, options) => new V1.Schemas.SchemasClient(calls).IntrospectDatabaseAsync(new V1.IntrospectDatabaseRequest { DatabaseId = id }, options), cancellationToken);
        World.Write(OSyncSchema.From(answer) with { DatabaseId = id });
    }
}
