using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Databases;

/// <summary>Changes the given fields of a database; all others stay.</summary>
/// <example>
/// <code>Set-OSyncDatabase Orders -Description 'All orders since 2019'</code>
/// <para>Describes a database.</para>
/// </example>
/// <example>
/// <code>Set-OSyncDatabase Orders -DatabaseName orders2 -WhatIf</code>
/// <para>Lets the server check a change without making it.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "OSyncDatabase", SupportsShouldProcess = true)]
[OutputType(typeof(OSyncDatabase))]
public sealed class SetOSyncDatabaseCommand : SetCommand<V1.Database, OSyncDatabase>
{
    /// <summary>What is changed, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("DatabaseId", "Id")]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public string Database { get; set; } = "";

    /// <summary>1 to 200 characters, unique in its application without regard to case.</summary>
    [Parameter]
    [Alias("NewName")]
    [Field("name")]
    public string? Name { get; set; }

    /// <summary>What it is for.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("environment")]
    public OSyncEnvironment Environment { get; set; }

    /// <summary>Its name in PostgreSQL: 1 to 63 bytes in UTF-8.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("database_name")]
    public string? DatabaseName { get; set; }

    /// <summary>Up to 4,000 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("description")]
    public string? Description { get; set; }

    internal override Resource<V1.Database, OSyncDatabase> Resource => KnownResources.Get<DatabaseResource>();

    internal override string Wanted => Database;
}
