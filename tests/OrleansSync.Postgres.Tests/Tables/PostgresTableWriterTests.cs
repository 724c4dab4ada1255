using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.Tables;
using OrleansSync.Engine.Values;
using OrleansSync.Testing.Postgres;
using OrleansSync.Testing.Rows;
using OrleansSync.Testing.Tables;

namespace OrleansSync.Postgres.Tests.Tables;

/// <summary>What only PostgreSQL can do to a writer.</summary>
public sealed class PostgresTableWriterTests : IAsyncLifetime
{
    private PostgresTableFixture _table = null!; // Set before each test.

    public async Task InitializeAsync() => _table = await PostgresTableFixture.CreateAsync(ChangeSource.Keyset);

    public async Task DisposeAsync() => await _table.DisposeAsync();

    [PostgresFact]
    public async Task Apply_ThousandRowsOfWhichSomeAreRefused_StoresAllOthers()
    {
        await _table.ExecuteAsync("alter table %t add constraint even check (amount % 250 <> 7)");

        var outcomes = await ApplyAsync([.. Enumerable.Range(1, 1000).Select(id => Insert(id, $"row {id}"))]);

        int[] refused = [7, 257, 507, 757];
        Assert.Equal(refused, Enumerable.Range(1, 1000).Where(id => outcomes[id - 1] is TableOutcome.Parked));
        Assert.Equal(996L, await _table.ScalarAsync("select count(*) from %t"));
    }

    [PostgresFact]
    public async Task Apply_TriggersBeforeAndAfter_TellsTheRowAsItIsInTheEnd()
    {
        await _table.ExecuteAsync("""
            create function upper_name() returns trigger language plpgsql as $$ begin new.name = upper(new.name); return new; end $$;
            create trigger a before insert or update on %t for each row execute function upper_name();
            create function set_note() returns trigger language plpgsql as $$ begin update %t set note = 'after' where "Id" = new."Id" and note is null; return null; end $$;
            create trigger b after insert on %t for each row execute function set_note();
            """);

        var stored = Assert.IsType<TableOutcome.Applied>(Assert.Single(await ApplyAsync([Insert(1, "small")]))).Stored;

        Assert.Equal(TestRows.Of(1, "SMALL", note: "after"), stored);
    }

    [PostgresFact]
    public async Task Apply_TriggerThatSwallowsOrRaises_ParksThatRow()
    {
        await _table.ExecuteAsync("""
            create function judge() returns trigger language plpgsql as $$ begin
                if new.name = 'swallow' then return null; end if;
                if new.name = 'raise' then raise exception 'no' using errcode = 'ZZ123'; end if;
                return new; end $$;
            create trigger judge before insert or update on %t for each row execute function judge();
            """);

        var outcomes = await ApplyAsync([Insert(1, "good"), Insert(2, "swallow"), Insert(3, "raise"), Insert(4, "good")]);

        Assert.Equal([true, false, false, true], outcomes.Select(outcome => outcome is TableOutcome.Applied));
        Assert.Equal([ParkReason.WriteRefused, ParkReason.WriteRefused], outcomes.OfType<TableOutcome.Parked>().Select(parked => parked.Reason));
        Assert.Equal(2L, await _table.ScalarAsync("select count(*) from %t"));
    }

    [PostgresFact]
    public async Task Apply_DeferredConstraint_RefusesTheRowAndNotTheCommit()
    {
        await _table.ExecuteAsync("create table parents (name varchar(255) primary key); insert into parents values ('there'); alter table %t add constraint parent foreign key (name) references parents deferrable initially deferred");

        var outcomes = await ApplyAsync([Insert(1, "there"), Insert(2, "missing")]);

        Assert.IsType<TableOutcome.Applied>(outcomes[0]);
        Assert.Equal(new TableOutcome.Parked(ParkReason.WriteRefused), outcomes[1]);
    }

    [PostgresFact]
    public async Task Apply_UniqueValueMovesBetweenRows_IsNoCollision()
    {
        await _table.ExecuteAsync("alter table %t add unique (name)");
        await _table.PutAsync(TestRows.Key(1), TestRows.Of(1, "taken"));

        var outcomes = await ApplyAsync([Insert(2, "taken"), new TableWrite.Update(TestRows.Key(1), Row.Of([new("name", new TextValue("free"))]), null)]);

        Assert.All(outcomes, outcome => Assert.IsType<TableOutcome.Applied>(outcome));
    }

    [PostgresFact]
    public async Task Apply_AnotherUniqueValueIsTaken_ParksTheInsert()
    {
        await _table.ExecuteAsync("alter table %t add unique (name)");
        await _table.PutAsync(TestRows.Key(1), TestRows.Of(1, "taken"));

        Assert.Equal(new TableOutcome.Parked(ParkReason.WriteRefused), Assert.Single(await ApplyAsync([Insert(2, "taken")])));
    }

    [PostgresFact]
    public async Task Apply_ValuesThatLookLikeSql_AreStoredAsTheyAre()
    {
        const string Nasty = "'; drop table \"x\"; -- {a,\"b\"} \\ $1 NULL";

        var stored = Assert.IsType<TableOutcome.Applied>(Assert.Single(await ApplyAsync([Insert(1, Nasty)]))).Stored;

        Assert.Equal(new TextValue(Nasty), stored?.Find("name"));
        Assert.Equal(Nasty, await _table.ScalarAsync("select name from %t"));
    }

    [PostgresFact]
    public async Task Apply_TextWithACharacterThatPostgresDoesNotHave_ParksThatRow()
    {
        var outcomes = await ApplyAsync([Insert(1, "a\0b"), Insert(2, "good")]);

        Assert.Equal(new TableOutcome.Parked(ParkReason.ValueRefused), outcomes[0]);
        Assert.IsType<TableOutcome.Applied>(outcomes[1]);
    }

    [PostgresFact]
    public async Task Apply_RowIsLockedBySomebody_IsUnavailableAndNothingIsWritten()
    {
        await _table.PutAsync(TestRows.Key(1), TestRows.Of(1, "one"));
        await using var other = await _table.Database.DataSource.OpenConnectionAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await _table.PutAsync(other, TestRows.Key(1), TestRows.Of(2, "open"));
        _table.Source.Database.Options.LockTimeout = TimeSpan.FromMilliseconds(1);

        var refused = await Assert.ThrowsAsync<SyncException>(() => ApplyAsync([Insert(2, "two"), new TableWrite.Delete(TestRows.Key(1), null)]));

        Assert.Equal(SyncError.TableUnavailable, refused.Error);
        Assert.Null(await _table.FindAsync(TestRows.Key(2)));
    }

    [PostgresFact]
    public async Task Apply_SameInsertByTwoWritersAtOnce_IsStoredOnceAndRecognisedByTheOther()
    {
        await using var other = await _table.Database.DataSource.OpenConnectionAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await _table.PutAsync(other, TestRows.Key(1), TestRows.Of(1, "same"));

        var applying = ApplyAsync([Insert(1, "same")]);
        while (await _table.ScalarAsync("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") is 0L)
        {
            Assert.False(applying.IsCompleted);
        }

        await transaction.CommitAsync();

        Assert.IsType<TableOutcome.Applied>(Assert.Single(await applying));
        Assert.Equal(1L, await _table.ScalarAsync("select count(*) from %t"));
    }

    [PostgresFact]
    public async Task Apply_ColumnWasDropped_SaysWhichAndChangesNothing()
    {
        await _table.ExecuteAsync("alter table %t drop column note");

        var refused = await Assert.ThrowsAsync<SyncException>(() => ApplyAsync([Insert(1, "one")]));

        Assert.Equal(SyncError.TableChanged, refused.Error);
        Assert.Contains("note", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0L, await _table.ScalarAsync("select count(*) from %t"));
    }

    private static TableWrite.Insert Insert(int id, string name) => new(TestRows.Key(id), Row.Of([new("amount", new NumberValue(id)), new("name", new TextValue(name))]));

    private async Task<TableOutcome[]> ApplyAsync(TableWrite[] writes) => [.. await _table.Writer.ApplyAsync(_table.Definition, [.. writes], default)];
}
