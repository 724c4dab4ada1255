using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Lists;

/// <summary>What is decided of one column of a table when a list is made for it.</summary>
[View("Column", "DisplayName", "Kind")]
public sealed record OSyncColumnChoice
{
    /// <summary>The table's column.</summary>
    public string Column { get; init; } = "";

    /// <summary>What people are to see; empty for a name made from the column's.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>Text, Note, Number, Currency, Boolean, DateTime, DateOnly, Choice, MultiChoice, Lookup, Person, MultiPerson or Hyperlink; empty for the one that fits best.</summary>
    public string Kind { get; init; } = "";

    /// <summary>True to index it, so that views and filters work beyond 5,000 items.</summary>
    public bool IsIndexed { get; init; }

    /// <summary>The definition whose items a foreign key is to look up, where several could; empty otherwise.</summary>
    public string ParentDefinitionId { get; init; } = "";
}
