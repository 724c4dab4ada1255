using System.Net.Sockets;
using Npgsql;

namespace OrleansSync.Postgres.Metastore;

/// <summary>What kind of trouble an exception of Npgsql is.</summary>
internal enum MetastoreFault
{
    /// <summary>None of ours: a fault of the program, or a constraint that the caller must judge.</summary>
    None,

    /// <summary>No connection, or one that was lost: what was under way is not known. Worth repeating.</summary>
    Unreachable,

    /// <summary>The server refused for now and undid the transaction. Worth repeating.</summary>
    Busy,

    /// <summary>The server does not let us in; a person must act.</summary>
    Refused,

    /// <summary>A table or column is not there; a person must act.</summary>
    SchemaMissing,
}

/// <summary>Tells the kinds apart, by PostgreSQL's error codes.</summary>
internal static class MetastoreFaults
{
    // Npgsql has no name for it.
    private const string IdleInTransactionSessionTimeout = "25P03";

    /// <summary>The kind of <paramref name="exception"/>.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="isOpening">No connection was had yet, so every trouble without a code is one of reaching the server.</param>
    public static MetastoreFault Classify(Exception exception, bool isOpening) => exception switch
    {
        PostgresException refused => ClassifyState(refused.SqlState),
        NpgsqlException { InnerException: System.Security.Authentication.AuthenticationException } => MetastoreFault.Refused,
        NpgsqlException lost => isOpening || IsTransient(lost) ? MetastoreFault.Unreachable : MetastoreFault.None,
        // Name resolution, and waiting for a place in the pool, are not always wrapped.
        SocketException or TimeoutException when isOpening => MetastoreFault.Unreachable,
        _ => MetastoreFault.None,
    };

    // With several hosts Npgsql gathers what each of them said.
    private static bool IsTransient(NpgsqlException exception) =>
        exception.IsTransient || exception.InnerException is AggregateException { InnerExceptions: var inner } && inner.Any(one => one is NpgsqlException or IOException or SocketException);

    private static MetastoreFault ClassifyState(string state) => state switch
    {
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.IdleSessionTimeout or IdleInTransactionSessionTimeout
            or PostgresErrorCodes.StatementCompletionUnknown
            or PostgresErrorCodes.SystemError or PostgresErrorCodes.IoError => MetastoreFault.Unreachable,
        _ when state.StartsWith("08", StringComparison.Ordinal) => MetastoreFault.Unreachable,

        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable
            // Our own cancellation is an OperationCanceledException; this is the server's statement_timeout or an administrator.
            or PostgresErrorCodes.QueryCanceled
            // After a fail-over we may still hold a connection to what is a standby now.
            or PostgresErrorCodes.ReadOnlySqlTransaction => MetastoreFault.Busy,
        _ when state.StartsWith("53", StringComparison.Ordinal) => MetastoreFault.Busy,

        PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege => MetastoreFault.Refused,
        _ when state.StartsWith("28", StringComparison.Ordinal) => MetastoreFault.Refused,

        PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn => MetastoreFault.SchemaMissing,
        _ => MetastoreFault.None,
    };
}
