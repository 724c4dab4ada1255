using Grpc.Core;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.EndToEnd;

public sealed class CrashTests
{
    [PostgresFact]
    public async Task SigKill_BetweenCreateAndGet_LosesNothing()
    {
        await using var setup = await ServerSetup.CreateAsync();
        V1.SyncDefinition created;
        await using (var server = await setup.StartAsync())
        {
            var (channel, caller) = await setup.ConnectAsync(server);
            using (channel)
            {
                created = await CreateAsync(caller, "Orders");
                await server.KillAsync(CancellationToken.None);
            }
        }

        await using var again = await setup.StartAsync();
        var (second, reader) = await setup.ConnectAsync(again);
        using (second)
        {
            Assert.Equal(created, await new V1.SyncDefinitions.SyncDefinitionsClient(reader).GetSyncDefinitionAsync(new V1.GetSyncDefinitionRequest { Id = created.Id }));
        }
    }

    [PostgresFact]
    public async Task SigKill_WhileManyCreate_KeepsEveryAcknowledgedOneAndRepeatsMakeNoSecond()
    {
        await using var setup = await ServerSetup.CreateAsync();
        var acknowledged = new List<V1.SyncDefinition>();
        await using (var server = await setup.StartAsync())
        {
            var (channel, caller) = await setup.ConnectAsync(server);
            using (channel)
            {
                var calls = Enumerable.Range(0, 200).Select(number => TryCreateAsync(caller, number, acknowledged)).ToList();
                // Some are answered, some are under way, some have not arrived.
                await Task.WhenAny(calls[40], Task.WhenAll(calls));
                await server.KillAsync(CancellationToken.None);
                await Task.WhenAll(calls);
            }
        }

        await using var again = await setup.StartAsync();
        var (second, repeater) = await setup.ConnectAsync(again);
        using (second)
        {
            var repeated = await Task.WhenAll(Enumerable.Range(0, 200).Select(number => CreateAsync(repeater, $"Orders {number}", RequestId(number))));
            var listed = (await new V1.SyncDefinitions.SyncDefinitionsClient(repeater).ListSyncDefinitionsAsync(new V1.ListSyncDefinitionsRequest { PageSize = 500 })).SyncDefinitions;

            Assert.NotEmpty(acknowledged);
            Assert.Equal(200, listed.Count);
            Assert.All(acknowledged, definition => Assert.Contains(definition, repeated));
        }
    }

    private static async Task TryCreateAsync(CallInvoker caller, int number, List<V1.SyncDefinition> acknowledged)
    {
        try
        {
            var created = await CreateAsync(caller, $"Orders {number}", RequestId(number));
            lock (acknowledged)
            {
                acknowledged.Add(created);
            }
        }
        catch (RpcException exception)
        {
            Assert.Contains(exception.StatusCode, new[] { StatusCode.Unavailable, StatusCode.Cancelled, StatusCode.Internal });
        }
    }

    private static string RequestId(int number) => new Guid(number, 7, 7, [7, 7, 7, 7, 7, 7, 7, 7]).ToString();

    private static Task<V1.SyncDefinition> CreateAsync(CallInvoker caller, string name, string requestId = "") => new V1.SyncDefinitions.SyncDefinitionsClient(caller)
        .CreateSyncDefinitionAsync(new V1.CreateSyncDefinitionRequest
        {
            RequestId = requestId,
            SyncDefinition = new V1.SyncDefinition
            {
                Name = name,
                Direction = V1.SyncDirection.Push,
                Table = new V1.TableReference { Schema = "public", Table = "orders" },
                List = new V1.ListReference { SiteUrl = "https://contoso.sharepoint.com/sites/Sales", List = "Orders" },
            },
        }).ResponseAsync;
}
