namespace OrleansSync.Engine.Values.Lists;

/// <summary>The kinds of list columns that are told apart (sharepoint-graph.md 4 and 5.4).</summary>
public enum ListColumnKind
{
    /// <summary>A kind that is neither read nor written: geolocation, thumbnail, a column without a facet.</summary>
    Other,

    /// <summary>A single line of text.</summary>
    Text,

    /// <summary>Several lines of plain text.</summary>
    Note,

    /// <summary>Several lines of HTML, which the server rewrites.</summary>
    RichNote,

    /// <summary>Several lines to which each write appends.</summary>
    AppendNote,

    /// <summary>A number; percentages hold the fraction.</summary>
    Number,

    /// <summary>A number shown with a currency.</summary>
    Currency,

    /// <summary>Yes or no.</summary>
    Boolean,

    /// <summary>A date with a time.</summary>
    DateTime,

    /// <summary>A date without a time, kept as midnight in the site's time zone.</summary>
    DateOnly,

    /// <summary>One of several texts.</summary>
    Choice,

    /// <summary>Some of several texts.</summary>
    MultiChoice,

    /// <summary>One item of another list.</summary>
    Lookup,

    /// <summary>Some items of another list.</summary>
    MultiLookup,

    /// <summary>One person or group.</summary>
    Person,

    /// <summary>Some people or groups.</summary>
    MultiPerson,

    /// <summary>An address with a description.</summary>
    Hyperlink,

    /// <summary>Managed metadata.</summary>
    Term,

    /// <summary>Calculated by the server.</summary>
    Calculated,
}
