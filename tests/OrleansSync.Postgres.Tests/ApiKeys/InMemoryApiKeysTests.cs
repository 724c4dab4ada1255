using OrleansSync.Engine.ApiKeys;
using OrleansSync.Testing.ApiKeys;

namespace OrleansSync.Postgres.Tests.ApiKeys;

/// <summary>The contract on the twin.</summary>
public sealed class InMemoryApiKeysTests : ApiKeysContract, IDisposable
{
    private readonly InMemoryApiKeys _twin = new();

    public void Dispose() => _twin.Dispose();

    protected override Task<IApiKeys> OpenAsync() => Task.FromResult<IApiKeys>(_twin);
}
