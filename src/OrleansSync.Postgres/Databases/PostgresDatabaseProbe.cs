using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using OrleansSync.Engine.Databases;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Secrets;

namespace OrleansSync.Postgres.Databases;

/// <summary>Tests a PostgreSQL on a connection of its own, which is closed afterwards.</summary>
internal sealed class PostgresDatabaseProbe(IOptions<DatabaseOptions> options, TimeProvider clock) : IDatabaseProbe
{
    /// <inheritdoc/>
    public async Task<DatabaseReport> TestAsync(DatabaseEndpoint endpoint, SecretValue? password, DatabaseNeeds needs, CancellationToken cancellationToken)
    {
        var checkedAt = clock.Now();
        var isOpen = false;
        using var limit = new CancellationTokenSource(endpoint.ConnectTimeout + options.Value.ProbeTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            // Not logged by Npgsql: what goes wrong is in the report.
            await using var source = EndpointSource.Make(endpoint, password, options.Value, isPooled: false, NullLoggerFactory.Instance);
            await using var connection = await source.OpenConnectionAsync(either.Token);
            isOpen = true;
            var facts = await ReadAsync(connection, needs, either.Token);
            return new DatabaseReport(checkedAt, Reachability.Reached, facts, DatabaseProblems.Find(facts, needs), GrantScript.Write(endpoint.User, facts, needs));
        }
        catch (Exception exception) when (exception
            is NpgsqlException or SocketException or IOException or TimeoutException or OperationCanceledException or AuthenticationException or CryptographicException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (kind, problem) = isOpen ? AfterOpening(exception) : ConnectionFailure.Of(exception, endpoint);
            return new DatabaseReport(checkedAt, kind, null, [problem], "");
        }
    }

    private static (Reachability Kind, string Problem) AfterOpening(Exception exception) => exception is PostgresException refused
        ? (Reachability.NotReady, $"The server took the connection, and then refused to be tested ({refused.SqlState}): {refused.MessageText}.")
        : (Reachability.TimedOut, "The server took the connection, and then did not answer the test in time, or hung up.");

    private async Task<DatabaseFacts> ReadAsync(NpgsqlConnection connection, DatabaseNeeds needs, CancellationToken cancellationToken)
    {
        var facts = await ProbeQueries.ReadVersionAsync(connection, cancellationToken);
        if (!facts.IsSupported)
        {
            return facts;
        }

        facts = await ProbeQueries.ReadStateAsync(connection, facts, cancellationToken);
        return facts with
        {
            Tables = await ProbeQueries.ReadTablesAsync(connection, needs.Tables, cancellationToken),
            Clock = await ProbeQueries.ReadClockAsync(connection, clock, cancellationToken),
        };
    }
}
