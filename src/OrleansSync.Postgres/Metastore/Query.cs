using System.Collections.Immutable;
using Npgsql;
using NpgsqlTypes;

namespace OrleansSync.Postgres.Metastore;

/// <summary>Short ways to read rows.</summary>
internal static class Query
{
    /// <summary>All rows of a query.</summary>
    public static Task<ImmutableArray<T>> ListAsync<T>(
        this MetastoreDatabase database, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params NpgsqlParameter[] parameters) =>
        database.ReadAsync(
            async (connection, stop) =>
            {
                await using var command = new NpgsqlCommand(sql, connection);
                // A repeated read needs parameters of its own.
                command.Parameters.AddRange(parameters.Select(parameter => parameter.Clone()).ToArray());
                await using var reader = await command.ExecuteReaderAsync(stop);
                var rows = ImmutableArray.CreateBuilder<T>();
                while (await reader.ReadAsync(stop))
                {
                    rows.Add(read(reader));
                }

                return rows.ToImmutable();
            },
            cancellationToken);

    /// <summary>The first row of a query, or null.</summary>
    public static async Task<T?> FindAsync<T>(
        this MetastoreDatabase database, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
        where T : class =>
        (await database.ListAsync(sql, read, cancellationToken, parameters)).FirstOrDefault();

    /// <summary>True when a query <c>select exists (...)</c> says so.</summary>
    public static async Task<bool> ExistsAsync(this MetastoreDatabase database, string sql, CancellationToken cancellationToken, params NpgsqlParameter[] parameters) =>
        (await database.ListAsync(sql, reader => reader.GetBoolean(0), cancellationToken, parameters))[0];

    /// <summary>Runs a statement on an open connection.</summary>
    public static async Task<int> ExecuteAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>A parameter of any type that Npgsql knows by its value.</summary>
    public static NpgsqlParameter Of(object value) => new() { Value = value };

    /// <summary>A UUID or null.</summary>
    public static NpgsqlParameter Of(Guid? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid };
}
