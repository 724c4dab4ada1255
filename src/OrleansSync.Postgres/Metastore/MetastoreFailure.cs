using Npgsql;
using OrleansSync.Engine.Errors;

namespace OrleansSync.Postgres.Metastore;

/// <summary>Says what is wrong with the metastore and what to do about it; never with the connection string or a part of it.</summary>
internal static class MetastoreFailure
{
    /// <summary>The exception for a fault that was not, or not any longer, repeated.</summary>
    public static SyncException Of(MetastoreFault fault, Exception cause, bool isOutcomeUnknown, TimeSpan retryAfter)
    {
        var state = (cause as PostgresException)?.SqlState;
        var code = state is null ? "" : $" ({state})";
        if (fault == MetastoreFault.SchemaMissing)
        {
            return new SyncException(
                SyncError.SchemaIncompatible,
                $"A table or column of the schema orleanssync is missing{code}. Start the server again, which migrates the schema; if that does not help, restore the metastore from its backup.",
                cause);
        }

        var message = fault switch
        {
            _ when isOutcomeUnknown => $"The connection to the metastore was lost while a change was committed{code}: it was made as a whole or not at all, so read before you repeat it.",
            MetastoreFault.Busy => $"The metastore refused the work for now{code}; nothing was changed.",
            MetastoreFault.Refused => Refusal(state) + code + "; nothing was changed.",
            _ => $"The metastore cannot be reached or did not answer in time{code}; nothing was changed.",
        };
        return new SyncException(SyncError.MetastoreUnavailable, message, cause) { RetryAfter = retryAfter };
    }

    private static string Refusal(string? state) => state switch
    {
        PostgresErrorCodes.InvalidCatalogName => "The metastore's database does not exist; create it, or correct Metastore:ConnectionString",
        PostgresErrorCodes.InsufficientPrivilege => "The metastore lets the server's role connect, but not use a table of the schema orleanssync; the role must own the schema",
        null => "The metastore's TLS handshake failed; check the certificate and Metastore:ConnectionString",
        _ => "The metastore refused the server's role or password; check Metastore:ConnectionString and pg_hba.conf",
    };
}
