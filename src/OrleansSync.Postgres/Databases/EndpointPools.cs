using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using OrleansSync.Engine.Databases;
using OrleansSync.Engine.Secrets;

namespace OrleansSync.Postgres.Databases;

/// <summary>
/// The pools of connections to the users' databases: one for each endpoint and password. After a rotation a new pool takes the former
/// one's place, which is closed when whoever has begun with it has had time to end. Give none of them away for longer than a call.
/// </summary>
internal sealed partial class EndpointPools(ISecrets secrets, IOptions<DatabaseOptions> options, TimeProvider clock, ILoggerFactory loggers) : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<DatabaseEndpoint, Pool> pools = [];
    private readonly List<(NpgsqlDataSource Source, DateTimeOffset Until)> retired = [];
    private readonly ILogger logger = loggers.CreateLogger<EndpointPools>();

    /// <summary>The pool of an endpoint, with a password that is valid now.</summary>
    /// <exception cref="Engine.Errors.SyncException">The password cannot be read.</exception>
    public async ValueTask<NpgsqlDataSource> GetAsync(DatabaseLocation location, CancellationToken cancellationToken)
    {
        ImmutableArray<SecretValue> passwords = location.Password is { } reference ? await secrets.GetAllAsync(reference, cancellationToken) : [];
        var pool = PoolOf(location.Endpoint);
        await CloseAsync(FindUnused());
        if (pool.Find(passwords, clock.GetUtcNow()) is { } source)
        {
            return source;
        }

        await pool.Turn.WaitAsync(cancellationToken);
        try
        {
            return pool.Find(passwords, clock.GetUtcNow()) ?? await ChooseAsync(location.Endpoint, pool, passwords, cancellationToken);
        }
        finally
        {
            pool.Turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        List<NpgsqlDataSource> all;
        lock (gate)
        {
            all = [.. pools.Values.Select(pool => pool.Source).OfType<NpgsqlDataSource>(), .. retired.Select(one => one.Source)];
            pools.Clear();
            retired.Clear();
        }

        await CloseAsync(all);
    }

    private async Task<NpgsqlDataSource> ChooseAsync(DatabaseEndpoint endpoint, Pool pool, ImmutableArray<SecretValue> passwords, CancellationToken cancellationToken)
    {
        // Of two passwords the newest that the server takes; of one there is no choice, and the first use tells.
        var chosen = passwords.Length < 2 ? passwords.FirstOrDefault() : await FindTakenAsync(endpoint, passwords, cancellationToken);
        var lookAgainAt = passwords.Length < 2 ? DateTimeOffset.MaxValue : clock.GetUtcNow() + options.Value.RotationPeriod;
        if (pool.Source is { } same && Equals(pool.Password, chosen))
        {
            pool.Keep(same, chosen, passwords, lookAgainAt);
            return same;
        }

        var made = EndpointSource.Make(endpoint, chosen, options.Value, isPooled: true, loggers);
        if (pool.Source is { } former)
        {
            LogRotated(endpoint.Host, endpoint.Port, endpoint.Database);
            Retire(former);
        }

        pool.Keep(made, chosen, passwords, lookAgainAt);
        return made;
    }

    private async Task<SecretValue> FindTakenAsync(DatabaseEndpoint endpoint, ImmutableArray<SecretValue> passwords, CancellationToken cancellationToken)
    {
        foreach (var password in passwords)
        {
            try
            {
                await using var source = EndpointSource.Make(endpoint, password, options.Value, isPooled: false, loggers);
                await using var connection = await source.OpenConnectionAsync(cancellationToken);
                return password;
            }
            catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification)
            {
                // The next one, or else the newest, whose refusal is then told by its use.
            }
            catch (NpgsqlException)
            {
                cancellationToken.ThrowIfCancellationRequested();
                break;
            }
        }

        return passwords[0];
    }

    private Pool PoolOf(DatabaseEndpoint endpoint)
    {
        lock (gate)
        {
            if (!pools.TryGetValue(endpoint, out var pool))
            {
                pool = new Pool();
                pools.Add(endpoint, pool);
            }

            pool.UsedAt = clock.GetUtcNow();
            return pool;
        }
    }

    private void Retire(NpgsqlDataSource source)
    {
        lock (gate)
        {
            retired.Add((source, clock.GetUtcNow() + options.Value.RetireAfter));
        }
    }

    // Endpoints that nobody asks for any more (a fail-over, a deleted instance), and what was retired long enough ago.
    private List<NpgsqlDataSource> FindUnused()
    {
        var unused = new List<NpgsqlDataSource>();
        lock (gate)
        {
            var now = clock.GetUtcNow();
            foreach (var (endpoint, pool) in pools.Where(pool => now - pool.Value.UsedAt > options.Value.ConnectionLifetime).ToList())
            {
                pools.Remove(endpoint);
                unused.AddRange(pool.Source is { } source ? [source] : []);
            }

            unused.AddRange(retired.Where(one => one.Until <= now).Select(one => one.Source));
            retired.RemoveAll(one => one.Until <= now);
        }

        return unused;
    }

    private static async Task CloseAsync(List<NpgsqlDataSource> sources)
    {
        foreach (var source in sources)
        {
            await source.DisposeAsync();
        }
    }

    [LoggerMessage(LogLevel.Information, "The database {Host}:{Port}/{Database} has another password now: new connections use it, and former ones end.")]
    private partial void LogRotated(string host, int port, string database);

    private sealed class Pool
    {
        private volatile Choice? choice;

        // Never disposed of: without a wait handle there is nothing to free.
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public DateTimeOffset UsedAt { get; set; }

        public NpgsqlDataSource? Source => choice?.Source;

        public SecretValue? Password => choice?.Password;

        public NpgsqlDataSource? Find(ImmutableArray<SecretValue> passwords, DateTimeOffset now) =>
            choice is { } made && now < made.LookAgainAt && made.Passwords.SequenceEqual(passwords) ? made.Source : null;

        public void Keep(NpgsqlDataSource source, SecretValue? password, ImmutableArray<SecretValue> passwords, DateTimeOffset lookAgainAt) =>
            choice = new Choice(source, password, passwords, lookAgainAt);

        private sealed record Choice(NpgsqlDataSource Source, SecretValue? Password, ImmutableArray<SecretValue> Passwords, DateTimeOffset LookAgainAt);
    }
}
