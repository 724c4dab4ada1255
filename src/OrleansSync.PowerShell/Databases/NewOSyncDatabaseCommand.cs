using System.Management.Automation;
using OrleansSync.PowerShell.Applications;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Databases;

/// <summary>Declares a new database.</summary>
/// <example>
/// <code>New-OSyncDatabase Orders -Application Shop -Environment Production -DatabaseName orders</code>
/// <para>Declares a database.</para>
/// </example>
/// <example>
/// <code>Get-OSyncApplication Shop | New-OSyncDatabase -Name Orders -Environment Staging -DatabaseName orders</code>
/// <para>Takes the application from the pipeline.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "OSyncDatabase", SupportsShouldProcess = true)]
[OutputType(typeof(OSyncDatabase))]
public sealed class NewOSyncDatabaseCommand : NewCommand<V1.Database, OSyncDatabase>
{
    /// <summary>The application that it belongs to, by name or id.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ApplicationId")]
    [Field("application_id")]
    [NameOf(typeof(ApplicationResource))]
    [ArgumentCompleter(typeof(ApplicationCompleter))]
    public string Application { get; set; } = "";

    /// <summary>1 to 200 characters, unique in its application without regard to case.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Field("name")]
    public string Name { get; set; } = "";

    /// <summary>What it is for.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Field("environment")]
    public OSyncEnvironment Environment { get; set; }

    /// <summary>Its name in PostgreSQL: 1 to 63 bytes in UTF-8.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Field("database_name")]
    public string DatabaseName { get; set; } = "";

    /// <summary>Up to 4,000 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("description")]
    public string? Description { get; set; }

    internal override Resource<V1.Database, OSyncDatabase> Resource => KnownResources.Get<DatabaseResource>();
}
