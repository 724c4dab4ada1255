using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.DependencyInjection;
using OrleansSync.Server.DatabaseInstances;
using OrleansSync.Server.Tests.Catalog;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Server.Tests.DatabaseInstances;

public sealed class InstanceHealthTests : IAsyncLifetime
{
    private CatalogWorld world = null!; // Set before each test.

    public async Task InitializeAsync() => world = await CatalogWorld.OpenAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [PostgresFact]
    public async Task Test_DeclaredInstance_TellsWhatItIsAndWhatIsMissing()
    {
        await world.ExecuteAsync("create table orders (id integer)");

        var good = await TestAsync(new V1.TestDatabaseInstanceRequest { Id = world.Instance.Id, Tables = { new V1.TableNeed { Schema = "public", Table = "orders", Writes = true } } });
        var missing = await TestAsync(new V1.TestDatabaseInstanceRequest { Id = world.Instance.Id, Tables = { new V1.TableNeed { Schema = "public", Table = "gone" } } });

        Assert.Equal((V1.Reachability.Reached, false, ""), (good.Reachability, good.IsReadOnly, good.GrantScript));
        Assert.Empty(good.Problems);
        Assert.Matches(@"^\d+(\.\d+)?$", good.ServerVersion);
        Assert.Contains("public.gone", Assert.Single(missing.Problems), StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Test_InstanceNotYetDeclared_IsTestedAndNotKept()
    {
        var given = world.NewInstance("new");
        given.Port = 1;
        given.Password = CatalogWorld.Secret;

        var answer = await TestAsync(new V1.TestDatabaseInstanceRequest { DatabaseInstance = given });

        Assert.Equal(V1.Reachability.Refused, answer.Reachability);
        Assert.DoesNotContain(CatalogWorld.Secret, answer.ToString(), StringComparison.Ordinal);
        Assert.Single((await world.Instances.ListDatabaseInstancesAsync(new V1.ListDatabaseInstancesRequest())).DatabaseInstances);
    }

    [PostgresFact]
    public async Task Test_NeitherOrWrongFields_IsRefused()
    {
        var given = world.NewInstance("new");
        given.Host = "no host";

        Assert.Equal("id", Assert.Single((await Refusal.OfAsync(async () => await TestAsync(new V1.TestDatabaseInstanceRequest()))).Fields).Field);
        Assert.Equal("database_instance.host", Assert.Single((await Refusal.OfAsync(async () => await TestAsync(new V1.TestDatabaseInstanceRequest { DatabaseInstance = given }))).Fields).Field);
    }

    [PostgresFact]
    public async Task CheckAll_Instances_KeepTheirHealthAndChangeOnlyWithIt()
    {
        var lost = world.NewInstance("lost");
        (lost.Port, lost.Role) = (1, V1.InstanceRole.Standby);
        lost = await world.Instances.CreateDatabaseInstanceAsync(new V1.CreateDatabaseInstanceRequest { DatabaseInstance = lost });
        var watch = world.Server.Services.GetRequiredService<InstanceHealthWatch>();

        await watch.CheckAllAsync(default);
        var (good, bad) = (await GetAsync(world.Instance.Id), await GetAsync(lost.Id));
        await watch.CheckAllAsync(default);

        Assert.Equal((true, true, ""), (good.Health.IsReachable, good.Health.IsWritable, good.Health.Problem));
        Assert.False(bad.Health.IsReachable);
        Assert.Contains("Nobody listens", bad.Health.Problem, StringComparison.Ordinal);
        Assert.Equal((good.Etag, bad.Etag), ((await GetAsync(world.Instance.Id)).Etag, (await GetAsync(lost.Id)).Etag));
        Assert.Contains(world.Server.Logs.Lines, line => line.Contains($"The database instance {lost.Id} cannot be used", StringComparison.Ordinal));

        // An instance that nobody uses is left alone.
        await world.Instances.UpdateDatabaseInstanceAsync(new V1.UpdateDatabaseInstanceRequest
        {
            DatabaseInstance = new V1.DatabaseInstance { Id = lost.Id, Status = V1.ResourceStatus.Disabled, Port = world.Instance.Port },
            UpdateMask = new FieldMask { Paths = { "status", "port" } },
        });
        await watch.CheckAllAsync(default);
        Assert.False((await GetAsync(lost.Id)).Health.IsReachable);
    }

    private async Task<V1.TestDatabaseInstanceResponse> TestAsync(V1.TestDatabaseInstanceRequest request) => await world.Instances.TestDatabaseInstanceAsync(request);

    private async Task<V1.DatabaseInstance> GetAsync(string id) => await world.Instances.GetDatabaseInstanceAsync(new V1.GetDatabaseInstanceRequest { Id = id });
}
