using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;
using OrleansSync.PowerShell.Schemas;

namespace OrleansSync.PowerShell.Instances;

/// <summary>Connects once to a database instance and says what it is, what is wrong, and what its role lacks. Emits the findings; with -Quiet only true or false.</summary>
/// <example>
/// <code>Test-OSyncInstance primary</code>
/// <para>Tests an instance.</para>
/// </example>
/// <example>
/// <code>Get-OSyncInstance | Test-OSyncInstance | Where-Object { -not $_.Passed }</code>
/// <para>Finds those that something is wrong with.</para>
/// </example>
/// <example>
/// <code>(Test-OSyncInstance primary -Table public.orders -Writes).GrantScript</code>
/// <para>Gets the statements that give the role what a pull needs.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "OSyncInstance")]
[OutputType(typeof(OSyncInstanceTest), typeof(bool))]
public sealed class TestOSyncInstanceCommand : ServerCommand
{
    /// <summary>The instance, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("InstanceId", "Id")]
    [ArgumentCompleter(typeof(InstanceCompleter))]
    public string Instance { get; set; } = "";

    /// <summary>Tables as schema.table or table; the answer says what the role may not do with them. Up to 100.</summary>
    [Parameter]
    public string[]? Table { get; set; }

    /// <summary>A pull writes the tables, too.</summary>
    [Parameter]
    public SwitchParameter Writes { get; set; }

    /// <summary>Asks for what change capture needs, too.</summary>
    [Parameter]
    public SwitchParameter Replication { get; set; }

    /// <summary>Emits only whether nothing is wrong.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        Target = Instance;
        var id = await ResolveAsync(KnownResources.Get<InstanceResource>(), Instance, cancellationToken);
        var request = new V1.TestDatabaseInstanceRequest { Id = id, Replication = IsOn(Replication) };
        request.Tables.AddRange((Table ?? []).Select(TableName.Parse).Select(name => new V1.TableNeed { Schema = name.Schema, Table = name.Table, Writes = IsOn(Writes) }));
        var answer = await CallAsync((calls, options) => new V1.DatabaseInstances.DatabaseInstancesClient(calls).TestDatabaseInstanceAsync(request, options), cancellationToken);
        var test = OSyncInstanceTest.From(answer) with { InstanceId = id };
        World.Write(IsOn(Quiet) ? test.Passed : test);
    }
}
