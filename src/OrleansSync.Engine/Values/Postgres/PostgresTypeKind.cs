namespace OrleansSync.Engine.Values.Postgres;

/// <summary>The types of PostgreSQL that are told apart; a domain has the kind of its base.</summary>
public enum PostgresTypeKind
{
    /// <summary>A type that is not read: it must be cast in a view. Money is one: its text depends on the server's locale.</summary>
    Other,

    /// <summary>boolean.</summary>
    Boolean,

    /// <summary>smallint.</summary>
    SmallInt,

    /// <summary>integer.</summary>
    Int4,

    /// <summary>bigint.</summary>
    BigInt,

    /// <summary>numeric, decimal.</summary>
    Numeric,

    /// <summary>real.</summary>
    Float4,

    /// <summary>double precision.</summary>
    Float8,

    /// <summary>text.</summary>
    Text,

    /// <summary>character varying.</summary>
    Varchar,

    /// <summary>character, whose trailing blanks mean nothing.</summary>
    Bpchar,

    /// <summary>name, up to 63 bytes.</summary>
    Name,

    /// <summary>citext.</summary>
    Citext,

    /// <summary>uuid.</summary>
    Uuid,

    /// <summary>date.</summary>
    Date,

    /// <summary>timestamp without time zone, which is read as UTC.</summary>
    Timestamp,

    /// <summary>timestamp with time zone.</summary>
    TimestampTz,

    /// <summary>time without time zone.</summary>
    Time,

    /// <summary>interval.</summary>
    Interval,

    /// <summary>bytea.</summary>
    Bytea,

    /// <summary>json.</summary>
    Json,

    /// <summary>jsonb.</summary>
    Jsonb,

    /// <summary>inet.</summary>
    Inet,

    /// <summary>cidr.</summary>
    Cidr,

    /// <summary>xml.</summary>
    Xml,

    /// <summary>An enum.</summary>
    Enum,

    /// <summary>An array.</summary>
    Array,
}
