using System.Net.Sockets;
using Npgsql;
using OrleansSync.Engine.Errors;
using OrleansSync.Postgres.Metastore;

namespace OrleansSync.Postgres.Tables;

/// <summary>A user's database: every use of a table goes through here, so that its troubles are told in one way. The source belongs to the caller.</summary>
internal sealed class TableDatabase(NpgsqlDataSource source, TableOptions options)
{
    // These mean that the table is not what was described; the rest of class 42 is a fault of ours.
    private static readonly HashSet<string> ShapeStates =
    [
        PostgresErrorCodes.UndefinedTable, PostgresErrorCodes.UndefinedColumn, PostgresErrorCodes.InvalidSchemaName, PostgresErrorCodes.UndefinedObject,
        PostgresErrorCodes.UndefinedFunction, PostgresErrorCodes.DatatypeMismatch, PostgresErrorCodes.CannotCoerce, PostgresErrorCodes.WrongObjectType,
    ];

    /// <summary>Limits.</summary>
    public TableOptions Options => options;

    /// <summary>Runs work on a connection of its own, once.</summary>
    /// <exception cref="SyncException"><see cref="SyncError.TableUnavailable"/>, <see cref="SyncError.TableChanged"/>, <see cref="SyncError.TableRefused"/>.</exception>
    public async Task<T> RunAsync<T>(TableSource table, Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var isOpening = true;
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            isOpening = false;
            return await work(connection, cancellationToken);
        }
        catch (PostgresException refused) when (ShapeStates.Contains(refused.SqlState))
        {
            throw await FindChangeAsync(table, refused, cancellationToken) ?? TableFailure.Broken(table, refused);
        }
        catch (UnexpectedTypeException unexpected)
        {
            throw await FindChangeAsync(table, unexpected, cancellationToken) ?? TableFailure.Unavailable(table, unexpected, options.RetryAfter);
        }
        catch (Exception exception) when (exception is NpgsqlException or SocketException or TimeoutException)
        {
            // Npgsql may report the cancelled statement before it reports the cancellation.
            cancellationToken.ThrowIfCancellationRequested();
            var fault = MetastoreFaults.Classify(exception, isOpening);
            if (fault == MetastoreFault.None)
            {
                throw;
            }

            throw fault == MetastoreFault.Refused ? TableFailure.Refused(table, exception) : TableFailure.Unavailable(table, exception, options.RetryAfter);
        }
    }

    private async Task<SyncException?> FindChangeAsync(TableSource table, Exception cause, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            return await TableShape.FindChangeAsync(connection, table, cause, cancellationToken);
        }
        catch (NpgsqlException)
        {
            // The first failure says enough.
            return null;
        }
    }
}
