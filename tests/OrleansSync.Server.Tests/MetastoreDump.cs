using System.Text;
using Npgsql;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Server.Tests;

/// <summary>Everything that a metastore holds, as whoever steals it would read it.</summary>
internal static class MetastoreDump
{
    public static async Task<string> DumpAsync(this TestDatabase database)
    {
        var tables = new List<string>();
        await using (var command = database.DataSource.CreateCommand("select format('%I.%I', schemaname, tablename) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')"))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                tables.Add(reader.GetString(0));
            }
        }

        var dump = new StringBuilder();
        foreach (var table in tables)
        {
            await using var command = new NpgsqlCommand($"select t::text from {table} t", await database.DataSource.OpenConnectionAsync());
            await using var connection = command.Connection;
            await using var reader = await command.ExecuteReaderAsync();
            dump.AppendLine(table);
            while (await reader.ReadAsync())
            {
                dump.AppendLine(reader.GetString(0));
            }
        }

        return dump.ToString();
    }
}
