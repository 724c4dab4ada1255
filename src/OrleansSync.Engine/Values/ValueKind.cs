namespace OrleansSync.Engine.Values;

/// <summary>
/// The kinds of canonical values. The numbers are the tags of <see cref="Hashing.ValueEncoding"/> and the order of values of
/// different kinds: they are added to, never changed.
/// </summary>
public enum ValueKind : byte
{
    /// <summary>No value; an absent field, an empty text and an empty set are the same as this one.</summary>
    Null = 0,

    /// <summary>A text.</summary>
    Text = 1,

    /// <summary>A decimal number.</summary>
    Number = 2,

    /// <summary>True or false.</summary>
    Boolean = 3,

    /// <summary>An instant in UTC, in whole seconds.</summary>
    Instant = 4,

    /// <summary>A day of the calendar, without a time or a zone.</summary>
    Date = 5,

    /// <summary>A set of texts.</summary>
    Choices = 6,

    /// <summary>A set of items of another list, by their item ids.</summary>
    Lookups = 7,

    /// <summary>A set of people, by their ids in the site's user list.</summary>
    Persons = 8,

    /// <summary>An address with a description.</summary>
    Link = 9,

    /// <summary>A JSON document, in a text that is equal for equal documents.</summary>
    Json = 10,

    /// <summary>A value that exists but was not sent (an unchanged TOAST value): it is neither hashed nor written.</summary>
    Unknown = 255,
}
