namespace OrleansSync.Engine.Values.Lists;

/// <summary>A column of a list, as far as reading, writing and mapping it depend on it.</summary>
/// <param name="Name">The internal name, which is the key in an item's fields.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="IsReadOnly">True when the list computes it: it is read, never written.</param>
/// <param name="LengthMax">The longest text, in UTF-16 units, if the column says so.</param>
[GenerateSerializer, Immutable, Alias("ListColumn")]
public sealed record ListColumn(
    [property: Id(0)] string Name,
    [property: Id(1)] ListColumnKind Kind,
    [property: Id(2)] bool IsReadOnly = false,
    [property: Id(3)] int? LengthMax = null)
{
    /// <summary>The longest line of text, in UTF-16 units, of a column that does not say so (sharepoint-graph.md 5.4).</summary>
    public const int LineLengthMax = 255;

    /// <summary>True for lookups and people, which are read and written by id.</summary>
    public bool HoldsIds => Kind is ListColumnKind.Lookup or ListColumnKind.MultiLookup or ListColumnKind.Person or ListColumnKind.MultiPerson;

    /// <summary>True for columns of several values.</summary>
    public bool HoldsSeveral => Kind is ListColumnKind.MultiChoice or ListColumnKind.MultiLookup or ListColumnKind.MultiPerson;

    /// <summary>The key under which a read item has the value.</summary>
    public string ReadName => HoldsIds && !HoldsSeveral ? $"{Name}LookupId" : Name;

    /// <summary>The key under which the value is written.</summary>
    public string WriteName => HoldsIds ? $"{Name}LookupId" : Name;

    /// <summary>The kind of its values; null for columns that are neither read nor written. A note may hold JSON instead.</summary>
    public ValueKind? NaturalKind => Kind switch
    {
        ListColumnKind.Text or ListColumnKind.Note or ListColumnKind.Choice => ValueKind.Text,
        ListColumnKind.Number or ListColumnKind.Currency => ValueKind.Number,
        ListColumnKind.Boolean => ValueKind.Boolean,
        ListColumnKind.DateTime => ValueKind.Instant,
        ListColumnKind.DateOnly => ValueKind.Date,
        ListColumnKind.MultiChoice => ValueKind.Choices,
        ListColumnKind.Lookup or ListColumnKind.MultiLookup => ValueKind.Lookups,
        ListColumnKind.Person or ListColumnKind.MultiPerson => ValueKind.Persons,
        ListColumnKind.Hyperlink => ValueKind.Link,
        _ => null,
    };

    /// <summary>True when the column takes values of the kind.</summary>
    public bool Takes(ValueKind kind) => kind == NaturalKind || (kind == ValueKind.Json && Kind is ListColumnKind.Text or ListColumnKind.Note);
}
