using System.Collections.Immutable;
using Npgsql;
using OrleansSync.Engine.Errors;
using OrleansSync.Postgres.Metastore;
using OrleansSync.Postgres.Tests.Fixtures;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Postgres.Tests.Metastore;

/// <summary>Migrations against a real database, most of them made up for the test.</summary>
public sealed class MetastoreMigratorTests : IAsyncLifetime
{
    private static readonly Migration First = Synthetic(1, "first", "expands", 1, "create table orleanssync.people (id integer primary key, name text);");
    private static readonly Migration Second = Synthetic(2, "second", "expands", 1, "alter table orleanssync.people add column age integer not null default 0;");
    private static readonly Migration Broken = Synthetic(2, "broken", "expands", 1, "create table orleanssync.half (id integer); insert into orleanssync.half values (1), ('x');");
    private static readonly Migration Contraction = Synthetic(3, "drop_name", "contracts", 2, "alter table orleanssync.people drop column name;");

    private TestDatabase _database = null!; // Set before each test.

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [PostgresFact]
    public async Task Migrate_EmptyDatabase_AppliesEveryRealMigrationOnce()
    {
        await MigrateAsync(Migration.LoadEmbedded());
        await MigrateAsync(Migration.LoadEmbedded());

        Assert.Equal(Migration.LoadEmbedded().Select(migration => migration.FullName), await AppliedAsync());
    }

    [PostgresFact]
    public async Task Migrate_LedgerOfAnOlderServer_HasItsPairsCounted()
    {
        var all = Migration.LoadEmbedded();
        await MigrateAsync(all[..9]);
        await ExecuteAsync("insert into orleanssync.ledger_definitions (definition_id) values (gen_random_uuid()), (gen_random_uuid())");
        const string OlderServersWrite = """
            insert into orleanssync.ledger (created_at, changed_at, definition, list_id, key, state, provenance, is_agreed)
            select now(), now(), 1, 1, gen_random_uuid(), 1 + n % 10, 1, true from generate_series(0, 99) n
            """;
        await ExecuteAsync(OlderServersWrite);

        await MigrateAsync(all);

        Assert.Equal("40,0", await ScalarAsync("select string_agg(pairs::text, ',' order by number) from orleanssync.ledger_definitions"));
        await ExecuteAsync(OlderServersWrite);
        await ExecuteAsync("delete from orleanssync.ledger where state = 1");
        Assert.Equal("60,0", await ScalarAsync("select string_agg(pairs::text, ',' order by number) from orleanssync.ledger_definitions"));
    }

    [PostgresFact]
    public async Task Migrate_EightServersAtOnce_EachMigrationIsAppliedOnce()
    {
        // A second run of it would fail: the sequence of rows shows that there was one.
        var counted = Synthetic(3, "counted", "expands", 1, "insert into orleanssync.people (id, name) select coalesce(max(id), 0) + 1, 'x' from orleanssync.people;");
        ImmutableArray<Migration> migrations = [First, Second, counted];

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => MigrateAsync(migrations))));

        Assert.Equal(["0001_first", "0002_second", "0003_counted"], await AppliedAsync());
        Assert.Equal(1L, await ScalarAsync("select count(*) from orleanssync.people"));
    }

    [PostgresFact]
    public async Task Migrate_OlderServerOnAnExpandedSchema_StartsAndWorks()
    {
        const string OlderServersWrite = "insert into orleanssync.people (id, name) values (1, 'Ada')";
        await MigrateAsync([First]);
        await MigrateAsync([First, Second]);

        await MigrateAsync([First]);

        await ExecuteAsync(OlderServersWrite);
        Assert.Equal("Ada", await ScalarAsync("select name from orleanssync.people where id = 1"));
        Assert.Equal(["0001_first", "0002_second"], await AppliedAsync());
    }

    [PostgresFact]
    public async Task Migrate_OlderServerOnAContractedSchema_IsRefusedByName()
    {
        await MigrateAsync([First, Second, Contraction]);

        var refused = await Assert.ThrowsAsync<SyncException>(() => MigrateAsync([First]));

        Assert.Equal(SyncError.SchemaIncompatible, refused.Error);
        Assert.Contains("0003_drop_name", refused.Message, StringComparison.Ordinal);
        Assert.Contains("level 2", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Install the newer version", refused.Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Migrate_ServerOfTheNamedLevelOnAContractedSchema_Starts()
    {
        await MigrateAsync([First, Second, Contraction]);

        await MigrateAsync([First, Second]);

        await ExecuteAsync("insert into orleanssync.people (id, age) values (1, 36)");
    }

    [PostgresFact]
    public async Task Migrate_MigrationFailsInTheMiddle_LeavesNothingOfItAndAllBeforeIt()
    {
        var failed = await Assert.ThrowsAsync<SyncException>(() => MigrateAsync([First, Broken]));

        Assert.Equal(SyncError.SchemaIncompatible, failed.Error);
        Assert.Contains("0002_broken", failed.Message, StringComparison.Ordinal);
        Assert.Equal(["0001_first"], await AppliedAsync());
        Assert.Equal(0L, await ScalarAsync("select count(*) from pg_catalog.pg_class where relname = 'half'"));

        await MigrateAsync([First, Second]);
        Assert.Equal(["0001_first", "0002_second"], await AppliedAsync());
    }

    [PostgresFact]
    public async Task Migrate_VeryFirstMigrationFails_LeavesNoSchema()
    {
        await Assert.ThrowsAsync<SyncException>(() => MigrateAsync([Broken with { Number = 1 }]));

        Assert.Equal(0L, await ScalarAsync("select count(*) from pg_catalog.pg_namespace where nspname = 'orleanssync'"));
    }

    [PostgresFact]
    public async Task Migrate_AppliedMigrationWasChanged_IsRefusedByName()
    {
        await MigrateAsync([First, Second]);
        var changed = Synthetic(1, "first", "expands", 1, First.Text.Split('\n', 2)[1] + " -- a harmless remark");

        var refused = await Assert.ThrowsAsync<SyncException>(() => MigrateAsync([changed, Second]));

        Assert.Equal(SyncError.SchemaIncompatible, refused.Error);
        Assert.Contains("0001_first", refused.Message, StringComparison.Ordinal);
        Assert.Contains("was changed", refused.Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Migrate_LockHeldByAnother_FailsAfterTheLimitAndNamesTheHolder()
    {
        await using var holder = await HoldLockAsync();

        var failed = await Assert.ThrowsAsync<SyncException>(() => MigrateAsync([First], options => options.MigrationLockTimeout = TimeSpan.FromSeconds(1)));

        Assert.Equal(SyncError.MetastoreUnavailable, failed.Error);
        Assert.NotNull(failed.RetryAfter);
        Assert.Contains($"process {holder.ProcessID} ", failed.Message, StringComparison.Ordinal);
        Assert.Contains("Metastore:MigrationLockTimeout", failed.Message, StringComparison.Ordinal);
        Assert.Equal(0L, await ScalarAsync("select count(*) from pg_catalog.pg_namespace where nspname = 'orleanssync'"));
    }

    [PostgresFact]
    public async Task Migrate_LockFreedInTime_GoesOn()
    {
        var holder = await HoldLockAsync();
        var migrating = MigrateAsync([First]);
        await WaitForLockWaiterAsync(migrating);

        await holder.DisposeAsync();

        await migrating;
        Assert.Equal(["0001_first"], await AppliedAsync());
    }

    [PostgresFact]
    public async Task Migrate_CancelledWhileItWaits_IsCancelledAndNotWrapped()
    {
        await using var holder = await HoldLockAsync();
        using var cancellation = new CancellationTokenSource();
        var migrating = MigrateAsync([First], cancellationToken: cancellation.Token);
        await WaitForLockWaiterAsync(migrating);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => migrating);
    }

    [PostgresFact]
    public async Task Migrate_TableHeldByAnother_FailsAfterTheLimitByName()
    {
        await MigrateAsync([First]);
        await using var holder = await _database.DataSource.OpenConnectionAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await using (var read = new NpgsqlCommand("select * from orleanssync.people", holder))
        {
            await read.ExecuteNonQueryAsync();
        }

        var failed = await Assert.ThrowsAsync<SyncException>(() => MigrateAsync([First, Second], options => options.MigrationLockTimeout = TimeSpan.FromSeconds(1)));

        Assert.Equal(SyncError.MetastoreUnavailable, failed.Error);
        Assert.Contains("0002_second", failed.Message, StringComparison.Ordinal);
        Assert.Equal(["0001_first"], await AppliedAsync());
    }

    [PostgresFact]
    public async Task Migrate_RoleMayNotCreateTheSchema_SaysWhatToRun()
    {
        await using var role = await TestRole.CreateAsync(_database);

        var refused = await Assert.ThrowsAsync<SyncException>(() => MigrateAsync([First, Second], connectionString: role.ConnectionString));
        var statement = $"create schema orleanssync authorization \"{role.Name}\";";
        Assert.Equal(SyncError.SchemaIncompatible, refused.Error);
        Assert.Contains(statement, refused.Message, StringComparison.Ordinal);

        await ExecuteAsync(statement);
        await MigrateAsync([First, Second], connectionString: role.ConnectionString);
    }

    [PostgresFact]
    public async Task Migrate_SchemaBelongsToAnotherRole_SaysWhatToRun()
    {
        await using var role = await TestRole.CreateAsync(_database);
        await MigrateAsync([First]);

        var refused = await Assert.ThrowsAsync<SyncException>(() => MigrateAsync([First, Second], connectionString: role.ConnectionString));

        Assert.Equal(SyncError.SchemaIncompatible, refused.Error);
        Assert.Contains($"alter schema orleanssync owner to \"{role.Name}\";", refused.Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Migrate_RoleMayOnlyUseWhatIsUpToDate_Starts()
    {
        await using var role = await TestRole.CreateAsync(_database);
        await MigrateAsync([First]);
        await ExecuteAsync($"grant usage on schema orleanssync to {role.Name}; grant select on orleanssync.migrations to {role.Name}");

        await MigrateAsync([First], connectionString: role.ConnectionString);
    }

    [PostgresFact]
    public async Task Migrate_SearchPathLeadsAstray_UsesItsOwnSchema()
    {
        // Tables of the same names where an unqualified name would be found first.
        await ExecuteAsync("create schema decoy; create table decoy.migrations (trap integer); create table decoy.people (trap integer)");
        var settings = new NpgsqlConnectionStringBuilder(_database.ConnectionString) { SearchPath = "decoy" };

        await MigrateAsync(Migration.LoadEmbedded(), connectionString: settings.ConnectionString);

        Assert.Equal(Migration.LoadEmbedded().Length, (await AppliedAsync()).Length);
        Assert.Equal(0L, await ScalarAsync("select count(*) from pg_catalog.pg_tables where schemaname = 'decoy' and tablename not in ('migrations', 'people')"));
    }

    [PostgresFact]
    public async Task Migrate_DatabaseIsNotInUtf8_IsRefused()
    {
        var name = $"{_database.Name}_latin";
        await ExecuteAsync($"create database {name} encoding 'LATIN1' lc_collate 'C' lc_ctype 'C' template template0");
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Database = name };

            var refused = await Assert.ThrowsAsync<SyncException>(() => MigrateAsync([First], connectionString: settings.ConnectionString));

            Assert.Equal(SyncError.SchemaIncompatible, refused.Error);
            Assert.Contains("LATIN1", refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            await ExecuteAsync($"drop database {name} with (force)");
        }
    }

    [PostgresFact]
    public async Task Health_SchemaOfEachKind_IsTold()
    {
        Assert.Equal(MetastoreState.Incompatible, (await CheckHealthAsync([First])).State);
        await MigrateAsync([First]);
        Assert.Equal((MetastoreState.Healthy, 1), await StateAndLevelAsync([First]));
        Assert.Equal((MetastoreState.Incompatible, 1), await StateAndLevelAsync([First, Second]));
        await MigrateAsync([First, Second]);
        Assert.Equal((MetastoreState.Healthy, 2), await StateAndLevelAsync([First]));
        await MigrateAsync([First, Second, Contraction]);
        Assert.Equal((MetastoreState.Incompatible, 3), await StateAndLevelAsync([First]));
        Assert.Equal((MetastoreState.Healthy, 3), await StateAndLevelAsync([First, Second]));
    }

    [PostgresFact]
    public async Task Health_Cancelled_IsCancelled() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CheckHealthAsync([First], new CancellationToken(canceled: true)));

    private static Migration Synthetic(int number, string name, string kind, int level, string sql) =>
        Migration.Parse($"{number:0000}_{name}.sql", $"-- {kind}, compatible with servers from level {level}\n{sql}");

    private async Task MigrateAsync(
        ImmutableArray<Migration> migrations, Action<MetastoreOptions>? configure = null, string? connectionString = null, CancellationToken cancellationToken = default)
    {
        await using var metastore = TestMetastore.Connect(connectionString ?? _database.ConnectionString);
        await TestMetastore.CreateMigrator(metastore, migrations, configure).MigrateAsync(cancellationToken);
    }

    private async Task<(MetastoreState, int)> StateAndLevelAsync(ImmutableArray<Migration> migrations)
    {
        var report = await CheckHealthAsync(migrations);
        return (report.State, Assert.NotNull(report.SchemaLevel));
    }

    private async Task<MetastoreHealthReport> CheckHealthAsync(ImmutableArray<Migration> migrations, CancellationToken cancellationToken = default)
    {
        await using var metastore = TestMetastore.Connect(_database.ConnectionString);
        return await new MetastoreHealth(metastore, TestMetastore.CreateMigrator(metastore, migrations), TestMetastore.CreateOptions("Host=unused"), TimeProvider.System)
            .CheckAsync(cancellationToken);
    }

    private async Task<NpgsqlConnection> HoldLockAsync()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"select pg_advisory_lock({MetastoreMigrator.LockKey})", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private async Task WaitForLockWaiterAsync(Task migrating)
    {
        const string CountWaiters = "select count(*) from pg_catalog.pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_catalog.pg_database where datname = current_database())";
        while (await ScalarAsync(CountWaiters) is 0L)
        {
            // One that has ended, by a failure for instance, would be waited for without an end.
            Assert.False(migrating.IsCompleted, $"The migration ended instead of waiting for the lock: {migrating.Exception?.GetBaseException().Message}");
        }
    }

    private async Task<string[]> AppliedAsync() =>
        Assert.IsType<string[]>(await ScalarAsync("select array_agg(to_char(number, 'FM0000') || '_' || name order by number) from orleanssync.migrations"));

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var command = _database.DataSource.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = _database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
