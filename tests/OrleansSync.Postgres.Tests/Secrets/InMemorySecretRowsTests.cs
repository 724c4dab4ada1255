using OrleansSync.Engine.Secrets;
using OrleansSync.Testing.Secrets;

namespace OrleansSync.Postgres.Tests.Secrets;

/// <summary>The contract on the twin.</summary>
public sealed class InMemorySecretRowsTests : SecretRowsContract
{
    protected override Task<ISecretRows> OpenAsync() => Task.FromResult<ISecretRows>(new InMemorySecretRows());
}
