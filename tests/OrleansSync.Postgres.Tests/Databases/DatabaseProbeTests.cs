using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Npgsql;
using OrleansSync.Engine.Databases;
using OrleansSync.Engine.Introspection;
using OrleansSync.Engine.Secrets;
using OrleansSync.Postgres.Databases;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Postgres.Tests.Databases;

public sealed class DatabaseProbeTests
{
    private static readonly RelationName Orders = new("My \"schema\"; --", "Or'ders");

    [PostgresFact]
    public async Task Test_Superuser_TellsWhatTheServerIs()
    {
        await using var database = await TestDatabase.CreateAsync();

        var report = await TestAsync(EndpointOf(database), new DatabaseNeeds([], Replication: true));

        Assert.True(report.IsGood, string.Join(' ', report.Problems));
        var facts = Assert.IsType<DatabaseFacts>(report.Facts);
        await using var connection = await database.DataSource.OpenConnectionAsync();
        Assert.Equal(connection.PostgreSqlVersion, Version.Parse(facts.Version));
        Assert.Equal((false, false, false, true, true), (facts.IsInRecovery, facts.IsReadOnly, facts.IsEncrypted, facts.MayReplicate, facts.SeesActivity));
        Assert.Matches("^[0-9]{15,20}$", facts.SystemIdentifier);
        var clock = Assert.IsType<ClockReading>(facts.Clock);
        Assert.True(clock.Offset.Duration() <= clock.Uncertainty + TimeSpan.FromSeconds(1), $"{clock}");
        Assert.Equal("", report.GrantScript);
    }

    [PostgresFact]
    public async Task Test_RoleWithoutRights_TellsAllAndTheScriptGivesThem()
    {
        await using var database = await TestDatabase.CreateAsync();
        var role = $"{database.Name} \"r\"; --";
        var quoted = $"\"{role.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        await using var cleanUp = new CleanUp(database, $"drop owned by {quoted} cascade; drop role {quoted}");
        await ExecuteAsync(database, $"""
            create role {quoted} login;
            create schema "My ""schema""; --";
            create sequence "My ""schema""; --".apart;
            create table "My ""schema""; --"."Or'ders" (
                id integer generated always as identity primary key, number serial, other integer default nextval('"My ""schema""; --".apart'), name text);
            alter table "My ""schema""; --"."Or'ders" enable row level security;
            """);
        var needs = new DatabaseNeeds([new TableNeed(Orders, TableRights.Select | TableRights.Insert | TableRights.Update)], Replication: true);
        var endpoint = EndpointOf(database) with { User = role };

        var before = await TestAsync(endpoint, needs);

        Assert.Equal(Reachability.Reached, before.Reachability);
        var table = Assert.Single(before.Facts!.Tables); // Reached.
        Assert.Equal((TableRights.Select | TableRights.Insert | TableRights.Update, true, 3, true), (table.Missing, table.LacksSchema, table.LockedSequences.Length, table.HidesRows));
        Assert.False(before.Facts.MayReplicate || before.Facts.SeesActivity);
        Assert.Equal(6, before.Problems.Length);

        await ExecuteAsync(database, before.GrantScript);
        var after = await TestAsync(endpoint, needs);

        Assert.True(after.IsGood, string.Join(' ', after.Problems));
        Assert.Equal("", after.GrantScript);
        Assert.DoesNotContain("delete", before.GrantScript, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Test_ReaderOfATable_NeedsNoSequence()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var role = await Fixtures.TestRole.CreateAsync(database);
        await ExecuteAsync(database, $"create table orders (id serial primary key); grant select on orders to {role.Name}; grant pg_monitor to {role.Name}");

        var report = await TestAsync(EndpointOf(database) with { User = role.Name }, new DatabaseNeeds([new TableNeed(new RelationName("public", "orders"), TableRights.Select)], Replication: false));

        Assert.True(report.IsGood, string.Join(' ', report.Problems));
    }

    [PostgresFact]
    public async Task Test_TableThatIsNotThere_IsNamedAndNotGranted()
    {
        await using var database = await TestDatabase.CreateAsync();

        var report = await TestAsync(EndpointOf(database), new DatabaseNeeds([new TableNeed(new RelationName("public", "gone"), TableRights.Select)], Replication: false));

        Assert.Contains("public.gone", Assert.Single(report.Problems), StringComparison.Ordinal);
        Assert.Equal("", report.GrantScript);
    }

    [PostgresFact]
    public async Task Test_RoleWithReadOnlyTransactions_IsToldToAPullOnly()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var role = await Fixtures.TestRole.CreateAsync(database);
        await ExecuteAsync(database, $"create table orders (id integer); grant all on orders to {role.Name}; grant pg_read_all_stats to {role.Name}; alter role {role.Name} set default_transaction_read_only = on");
        var endpoint = EndpointOf(database) with { User = role.Name };
        DatabaseNeeds Needs(TableRights rights) => new([new TableNeed(new RelationName("public", "orders"), rights)], Replication: false);

        Assert.True((await TestAsync(endpoint, Needs(TableRights.Select))).IsGood);
        var pull = await TestAsync(endpoint, Needs(TableRights.Select | TableRights.Update));

        Assert.True(pull.Facts!.IsReadOnly); // Reached.
        Assert.Contains("default_transaction_read_only", Assert.Single(pull.Problems), StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Test_NoSuchDatabase_IsTold()
    {
        await using var database = await TestDatabase.CreateAsync();

        await AssertFailsAsync(Reachability.NoSuchDatabase, EndpointOf(database) with { Database = "no such" });
    }

    [Fact]
    public async Task Test_NobodyThere_IsToldByItsKind()
    {
        var closed = new DatabaseEndpoint("127.0.0.1", 1, "x", "x", TlsMode.Disable, "", TimeSpan.FromSeconds(5));
        await AssertFailsAsync(Reachability.Refused, closed);
        await AssertFailsAsync(Reachability.UnknownHost, closed with { Host = "no-such-host.invalid" });
    }

    [Theory]
    [InlineData(TlsMode.Disable, Reachability.Unreachable)]
    [InlineData(TlsMode.Require, Reachability.Unreachable)]
    public async Task Test_AnotherProtocol_IsTold(TlsMode tls, Reachability kind)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerAsync(listener);

        await AssertFailsAsync(kind, new DatabaseEndpoint("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port, "x", "x", tls, "", TimeSpan.FromSeconds(5)));

        await answering;
    }

    [Fact]
    public async Task Test_CallerGoesAway_IsCancelled() => await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Probe().TestAsync(
        new DatabaseEndpoint("127.0.0.1", 1, "x", "x", TlsMode.Disable, "", TimeSpan.FromSeconds(5)), null, DatabaseNeeds.None, new CancellationToken(canceled: true)));

    [PostgresFact(OwnServer = true)]
    public async Task Test_SecuredServer_TellsTlsPasswordStandbyAndSilence()
    {
        await using var secured = await SecuredServer.StartAsync();
        var trusted = EndpointOf(secured.Server.ConnectionString) with { User = SecuredServer.Role, Tls = TlsMode.VerifyFull, Host = "localhost", RootCertificate = secured.Authority };

        // TLS, as each mode checks it; the certificate is for localhost.
        foreach (var endpoint in new[] { trusted, trusted with { Tls = TlsMode.VerifyCa, Host = "127.0.0.1" }, trusted with { Tls = TlsMode.Require, RootCertificate = "" }, trusted with { Tls = TlsMode.Prefer, RootCertificate = "" } })
        {
            Assert.True((await TestAsync(endpoint, password: SecuredServer.Password)).Facts?.IsEncrypted, endpoint.Tls.ToString());
        }

        Assert.False((await TestAsync(trusted with { Tls = TlsMode.Disable }, password: SecuredServer.Password)).Facts?.IsEncrypted);
        await AssertFailsAsync(Reachability.TlsFailed, trusted with { Host = "127.0.0.1" });
        await AssertFailsAsync(Reachability.TlsFailed, trusted with { RootCertificate = "" });
        await AssertFailsAsync(Reachability.TlsFailed, trusted with { RootCertificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----" });

        // The password.
        await AssertFailsAsync(Reachability.SignInFailed, trusted, "wr0ng-s3cret");
        await AssertFailsAsync(Reachability.SignInFailed, trusted, null);
        await AssertFailsAsync(Reachability.SignInFailed, trusted with { User = "nobody", Tls = TlsMode.Disable, Database = "postgres" }, "wr0ng-s3cret");
        // In the clear only to whom the certificate proves.
        Assert.Equal(Reachability.Reached, (await TestAsync(trusted with { User = SecuredServer.ClearRole }, password: SecuredServer.Password)).Reachability);
        await AssertFailsAsync(Reachability.SignInFailed, trusted with { User = SecuredServer.ClearRole, Tls = TlsMode.Require, RootCertificate = "" }, SecuredServer.Password);

        // No TLS.
        await secured.ExecuteAsync("alter system set ssl = off");
        await secured.ExecuteAsync("select pg_reload_conf()");
        await AssertFailsAsync(Reachability.TlsFailed, trusted);

        // A standby.
        var root = EndpointOf(secured.Server.ConnectionString);
        var primary = await TestAsync(root);
        await secured.WriteAsync("standby.signal", "");
        await secured.Server.StopAsync();
        await AssertFailsAsync(Reachability.Refused, root);
        await secured.Server.StartAsync();
        var standby = await TestAsync(root, new DatabaseNeeds([new TableNeed(new RelationName("pg_catalog", "pg_class"), TableRights.Select)], Replication: false));
        Assert.True(standby.Facts is { IsInRecovery: true, IsReadOnly: true });
        Assert.Contains("standby", Assert.Single(standby.Problems), StringComparison.Ordinal);
        Assert.Equal(primary.Facts?.SystemIdentifier, standby.Facts?.SystemIdentifier);

        // Silence.
        await secured.Server.PauseAsync();
        await AssertFailsAsync(Reachability.TimedOut, root with { ConnectTimeout = TimeSpan.FromSeconds(1) });
        await secured.Server.ResumeAsync();
    }

    private static PostgresDatabaseProbe Probe() => new(Options.Create(new DatabaseOptions()), TimeProvider.System);

    private static Task<DatabaseReport> TestAsync(DatabaseEndpoint endpoint, DatabaseNeeds? needs = null, string? password = null) =>
        Probe().TestAsync(endpoint, password is null ? null : new SecretValue(password), needs ?? DatabaseNeeds.None, default);

    private static async Task AssertFailsAsync(Reachability kind, DatabaseEndpoint endpoint, string? password = "n0t-to-be-told")
    {
        var report = await TestAsync(endpoint, password: password);

        var problem = Assert.Single(report.Problems);
        Assert.True(kind == report.Reachability, $"{report.Reachability}: {problem}");
        Assert.Null(report.Facts);
        Assert.DoesNotContain(password ?? "n0t-to-be-told", problem, StringComparison.Ordinal);
    }

    private static DatabaseEndpoint EndpointOf(TestDatabase database) => EndpointOf(database.ConnectionString);

    private static DatabaseEndpoint EndpointOf(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        return new DatabaseEndpoint(settings.Host!, settings.Port, settings.Database!, settings.Username!, TlsMode.Prefer, "", TimeSpan.FromSeconds(10)); // The fixture gives them.
    }

    private static async Task ExecuteAsync(TestDatabase database, string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task AnswerAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await client.GetStream().ReadAtLeastAsync(new byte[8], 8);
        await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
    }

    private sealed class CleanUp(TestDatabase database, string sql) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await ExecuteAsync(database, sql);
    }
}
