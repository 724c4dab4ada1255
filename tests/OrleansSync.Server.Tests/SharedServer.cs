namespace OrleansSync.Server.Tests;

/// <summary>One server for the tests that do not disturb each other.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    internal TestServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await TestServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class SharedServerTests : ICollectionFixture<SharedServer>
{
    public const string Name = "shared server";
}
