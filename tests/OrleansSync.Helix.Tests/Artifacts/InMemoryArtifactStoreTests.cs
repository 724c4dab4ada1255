using OrleansSync.Helix.Artifacts;
using OrleansSync.Testing.Helix;

namespace OrleansSync.Helix.Tests.Artifacts;

/// <summary>The contract on the twin.</summary>
public sealed class InMemoryArtifactStoreTests : ArtifactStoreContract
{
    protected override Task<IArtifactStore> OpenAsync() => Task.FromResult<IArtifactStore>(new InMemoryArtifactStore());
}
