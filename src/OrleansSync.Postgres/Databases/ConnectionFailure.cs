using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using Npgsql;
using OrleansSync.Engine.Databases;

namespace OrleansSync.Postgres.Databases;

/// <summary>Says why a connection could not be opened. Messages name host, role and database, and never the password.</summary>
internal static class ConnectionFailure
{
    /// <summary>The kind, and what to do about it.</summary>
    public static (Reachability Kind, string Problem) Of(Exception exception, DatabaseEndpoint endpoint)
    {
        var causes = Causes(exception).ToList();
        var place = $"{endpoint.Host}:{endpoint.Port}";
        if (causes.OfType<PostgresException>().FirstOrDefault() is { } answer)
        {
            return Of(answer, endpoint);
        }

        if (causes.Exists(cause => cause is AuthenticationException or CryptographicException))
        {
            return (Reachability.TlsFailed, $"The certificate of {place} could not be accepted: check that its authority is in root_certificate or is one that this machine trusts, its end, and for VERIFY_FULL its names; or choose another tls_mode.");
        }

        if (causes.OfType<SocketException>().FirstOrDefault() is { } socket)
        {
            return socket.SocketErrorCode switch
            {
                SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => (Reachability.UnknownHost, $"The host {endpoint.Host} is not known to DNS; check host."),
                SocketError.ConnectionRefused => (Reachability.Refused, $"Nobody listens at {place}: check port, whether the server runs, and its listen_addresses."),
                SocketError.TimedOut => TimedOut(place, endpoint),
                _ => (Reachability.Unreachable, $"{place} could not be reached ({socket.SocketErrorCode}): check the network and firewalls between."),
            };
        }

        return exception switch
        {
            _ when causes.Exists(cause => cause is TimeoutException or OperationCanceledException) => TimedOut(place, endpoint),
            NpgsqlException { Message: var text } when text.Contains("No SSL", StringComparison.Ordinal) => (Reachability.TlsFailed, $"The server at {place} offers no TLS: set ssl = on there, or choose PREFER or DISABLE as tls_mode."),
            NpgsqlException { Message: var text } when text.Contains("password", StringComparison.OrdinalIgnoreCase) || text.Contains("auth", StringComparison.OrdinalIgnoreCase) =>
                (Reachability.SignInFailed, $"The server at {place} asks for a password that was not given, or wants it in the clear: give one, use scram-sha-256, or VERIFY_FULL as tls_mode."),
            _ => (Reachability.Unreachable, $"What answers at {place} does not speak PostgreSQL's protocol, or hung up: check host and port."),
        };
    }

    private static (Reachability Kind, string Problem) TimedOut(string place, DatabaseEndpoint endpoint) =>
        (Reachability.TimedOut, $"{place} did not answer within {endpoint.ConnectTimeout.TotalSeconds:0} s: check the network, firewalls between, and whether the server is stuck.");

    private static (Reachability Kind, string Problem) Of(PostgresException answer, DatabaseEndpoint endpoint) => answer.SqlState switch
    {
        PostgresErrorCodes.InvalidCatalogName => (Reachability.NoSuchDatabase, $"The server has no database {endpoint.Database}; names are case-sensitive."),
        PostgresErrorCodes.InvalidPassword => (Reachability.SignInFailed, $"The server refused the password of {endpoint.User}, or there is no such role."),
        PostgresErrorCodes.InvalidAuthorizationSpecification => (Reachability.SignInFailed, $"The server refused {endpoint.User}: {answer.MessageText}. Check user, and pg_hba.conf on the server."),
        PostgresErrorCodes.InsufficientPrivilege => (Reachability.SignInFailed, $"The role {endpoint.User} may not connect to {endpoint.Database}: grant connect on the database."),
        PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown =>
            (Reachability.NotReady, $"The server takes no connections for now: {answer.MessageText}."),
        var state => (Reachability.Unreachable, $"The server refused the connection ({state}): {answer.MessageText}."),
    };

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
            if (cause is AggregateException several)
            {
                foreach (var inner in several.InnerExceptions.SelectMany(Causes))
                {
                    yield return inner;
                }

                yield break;
            }
        }
    }
}
