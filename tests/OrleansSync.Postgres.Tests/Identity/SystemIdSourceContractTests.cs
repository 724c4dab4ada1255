using OrleansSync.Engine.Identity;
using OrleansSync.Postgres.Identity;
using OrleansSync.Testing.Identity;

namespace OrleansSync.Postgres.Tests.Identity;

/// <summary>The contract on the source that the server uses.</summary>
public sealed class SystemIdSourceContractTests : IdSourceContract
{
    protected override IIdSource Open() => new SystemIdSource(Clock);
}
