using System.Collections.Immutable;

namespace OrleansSync.Engine.Values.Postgres;

/// <summary>The type of a table's column, as far as reading, writing and mapping it depend on it.</summary>
/// <param name="Kind">Which type; of a domain, its base's.</param>
/// <param name="Name">Its name as PostgreSQL shows it, without schema; of a domain, the domain's.</param>
/// <param name="Oid">Its oid; of a domain, its base's, which is what is sent.</param>
[GenerateSerializer, Immutable, Alias("PostgresType")]
public sealed record PostgresType([property: Id(0)] PostgresTypeKind Kind, [property: Id(1)] string Name, [property: Id(2)] uint Oid)
{
    private static readonly ImmutableSortedDictionary<uint, (PostgresTypeKind Kind, string Name, uint Array)> Known =
        new Dictionary<uint, (PostgresTypeKind, string, uint)>
        {
            [16] = (PostgresTypeKind.Boolean, "boolean", 1000),
            [17] = (PostgresTypeKind.Bytea, "bytea", 1001),
            [19] = (PostgresTypeKind.Name, "name", 1003),
            [20] = (PostgresTypeKind.BigInt, "bigint", 1016),
            [21] = (PostgresTypeKind.SmallInt, "smallint", 1005),
            [23] = (PostgresTypeKind.Int4, "integer", 1007),
            [25] = (PostgresTypeKind.Text, "text", 1009),
            [114] = (PostgresTypeKind.Json, "json", 199),
            [142] = (PostgresTypeKind.Xml, "xml", 143),
            [650] = (PostgresTypeKind.Cidr, "cidr", 651),
            [700] = (PostgresTypeKind.Float4, "real", 1021),
            [701] = (PostgresTypeKind.Float8, "double precision", 1022),
            [790] = (PostgresTypeKind.Other, "money", 0),
            [869] = (PostgresTypeKind.Inet, "inet", 1041),
            [1042] = (PostgresTypeKind.Bpchar, "character", 1014),
            [1043] = (PostgresTypeKind.Varchar, "character varying", 1015),
            [1082] = (PostgresTypeKind.Date, "date", 1182),
            [1083] = (PostgresTypeKind.Time, "time without time zone", 1183),
            [1114] = (PostgresTypeKind.Timestamp, "timestamp without time zone", 1115),
            [1184] = (PostgresTypeKind.TimestampTz, "timestamp with time zone", 1185),
            [1186] = (PostgresTypeKind.Interval, "interval", 1187),
            [1266] = (PostgresTypeKind.Other, "time with time zone", 0),
            [1700] = (PostgresTypeKind.Numeric, "numeric", 1231),
            [2950] = (PostgresTypeKind.Uuid, "uuid", 2951),
            [3802] = (PostgresTypeKind.Jsonb, "jsonb", 3807),
        }.ToImmutableSortedDictionary();

    private static readonly ImmutableSortedDictionary<uint, uint> ElementsOfArrays =
        Known.Where(known => known.Value.Array != 0).ToImmutableSortedDictionary(known => known.Value.Array, known => known.Key);

    /// <summary>Most characters of varchar(n) and character(n); null when not declared.</summary>
    [Id(3)]
    public int? Length { get; init; }

    /// <summary>Most significant digits of numeric(p, s); null when not declared.</summary>
    [Id(4)]
    public int? Precision { get; init; }

    /// <summary>Digits after the point of numeric(p, s), which may be negative.</summary>
    [Id(5)]
    public int? Scale { get; init; }

    /// <summary>The type of an array's elements.</summary>
    [Id(6)]
    public PostgresType? Element { get; init; }

    /// <summary>The labels of an enum, in its order.</summary>
    [Id(7)]
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>True when <see cref="Name"/> is a domain's; its constraints are the table's business and are not known here.</summary>
    [Id(8)]
    public bool IsDomain { get; init; }

    /// <summary>True for the types whose values are texts to PostgreSQL too.</summary>
    public bool IsText => Kind is PostgresTypeKind.Text or PostgresTypeKind.Varchar or PostgresTypeKind.Bpchar or PostgresTypeKind.Name or PostgresTypeKind.Citext;

    /// <summary>True for smallint, integer and bigint.</summary>
    public bool IsInteger => Kind is PostgresTypeKind.SmallInt or PostgresTypeKind.Int4 or PostgresTypeKind.BigInt;

    /// <summary>A built-in type by its oid and type modifier; any other oid is a type that is not read.</summary>
    public static PostgresType Of(uint oid, int typeModifier = -1)
    {
        if (ElementsOfArrays.TryGetValue(oid, out var element))
        {
            return ArrayOf(Of(element, typeModifier), oid);
        }

        return Known.TryGetValue(oid, out var known)
            ? new PostgresType(known.Kind, known.Name, oid).WithModifier(typeModifier)
            : new PostgresType(PostgresTypeKind.Other, $"oid {oid}", oid);
    }

    /// <summary>An array of a type.</summary>
    public static PostgresType ArrayOf(PostgresType element, uint oid) => new(PostgresTypeKind.Array, $"{element.Name}[]", oid) { Element = element };

    /// <summary>An enum with its labels.</summary>
    public static PostgresType EnumOf(string name, uint oid, IEnumerable<string> labels) => new(PostgresTypeKind.Enum, name, oid) { Labels = [.. labels] };

    /// <summary>citext, whose oid differs between databases.</summary>
    public static PostgresType CitextOf(uint oid) => new(PostgresTypeKind.Citext, "citext", oid);

    /// <summary>A domain over this type.</summary>
    public PostgresType AsDomain(string name) => this with { Name = name, IsDomain = true };

    /// <summary>True when everything is equal, labels one by one.</summary>
    public bool Equals(PostgresType? other) =>
        other is not null && (Kind, Name, Oid, Length, Precision, Scale, IsDomain) == (other.Kind, other.Name, other.Oid, other.Length, other.Precision, other.Scale, other.IsDomain)
        && Equals(Element, other.Element) && Labels.SequenceEqual(other.Labels);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Name, Oid, Length, Precision, Scale, Element);

    private PostgresType WithModifier(int modifier) => (Kind, modifier) switch
    {
        (_, < 0) => this,
        (PostgresTypeKind.Varchar or PostgresTypeKind.Bpchar, _) => this with { Length = modifier - 4 },
        // The scale is a signed number of 11 bits.
        (PostgresTypeKind.Numeric, _) => this with { Precision = ((modifier - 4) >> 16) & 0xFFFF, Scale = (((modifier - 4) & 0x7FF) ^ 1024) - 1024 },
        _ => this,
    };
}
