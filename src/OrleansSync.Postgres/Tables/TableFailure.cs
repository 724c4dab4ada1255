using Npgsql;
using OrleansSync.Engine.Errors;

namespace OrleansSync.Postgres.Tables;

/// <summary>Says what is wrong with a user's table and what to do about it; never with a value of a row.</summary>
internal static class TableFailure
{
    /// <summary>The database cannot be used for now.</summary>
    public static SyncException Unavailable(TableSource table, Exception cause, TimeSpan retryAfter) => new(
        SyncError.TableUnavailable,
        $"The database of the table {table.FullName} cannot be reached, or refused the work for now{StateOf(cause)}. If a batch was being written, apply it again: what is done is found.",
        cause)
    {
        RetryAfter = retryAfter,
    };

    /// <summary>The role lacks a right.</summary>
    public static SyncException Refused(TableSource table, Exception cause) => new(
        SyncError.TableRefused,
        $"The database refused its role for the table {table.FullName}{StateOf(cause)}: check its password, grant it select (and insert, update, delete for a pull) on the table and usage on the schema and sequence, and BYPASSRLS if the table has row-level security, since rows that a policy hides would look deleted.",
        cause);

    /// <summary>The activity of other sessions is hidden, so the horizon is not known.</summary>
    public static SyncException StatsHidden(TableSource table) => new(
        SyncError.TableRefused,
        $"The role that reads the table {table.FullName} cannot see which transactions are open, so a change could be passed before it is committed: grant pg_read_all_stats to it, or choose a full scan.");

    /// <summary>The connection leads to a standby.</summary>
    public static SyncException Standby(TableSource table) => new(
        SyncError.TableRefused,
        $"The connection for the table {table.FullName} leads to a standby, which knows neither the open transactions nor the newest rows: give the primary.");

    /// <summary>A table was changed in a way that the definition does not know.</summary>
    public static SyncException Changed(TableSource table, string what, Exception? cause) =>
        new(SyncError.TableChanged, $"{what} Nothing was read or written; undo that change, or introspect {table.FullName} again and save the definition's mapping.", cause);

    /// <summary>A statement fails although the table is as it was described: a trigger of it, or what lies behind a view, is broken.</summary>
    public static SyncException Broken(TableSource table, PostgresException cause) => new(
        SyncError.TableChanged,
        $"A trigger, a function or a view behind the table {table.FullName} uses something that is not there (SQLSTATE {cause.SqlState}); mend it, and the next run goes on.",
        cause);

    /// <summary>A column holds something that no cursor or key can hold.</summary>
    public static SyncException Unreadable(TableSource table, string column, string use) => new(
        SyncError.TableChanged,
        $"A row of {table.FullName} has a value in {column} that cannot be a {use} (not finite, out of range, or a UUID of another version than 7); correct the row, or choose another column or a full scan.");

    private static string StateOf(Exception cause) => cause is PostgresException { SqlState: var state } ? $" (SQLSTATE {state})" : "";
}
