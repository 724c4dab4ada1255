using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;

namespace OrleansSync.PowerShell.Lists;

/// <summary>Says what one column of a table is to be in a new list; for -ColumnChoice of New-OSyncList. Calls no server.</summary>
/// <example>
/// <code>New-OSyncColumnChoice total -Kind Currency</code>
/// <para>Makes a column of currency.</para>
/// </example>
/// <example>
/// <code>New-OSyncColumnChoice order_no -DisplayName 'Order number'</code>
/// <para>Gives a column another name.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "OSyncColumnChoice")]
[OutputType(typeof(OSyncColumnChoice))]
public sealed class NewOSyncColumnChoiceCommand : OSyncCommand
{
    /// <summary>The table's column.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string Column { get; set; } = "";

    /// <summary>What people are to see; without it a name made from the column's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? DisplayName { get; set; }

    /// <summary>What it is to be; without it what fits best.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateSet("Text", "Note", "Number", "Currency", "Boolean", "DateTime", "DateOnly", "Choice", "MultiChoice", "Lookup", "Person", "MultiPerson", "Hyperlink")]
    public string? Kind { get; set; }

    /// <summary>Indexes it, so that views and filters work beyond 5,000 items. Up to 19 columns of a list, of one short value.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("IsIndexed")]
    public SwitchParameter Indexed { get; set; }

    /// <summary>The id of the definition whose items a foreign key is to look up, where several could.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? ParentDefinitionId { get; set; }

    internal override Task RunAsync(CancellationToken cancellationToken)
    {
        World.Write(new OSyncColumnChoice { Column = Column, DisplayName = DisplayName ?? "", Kind = Kind ?? "", IsIndexed = IsOn(Indexed), ParentDefinitionId = ParentDefinitionId ?? "" });
        return Task.CompletedTask;
    }
}
