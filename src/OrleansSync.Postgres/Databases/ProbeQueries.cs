using System.Collections.Immutable;
using Npgsql;
using OrleansSync.Engine.Databases;
using OrleansSync.Engine.Introspection;

namespace OrleansSync.Postgres.Databases;

/// <summary>What a connection test asks. Reads catalogs and settings, never a row.</summary>
internal static class ProbeQueries
{
    private const int ClockReadings = 3;

    /// <summary>The version, which decides whether anything else is asked.</summary>
    public static async Task<DatabaseFacts> ReadVersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        const string Select = "select pg_catalog.current_setting('server_version_num')::int, pg_catalog.current_setting('server_version')";
        await using var command = new NpgsqlCommand(Select, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        // "17.2 (Debian 17.2-1)"
        return new DatabaseFacts(reader.GetInt32(0), reader.GetString(1).Split(' ')[0]);
    }

    /// <summary>State and rights of the role.</summary>
    public static async Task<DatabaseFacts> ReadStateAsync(NpgsqlConnection connection, DatabaseFacts facts, CancellationToken cancellationToken)
    {
        // Amazon's RDS has a role in place of the attribute.
        const string Select = """
            select pg_catalog.pg_is_in_recovery(),
                pg_catalog.current_setting('default_transaction_read_only')::boolean,
                pg_catalog.current_setting('wal_level'),
                coalesce((select rolsuper or rolreplication from pg_catalog.pg_roles where rolname = current_user), false)
                    or exists (select 1 from pg_catalog.pg_roles where rolname = 'rds_replication' and pg_catalog.pg_has_role(current_user, oid, 'usage')),
                pg_catalog.pg_has_role(current_user, 'pg_read_all_stats', 'usage'),
                coalesce((select ssl from pg_catalog.pg_stat_ssl where pid = pg_catalog.pg_backend_pid()), false),
                pg_catalog.has_function_privilege('pg_catalog.pg_control_system()', 'execute')
            """;
        bool mayIdentify;
        await using (var command = new NpgsqlCommand(Select, connection))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            await reader.ReadAsync(cancellationToken);
            facts = facts with
            {
                IsInRecovery = reader.GetBoolean(0),
                IsReadOnly = reader.GetBoolean(0) || reader.GetBoolean(1),
                WalLevel = reader.GetString(2),
                MayReplicate = reader.GetBoolean(3),
                SeesActivity = reader.GetBoolean(4),
                IsEncrypted = reader.GetBoolean(5),
            };
            mayIdentify = reader.GetBoolean(6);
        }

        return mayIdentify ? facts with { SystemIdentifier = await ReadIdentifierAsync(connection, cancellationToken) } : facts;
    }

    /// <summary>The rights on tables, in the order in which they were asked for.</summary>
    public static async Task<ImmutableArray<TableAccess>> ReadTablesAsync(NpgsqlConnection connection, ImmutableArray<TableNeed> needs, CancellationToken cancellationToken)
    {
        // In a case, or the planner may ask for the right on what is no sequence, which is an error.
        const string Select = """
            select c.oid is not null,
                n.oid is not null and not pg_catalog.has_schema_privilege(n.oid, 'usage'),
                array[pg_catalog.has_table_privilege(c.oid, 'select'), pg_catalog.has_table_privilege(c.oid, 'insert'),
                    pg_catalog.has_table_privilege(c.oid, 'update'), pg_catalog.has_table_privilege(c.oid, 'delete')],
                coalesce(pg_catalog.row_security_active(c.oid), false),
                coalesce(locked.schemas, '{}'), coalesce(locked.names, '{}')
            from unnest($1::text[], $2::text[]) with ordinality need (schema, name, place)
            left join pg_catalog.pg_namespace n on n.nspname = need.schema
            left join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relname = need.name and c.relkind in ('r', 'p', 'v', 'm', 'f')
            left join lateral (
                select array_agg(sn.nspname::text order by s.oid) schemas, array_agg(s.relname::text order by s.oid) names
                from pg_catalog.pg_class s
                join pg_catalog.pg_namespace sn on sn.oid = s.relnamespace
                where case when s.relkind = 'S' then not pg_catalog.has_sequence_privilege(s.oid, 'usage') else false end and (
                    exists (
                        select 1 from pg_catalog.pg_depend d
                        where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = s.oid and d.refclassid = 'pg_catalog.pg_class'::regclass
                            and d.refobjid = c.oid and d.deptype in ('a', 'i'))
                    or exists (
                        select 1 from pg_catalog.pg_attrdef a
                        join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_attrdef'::regclass and d.objid = a.oid
                        where a.adrelid = c.oid and d.refclassid = 'pg_catalog.pg_class'::regclass and d.refobjid = s.oid))
            ) locked on c.oid is not null
            order by need.place
            """;
        await using var command = new NpgsqlCommand(Select, connection)
        {
            Parameters = { new() { Value = needs.Select(need => need.Table.Schema).ToArray() }, new() { Value = needs.Select(need => need.Table.Name).ToArray() } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var tables = ImmutableArray.CreateBuilder<TableAccess>(needs.Length);
        while (await reader.ReadAsync(cancellationToken))
        {
            tables.Add(ReadTable(reader, needs[tables.Count]));
        }

        return tables.ToImmutable();
    }

    /// <summary>The database's clock beside ours; of a few readings the one with the shortest round trip.</summary>
    public static async Task<ClockReading> ReadClockAsync(NpgsqlConnection connection, TimeProvider clock, CancellationToken cancellationToken)
    {
        ClockReading? best = null;
        await using var command = new NpgsqlCommand("select pg_catalog.clock_timestamp()", connection);
        for (var number = 0; number < ClockReadings; number++)
        {
            var (before, begin) = (clock.GetUtcNow(), clock.GetTimestamp());
            var there = (DateTime)(await command.ExecuteScalarAsync(cancellationToken))!; // The function is never null.
            var half = clock.GetElapsedTime(begin) / 2;
            if (best is null || half < best.Uncertainty)
            {
                best = new ClockReading(new DateTimeOffset(there, TimeSpan.Zero) - (before + half), half);
            }
        }

        return best!; // There is at least one reading.
    }

    private static TableAccess ReadTable(NpgsqlDataReader row, TableNeed need)
    {
        if (!row.GetBoolean(0))
        {
            return new TableAccess(need.Table, Exists: false, TableRights.None, LacksSchema: false, [], HidesRows: false);
        }

        var held = row.GetFieldValue<bool[]>(2).Select((has, place) => has ? (TableRights)(1 << place) : TableRights.None).Aggregate((all, one) => all | one);
        var draws = need.Rights.HasFlag(TableRights.Insert);
        var (schemas, names) = (row.GetFieldValue<string[]>(4), row.GetFieldValue<string[]>(5));
        return new TableAccess(
            need.Table, Exists: true, need.Rights & ~held, row.GetBoolean(1),
            draws ? [.. schemas.Zip(names, (schema, name) => new RelationName(schema, name))] : [],
            row.GetBoolean(3));
    }

    private static async Task<string> ReadIdentifierAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select system_identifier::text from pg_catalog.pg_control_system()", connection);
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!; // Every server has one.
    }
}
