using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;

namespace OrleansSync.PowerShell.Definitions;

/// <summary>Says which column belongs to which field; for -FieldMapping of New-OSyncDefinition. Calls no server.</summary>
/// <example>
/// <code>New-OSyncFieldMapping order_no Title</code>
/// <para>Maps a column to a field.</para>
/// </example>
/// <example>
/// <code>Import-Csv mappings.csv | New-OSyncFieldMapping</code>
/// <para>Makes one for each line of a file with the columns Column and Field.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "OSyncFieldMapping")]
[OutputType(typeof(OSyncFieldMapping))]
public sealed class NewOSyncFieldMappingCommand : OSyncCommand
{
    /// <summary>The column of the table, exactly.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string Column { get; set; } = "";

    /// <summary>The internal name of the list's column.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    public string Field { get; set; } = "";

    /// <summary>Which way the field goes; Both by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public OSyncMappingDirection Direction { get; set; }

    /// <summary>An expression over columns, as in docs/expressions.md.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Transform { get; set; }

    /// <summary>People tell items apart by this field.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter IsKey { get; set; }

    /// <summary>The list itself keeps it, such as Created; pull only.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter IsSystemField { get; set; }

    /// <summary>You declare that the values fit where only some could be lost; a row whose value does not fit is then parked.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter ValuesFit { get; set; }

    /// <summary>For a foreign key and a lookup: the id of the definition of the table that the key points to.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? LookupDefinitionId { get; set; }

    internal override Task RunAsync(CancellationToken cancellationToken)
    {
        World.Write(new OSyncFieldMapping
        {
            Column = Column,
            Field = Field,
            Direction = Direction,
            Transform = Transform ?? "",
            IsKey = IsOn(IsKey),
            IsSystemField = IsOn(IsSystemField),
            ValuesFit = IsOn(ValuesFit),
            LookupDefinitionId = LookupDefinitionId ?? "",
        });
        return Task.CompletedTask;
    }
}
