using Npgsql;
using NpgsqlTypes;

namespace OrleansSync.Postgres.Tables;

/// <summary>Parameters for values of types that are only known to the table.</summary>
internal static class SqlText
{
    /// <summary>A literal whose type PostgreSQL takes from what it is compared with.</summary>
    public static NpgsqlParameter Literal(string text) => new() { Value = text, NpgsqlDbType = NpgsqlDbType.Unknown };

    /// <summary>Texts that the statement casts.</summary>
    public static NpgsqlParameter Array(string?[] texts) => new() { Value = texts, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    /// <summary>A count.</summary>
    public static NpgsqlParameter Count(int count) => new NpgsqlParameter<int> { TypedValue = count };
}
