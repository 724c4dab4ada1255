using Grpc.Core;
using OrleansSync.Server.Tests.SyncDefinitions;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Server.Tests.Errors;

public sealed class MetastoreLossTests
{
    [PostgresFact]
    public async Task Call_MetastoreDownAndUpAgain_IsUnavailableThenWorks()
    {
        await using var postgres = await PostgresServer.StartPrivateAsync();
        await using var database = await postgres.CreateDatabaseAsync();
        await using var server = await TestServer.StartOnAsync(database.ConnectionString, owned: null, "--Metastore:RetryTotal", "00:00:02");
        var before = await server.CreateAsync(Definitions.New());

        await postgres.KillAsync();
        var refusals = new[]
        {
            await Refusal.OfAsync(() => server.CreateAsync(Definitions.New())),
            await Refusal.OfAsync(() => server.GetAsync(before.Id)),
        };

        Assert.All(refusals, refusal =>
        {
            Assert.Equal((StatusCode.Unavailable, "METASTORE_UNAVAILABLE"), (refusal.Code, refusal.Reason));
            Assert.True(refusal.RetryAfter > TimeSpan.Zero);
            Assert.DoesNotContain("127.0.0.1", refusal.Message, StringComparison.Ordinal);
        });

        await postgres.StartAsync();
        Assert.Equal(before, await server.GetAsync(before.Id));
        await server.CreateAsync(Definitions.New());
    }
}
