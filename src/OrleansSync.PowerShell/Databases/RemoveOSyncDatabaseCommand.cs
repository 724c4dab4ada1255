using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Databases;

/// <summary>Takes a database out of the catalog; the database itself is not touched.</summary>
/// <example>
/// <code>Remove-OSyncDatabase Orders</code>
/// <para>Removes a database after asking.</para>
/// </example>
/// <example>
/// <code>Get-OSyncDatabase -Application Test | Remove-OSyncDatabase -Confirm:$false</code>
/// <para>Removes those of an application without asking.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "OSyncDatabase", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveOSyncDatabaseCommand : RemoveCommand<V1.Database, OSyncDatabase>
{
    /// <summary>What is removed, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("DatabaseId", "Id")]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public string Database { get; set; } = "";

    internal override Resource<V1.Database, OSyncDatabase> Resource => KnownResources.Get<DatabaseResource>();

    internal override string Wanted => Database;
}
