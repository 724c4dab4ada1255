using System.Management.Automation;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using OrleansSync.PowerShell.Errors;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Definitions;

/// <summary>Lets the server check a definition against its table and its lists as they are now, and changes nothing. With -Quiet emits only true or false.</summary>
/// <example>
/// <code>Test-OSyncDefinition orders</code>
/// <para>Checks one definition.</para>
/// </example>
/// <example>
/// <code>Get-OSyncDefinition | Test-OSyncDefinition | Where-Object { -not $_.Passed }</code>
/// <para>Finds those that something is wrong with.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "OSyncDefinition")]
[OutputType(typeof(OSyncDefinitionTest), typeof(bool))]
public sealed class TestOSyncDefinitionCommand : ServerCommand
{
    /// <summary>The definition, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("DefinitionId", "Id")]
    [ArgumentCompleter(typeof(DefinitionCompleter))]
    public string Definition { get; set; } = "";

    /// <summary>Emits only whether nothing is wrong.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        Target = Definition;
        var resource = KnownResources.Get<DefinitionResource>();
        var id = await ResolveAsync(resource, Definition, cancellationToken);
        var before = await CallAsync((calls, options) => resource.Get(calls, id, options), cancellationToken);
        OSyncDefinitionTest test;
        try
        {
            // Everything that was saved is checked again, as if it were saved now.
            var change = new Change<V1.SyncDefinition>(before, new FieldMask { Paths = { "*" } }, "", ValidateOnly: true);
            var after = await CallAsync((calls, options) => resource.Update(calls, change, options), cancellationToken);
            test = new() { Problems = [.. after.Missing.Select(field => new OSyncFieldViolation(field, "is missing; the definition cannot run without it."))] };
        }
        catch (RpcException exception) when (exception.StatusCode is StatusCode.InvalidArgument or StatusCode.FailedPrecondition or StatusCode.NotFound)
        {
            var error = RpcErrors.Read(exception, Definition);
            test = new() { Problems = error.Violations.Count > 0 ? error.Violations : [new OSyncFieldViolation("", error.Message)] };
        }

        test = test with { DefinitionId = id, Name = before.Name };
        World.Write(IsOn(Quiet) ? test.Passed : test);
    }
}
