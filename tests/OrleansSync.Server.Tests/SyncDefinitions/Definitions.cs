namespace OrleansSync.Server.Tests.SyncDefinitions;

/// <summary>Definitions for tests.</summary>
internal static class Definitions
{
    /// <summary>A good definition with a name that no other test has.</summary>
    public static V1.SyncDefinition New(string? name = null) => new()
    {
        Name = name ?? "Orders " + Path.GetRandomFileName(),
        Description = "All open orders.",
        Direction = V1.SyncDirection.Push,
        Table = new V1.TableReference { Schema = "public", Table = "orders" },
        List = new V1.ListReference { SiteUrl = "https://contoso.sharepoint.com/sites/Sales", List = "Orders" },
    };

    /// <summary>Creates it.</summary>
    public static Task<V1.SyncDefinition> CreateAsync(this TestServer server, V1.SyncDefinition definition, string requestId = "") =>
        server.Definitions.CreateSyncDefinitionAsync(new V1.CreateSyncDefinitionRequest { SyncDefinition = definition, RequestId = requestId }).ResponseAsync;

    /// <summary>Reads it.</summary>
    public static Task<V1.SyncDefinition> GetAsync(this TestServer server, string id) =>
        server.Definitions.GetSyncDefinitionAsync(new V1.GetSyncDefinitionRequest { Id = id }).ResponseAsync;

    /// <summary>Counts the definitions whose name contains the text.</summary>
    public static async Task<int> CountAsync(this TestServer server, string name) =>
        (await server.Definitions.ListSyncDefinitionsAsync(new V1.ListSyncDefinitionsRequest { Filter = $"name : \"{name}\"", PageSize = 500 })).SyncDefinitions.Count;
}
