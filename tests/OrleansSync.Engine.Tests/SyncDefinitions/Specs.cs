using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Engine.Tests.SyncDefinitions;

/// <summary>Specs for tests.</summary>
internal static class Specs
{
    public static readonly SyncDefinitionSpec Orders = new(
        "Orders to Sales", "All open orders.", SyncDirection.Push, new TableReference("public", "orders"), new ListReference("https://contoso.sharepoint.com/sites/Sales", "Orders"));
}
