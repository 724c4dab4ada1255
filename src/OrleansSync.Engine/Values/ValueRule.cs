namespace OrleansSync.Engine.Values;

/// <summary>The rules by which one value is refused. Names are stored with parked rows: added to, never renamed.</summary>
public enum ValueRule
{
    /// <summary>Nothing is refused.</summary>
    None,

    /// <summary>The bytes are not UTF-8.</summary>
    NotUtf8,

    /// <summary>The binary form has a wrong length or an impossible field.</summary>
    BinaryForm,

    /// <summary>The text is not a boolean of PostgreSQL (t, f, true, false).</summary>
    BooleanForm,

    /// <summary>The text is not a number.</summary>
    NumberForm,

    /// <summary>NaN and the infinities have no place in a list.</summary>
    NumberNotFinite,

    /// <summary>The number is beyond 79,228,162,514,264,337,593,543,950,335 (the largest decimal).</summary>
    NumberTooLarge,

    /// <summary>The number needs more than 28 digits after the point, or more digits than a decimal has.</summary>
    NumberTooFine,

    /// <summary>The number would come back changed from a list, which keeps IEEE doubles.</summary>
    NumberNotADouble,

    /// <summary>The table's column takes whole numbers only.</summary>
    NumberNotWhole,

    /// <summary>The number is outside the range of the table's or the list's column.</summary>
    NumberOutsideColumn,

    /// <summary>The text is not a timestamp in PostgreSQL's ISO style, or not a dateTime of Graph.</summary>
    InstantForm,

    /// <summary>An infinite timestamp has no place in a list.</summary>
    InstantNotFinite,

    /// <summary>The instant is outside the years 1 to 9999.</summary>
    InstantOutOfRange,

    /// <summary>The instant is outside the years that a list holds.</summary>
    InstantOutsideList,

    /// <summary>The text is not a date in PostgreSQL's ISO style, or not a date of Graph.</summary>
    DateForm,

    /// <summary>An infinite date has no place in a list.</summary>
    DateNotFinite,

    /// <summary>The date is outside the years 1 to 9999.</summary>
    DateOutOfRange,

    /// <summary>The date is outside the years that a list holds.</summary>
    DateOutsideList,

    /// <summary>A date-only column's instant is not near midnight of the site's declared time zone: the declared zone is wrong.</summary>
    DateNotAtMidnight,

    /// <summary>The site's time zone skipped that day.</summary>
    DateNotInZone,

    /// <summary>The text is not a time of day.</summary>
    TimeForm,

    /// <summary>The text is not an interval in PostgreSQL's postgres or ISO style.</summary>
    IntervalForm,

    /// <summary>The text is not a UUID.</summary>
    UuidForm,

    /// <summary>The text is not a bytea in hex form.</summary>
    ByteaForm,

    /// <summary>The text is not a network address.</summary>
    AddressForm,

    /// <summary>The text is not an array of PostgreSQL.</summary>
    ArrayForm,

    /// <summary>The array has more than one dimension.</summary>
    ArrayDimensions,

    /// <summary>The array holds a null, which a set of choices cannot.</summary>
    ArrayHoldsNull,

    /// <summary>The text is not a JSON document, or too deep.</summary>
    JsonForm,

    /// <summary>The text is longer than the list's column; a surrogate pair counts as two.</summary>
    TextTooLong,

    /// <summary>The text is longer than the table's column.</summary>
    TextTooLongForTable,

    /// <summary>A single line of text cannot hold a line break.</summary>
    LineBreakInText,

    /// <summary>The enum has no such label.</summary>
    EnumLabel,

    /// <summary>The link has no address, or its address holds control characters.</summary>
    LinkForm,

    /// <summary>The link's address or description is longer than 255.</summary>
    LinkTooLong,

    /// <summary>The id of an item or a person is not a positive whole number.</summary>
    IdForm,

    /// <summary>A single-valued column got several values.</summary>
    SeveralValues,

    /// <summary>The JSON of the field has another shape than its column promises.</summary>
    FieldShape,

    /// <summary>The value has another kind than the pair of columns agreed on.</summary>
    KindMismatch,

    /// <summary>The type of the table's column is not read in this kind; cast it in a view.</summary>
    TypeNotSupported,

    /// <summary>The list's column is computed by the server, or of a kind that is not written.</summary>
    ColumnReadOnly,

    /// <summary>The value was not sent.</summary>
    ValueUnknown,
}
