using OrleansSync.Testing.Helix;

namespace OrleansSync.Postgres.Tests.Helix;

/// <summary>The contract on the twin.</summary>
public sealed class InMemoryHelixTests : HelixStoreContract
{
    protected override Task<HelixStores> OpenAsync() => Task.FromResult(HelixStores.Of(new InMemoryHelix()));
}
