using System.Collections.Immutable;
using OrleansSync.Engine.Secrets;

namespace OrleansSync.Postgres.Tests.Databases;

/// <summary>One secret for every reference, newest version first.</summary>
internal sealed class FixedSecrets(params string[] values) : ISecrets
{
    public string[] Values { get; set; } = values;

    public async ValueTask<SecretValue> GetAsync(SecretReference reference, CancellationToken cancellationToken) => (await GetAllAsync(reference, cancellationToken))[0];

    public ValueTask<ImmutableArray<SecretValue>> GetAllAsync(SecretReference reference, CancellationToken cancellationToken) =>
        ValueTask.FromResult<ImmutableArray<SecretValue>>([.. Values.Select(value => new SecretValue(value))]);

    public void Forget(SecretReference reference)
    {
    }
}
