namespace OrleansSync.Engine.Values.Mapping;

/// <summary>What a pair of columns does to values that are not already so; shown to whoever saves a mapping. Added to, never renamed.</summary>
public enum Normalisation
{
    /// <summary>Empty and blank texts are null, line breaks are LF, characters that a list cannot hold are dropped (6.1, 6.2, 6.5).</summary>
    ListText,

    /// <summary>The value goes to text, in one form for each type, and keeps all of its digits.</summary>
    TextForm,

    /// <summary>Blanks at the end of character(n) are dropped.</summary>
    TrailingBlanks,

    /// <summary>Fractions of a second are cut (6.9).</summary>
    SecondsCut,

    /// <summary>A timestamp without time zone is read as UTC.</summary>
    TimestampIsUtc,

    /// <summary>A day is kept as midnight in the site's time zone (6.6).</summary>
    SiteMidnight,

    /// <summary>Order and duplicates are lost (6.14).</summary>
    SetOfChoices,

    /// <summary>Compared and written by id; keys and addresses are resolved to ids (6.15).</summary>
    Ids,

    /// <summary>Addresses are percent-encoded and the description is a copy of the address (6.16).</summary>
    LinkCopies,

    /// <summary>White space, the order of members and needless zeros of JSON are lost.</summary>
    JsonCanonical,

    /// <summary>What is typed into the list is rounded to the digits that the table's column declares.</summary>
    RoundedToScale,

    /// <summary>A single value that does not fit is parked with its reason; nothing is cut or rounded to fit.</summary>
    CheckedPerRow,
}
