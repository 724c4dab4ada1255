namespace OrleansSync.Emulator.Lists;

/// <summary>The kinds of columns (4.2), where two kinds that share a facet are told apart by their storage.</summary>
internal enum ColumnKind
{
    Text,
    Note,
    Choice,
    MultiChoice,
    Number,
    Currency,
    Boolean,
    DateTime,
    DateOnly,
    Lookup,
    Person,
    Calculated,
    Hyperlink,
    Term,

    /// <summary>The hidden note beside a managed metadata column, by which its value is written (5.4).</summary>
    TermNote,
    Geolocation,
    Thumbnail,
    ApprovalStatus,

    /// <summary>Written by the service itself; its value is derived from the item.</summary>
    System,
}
