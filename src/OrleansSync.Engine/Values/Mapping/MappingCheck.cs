using OrleansSync.Engine.Values.Lists;
using OrleansSync.Engine.Values.Postgres;
using static OrleansSync.Engine.Values.Mapping.Normalisation;

namespace OrleansSync.Engine.Values.Mapping;

/// <summary>
/// Says whether two columns may be mapped, before any row is read: a mapping that could lose precision is refused, or goes to
/// text. Pure. Where only some values could be lost (a bigint beyond 2^53), whoever saves the mapping may declare that the
/// values fit; then a row with one that does not is parked.
/// </summary>
public static class MappingCheck
{
    private const int SafeDigits = 15;
    private const string CastInView = "Cast the column in a view and map the view.";
    private const string DeclareOrNote = "Map it to several lines of plain text, or declare that the values fit: a row whose value does not is then parked.";
    private const string DeclareOrText = "Map it to a column of text, or declare that the values fit: a row whose value does not is then parked.";

    /// <summary>The verdict on a pair.</summary>
    /// <param name="type">The type of the table's column.</param>
    /// <param name="column">The list's column.</param>
    /// <param name="pushes">True when values go from the table to the list, both ways included.</param>
    /// <param name="valuesFit">True when whoever saves the mapping declared that the values fit.</param>
    public static MappingVerdict Check(PostgresType type, ListColumn column, bool pushes = true, bool valuesFit = false)
    {
        if (pushes && column.IsReadOnly)
        {
            return Refuse("The list computes this column.", "Map it pull only.");
        }

        if (type.Kind == PostgresTypeKind.Other || (type.Kind == PostgresTypeKind.Array && type.Element is null or { Kind: PostgresTypeKind.Other or PostgresTypeKind.Array }))
        {
            return Refuse($"The type {type.Name} is not read: its text depends on the server's settings, or is not known.", CastInView);
        }

        return column.Kind switch
        {
            ListColumnKind.Text => Line(type, column, valuesFit),
            ListColumnKind.Note => AnyText(type),
            ListColumnKind.Choice => Choice(type, column, valuesFit),
            ListColumnKind.Number or ListColumnKind.Currency => Number(type, valuesFit),
            ListColumnKind.Boolean when type.Kind == PostgresTypeKind.Boolean => new MappingVerdict.Lossless(ValueKind.Boolean),
            ListColumnKind.Boolean => Refuse($"A yes/no column does not hold {type.Name}.", "Map a boolean column; a transform or a view can make one."),
            ListColumnKind.DateTime => DateTime(type),
            ListColumnKind.DateOnly => DateOnly(type),
            ListColumnKind.MultiChoice => MultiChoice(type),
            ListColumnKind.Lookup or ListColumnKind.MultiLookup => Ids(type, column, ValueKind.Lookups),
            ListColumnKind.Person or ListColumnKind.MultiPerson => Ids(type, column, ValueKind.Persons),
            ListColumnKind.Hyperlink => Link(type, valuesFit),
            ListColumnKind.RichNote => Refuse("The server rewrites HTML, so that what is read never equals what was written.", "Set the column to plain text."),
            ListColumnKind.AppendNote => Refuse("Each write appends, and a write that does not name the column blanks it.", "Switch appending off, or map another column."),
            ListColumnKind.Calculated => Refuse("A calculated column is neither written nor compared.", "Map the columns that it is calculated from."),
            ListColumnKind.Term => Refuse("Managed metadata is not synced.", "Map a column of choices or text."),
            _ => Refuse("A column of this kind is not synced.", "Map another column."),
        };
    }

    /// <summary>
    /// The known collision of names (sharepoint-graph.md 5.4): a column X of ids beside a column XId or XLookupId captures its
    /// writes. Null when there is none.
    /// </summary>
    public static MappingVerdict.Refused? CheckSiblings(ListColumn column, IEnumerable<string> names) =>
        column.HoldsIds && names.Any(name => Same(name, $"{column.Name}Id") || Same(name, $"{column.Name}LookupId"))
            ? new("Another column of the list has the name under which this one's ids are written.", "Give one of them another internal name, by making it anew.")
            : null;

    private static MappingVerdict Line(PostgresType type, ListColumn column, bool valuesFit)
    {
        var most = column.LengthMax ?? 255;
        return type.Kind switch
        {
            PostgresTypeKind.Text or PostgresTypeKind.Citext or PostgresTypeKind.Varchar or PostgresTypeKind.Bpchar when !(valuesFit || type.Length <= most) =>
                Refuse($"A text of this column can be longer than {most}.", DeclareOrNote),
            PostgresTypeKind.Bytea or PostgresTypeKind.Json or PostgresTypeKind.Jsonb or PostgresTypeKind.Xml when !valuesFit =>
                Refuse($"A value of the type {type.Name} can be longer than {most}.", DeclareOrNote),
            // A character beyond U+FFFF counts as two, and a line break has no place: even a short text is checked.
            _ => AnyText(type),
        };
    }

    private static MappingVerdict AnyText(PostgresType type) => type.Kind switch
    {
        PostgresTypeKind.Bpchar => Change(ValueKind.Text, ListText, TrailingBlanks, CheckedPerRow),
        PostgresTypeKind.Text or PostgresTypeKind.Varchar or PostgresTypeKind.Citext or PostgresTypeKind.Name or PostgresTypeKind.Enum or PostgresTypeKind.Xml =>
            Change(ValueKind.Text, ListText, CheckedPerRow),
        PostgresTypeKind.Json or PostgresTypeKind.Jsonb => Change(ValueKind.Json, JsonCanonical, CheckedPerRow),
        PostgresTypeKind.Array => Refuse("An array in a text has no form that both sides agree on.", "Map it to a column of several choices, or cast it to json in a view."),
        PostgresTypeKind.Bytea or PostgresTypeKind.Numeric when type.Precision is null => Change(ValueKind.Text, TextForm, CheckedPerRow),
        PostgresTypeKind.Float4 or PostgresTypeKind.Float8 or PostgresTypeKind.Timestamp or PostgresTypeKind.TimestampTz or PostgresTypeKind.Date =>
            Change(ValueKind.Text, TextForm, CheckedPerRow),
        _ => Change(ValueKind.Text, TextForm),
    };

    private static MappingVerdict Choice(PostgresType type, ListColumn column, bool valuesFit) => type.IsText || type.Kind == PostgresTypeKind.Enum
        ? Line(type, column, valuesFit)
        : Refuse($"A column of choices does not hold {type.Name}.", "Map a column of text or an enum.");

    private static MappingVerdict Number(PostgresType type, bool valuesFit) => type switch
    {
        { Kind: PostgresTypeKind.SmallInt or PostgresTypeKind.Int4 } => new MappingVerdict.Lossless(ValueKind.Number),
        { Kind: PostgresTypeKind.BigInt } when !valuesFit => Refuse("A list keeps doubles: a bigint beyond 9,007,199,254,740,992 would come back changed.", DeclareOrText),
        { Kind: PostgresTypeKind.BigInt } => Change(ValueKind.Number, CheckedPerRow),
        { Kind: PostgresTypeKind.Numeric, Precision: <= SafeDigits, Scale: >= 0 and <= SafeDigits } => Change(ValueKind.Number, RoundedToScale),
        { Kind: PostgresTypeKind.Numeric } when !valuesFit =>
            Refuse($"A list keeps doubles: a number of more than {SafeDigits} significant digits could come back changed.", DeclareOrText),
        { Kind: PostgresTypeKind.Numeric, Precision: not null } => Change(ValueKind.Number, RoundedToScale, CheckedPerRow),
        { Kind: PostgresTypeKind.Numeric or PostgresTypeKind.Float4 or PostgresTypeKind.Float8 } => Change(ValueKind.Number, CheckedPerRow),
        _ => Refuse($"A column of numbers does not hold {type.Name}.", CastInView),
    };

    private static MappingVerdict DateTime(PostgresType type) => type.Kind switch
    {
        PostgresTypeKind.TimestampTz => Change(ValueKind.Instant, SecondsCut, CheckedPerRow),
        PostgresTypeKind.Timestamp => Change(ValueKind.Instant, TimestampIsUtc, SecondsCut, CheckedPerRow),
        PostgresTypeKind.Date => Refuse("A day is no instant: it would be shown as another day in other time zones.", "Map it to a column of dates without a time."),
        _ => Refuse($"A column of dates and times does not hold {type.Name}.", CastInView),
    };

    private static MappingVerdict DateOnly(PostgresType type) => type.Kind switch
    {
        PostgresTypeKind.Date => Change(ValueKind.Date, Normalisation.SiteMidnight, CheckedPerRow),
        PostgresTypeKind.Timestamp or PostgresTypeKind.TimestampTz => Refuse("The time of day would be lost.", "Map it to a column of dates with a time, or cast it to date in a view."),
        _ => Refuse($"A column of dates does not hold {type.Name}.", CastInView),
    };

    private static MappingVerdict MultiChoice(PostgresType type) => type is { Kind: PostgresTypeKind.Array, Element: { } element } && (element.IsText || element.Kind == PostgresTypeKind.Enum)
        ? Change(ValueKind.Choices, SetOfChoices, ListText, CheckedPerRow)
        : Refuse($"A column of several choices does not hold {type.Name}.", "Map an array of text or of an enum.");

    private static MappingVerdict Ids(PostgresType type, ListColumn column, ValueKind kind)
    {
        var element = column.HoldsSeveral ? type.Element : type;
        var isKey = element is not null && (element.IsInteger || element.IsText || (kind == ValueKind.Lookups && element.Kind is PostgresTypeKind.Uuid or PostgresTypeKind.Numeric));
        return isKey
            ? Change(kind, Normalisation.Ids, CheckedPerRow)
            : Refuse(
                column.HoldsSeveral ? $"A column of several values does not hold {type.Name}." : $"The type {type.Name} names no single item or person.",
                kind == ValueKind.Lookups ? "Map the foreign key, or an array of keys where the column takes several." : "Map the address, or an array of addresses where the column takes several.");
    }

    private static MappingVerdict Link(PostgresType type, bool valuesFit) => type switch
    {
        { IsText: false } => Refuse($"A column of links does not hold {type.Name}.", "Map a column of text that holds the address."),
        { Kind: PostgresTypeKind.Name } or { Length: <= 255 } => Change(ValueKind.Link, LinkCopies, CheckedPerRow),
        _ when valuesFit => Change(ValueKind.Link, LinkCopies, CheckedPerRow),
        _ => Refuse("An address of this column can be longer than 255.", DeclareOrNote),
    };

    private static MappingVerdict.Refused Refuse(string reason, string wayOut) => new(reason, wayOut);

    private static MappingVerdict.Normalised Change(ValueKind kind, params ReadOnlySpan<Normalisation> rules) => new(kind, [.. rules]);

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
