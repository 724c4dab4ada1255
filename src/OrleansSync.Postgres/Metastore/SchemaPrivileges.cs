using Npgsql;
using OrleansSync.Engine.Errors;
using OrleansSync.Postgres.Sql;

namespace OrleansSync.Postgres.Metastore;

/// <summary>What the database holds so far, and what the server's role may do there.</summary>
internal sealed record SchemaPrivileges(string Role, string Encoding, bool HasSchema, bool HasTable, bool MayUse, bool MayCreate)
{
    // From the catalogs: to_regclass and its like fail where the role may not look into the schema.
    private const string Select = """
        select current_user::text,
               current_setting('server_encoding'),
               n.oid is not null,
               exists (select 1 from pg_catalog.pg_class c where c.relnamespace = n.oid and c.relname = 'migrations'),
               coalesce(has_schema_privilege(n.oid, 'USAGE'), true),
               coalesce(has_schema_privilege(n.oid, 'CREATE'), has_database_privilege(current_database(), 'CREATE'))
        from (select 1) one left join pg_catalog.pg_namespace n on n.nspname = 'orleanssync'
        """;

    public static async Task<SchemaPrivileges> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Select, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new SchemaPrivileges(
            reader.GetString(0), reader.GetString(1), reader.GetBoolean(2), reader.GetBoolean(3), reader.GetBoolean(4), reader.GetBoolean(5));
    }

    /// <summary>Refuses a database in which the metastore cannot be kept or read.</summary>
    /// <exception cref="SyncException"><see cref="SyncError.SchemaIncompatible"/>.</exception>
    public void CheckUse()
    {
        if (Encoding != "UTF8")
        {
            throw new SyncException(
                SyncError.SchemaIncompatible,
                $"The metastore's database has the encoding {Encoding}, in which not every name can be stored. Create it again with: create database ... encoding 'UTF8' template template0;");
        }

        if (!MayUse)
        {
            throw Missing();
        }
    }

    /// <summary>Refuses when there is something to create and the role may not.</summary>
    /// <exception cref="SyncException"><see cref="SyncError.SchemaIncompatible"/>.</exception>
    public void CheckCreate()
    {
        if (!MayCreate)
        {
            throw Missing();
        }
    }

    /// <summary>Says what a superuser has to run.</summary>
    public SyncException Missing(Exception? cause = null)
    {
        var role = SqlIdentifier.Quote(Role);
        return new SyncException(
            SyncError.SchemaIncompatible,
            HasSchema
                ? $"The role {role} may not create and change tables in the schema orleanssync. Run as a superuser in this database: alter schema orleanssync owner to {role}; and if tables exist already, give it those too (reassign owned by ... to {role};)."
                : $"The role {role} may not create the schema orleanssync. Run as a superuser in this database: create schema orleanssync authorization {role};",
            cause);
    }
}
