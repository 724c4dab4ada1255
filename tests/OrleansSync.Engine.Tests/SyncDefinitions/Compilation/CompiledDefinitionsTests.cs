using System.Collections.Immutable;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.SyncDefinitions.Compilation;
using OrleansSync.Testing.Identity;
using OrleansSync.Testing.SyncDefinitions;

namespace OrleansSync.Engine.Tests.SyncDefinitions.Compilation;

public sealed class CompiledDefinitionsTests
{
    private readonly ManualClock clock = new();
    private readonly Catalog catalog = new();
    private readonly CompiledDefinitions compiled;
    private readonly SyncDefinition definition = SyncDefinition.Create(new SyncDefinitionId(new Guid("aaaaaaaa-0000-7000-8000-000000000001")), SyncDefinitionSpec.Empty, DateTimeOffset.UnixEpoch);

    public CompiledDefinitionsTests() => compiled = new CompiledDefinitions(catalog, clock);

    [Fact]
    public async Task GetRecent_CompiledFiveSecondsAgo_IsNotCompiledAgain()
    {
        await compiled.RefreshAsync(definition, default);
        clock.Advance(TimeSpan.FromSeconds(5));

        await compiled.GetRecentAsync(definition, default);

        Assert.Equal(1, catalog.Compiled);
    }

    [Fact]
    public async Task GetRecent_CompiledLongerAgo_IsCompiledAgain()
    {
        await compiled.RefreshAsync(definition, default);
        clock.Advance(TimeSpan.FromSeconds(5) + TimeSpan.FromTicks(1));

        await compiled.GetRecentAsync(definition, default);
        await compiled.GetRecentAsync(definition, default);

        Assert.Equal(2, catalog.Compiled);
    }

    [Fact]
    public async Task GetRecent_DefinitionChangedSince_IsCompiledAgain()
    {
        await compiled.RefreshAsync(definition, default);

        await compiled.GetRecentAsync(definition with { Revision = definition.Revision + 1 }, default);

        Assert.Equal(2, catalog.Compiled);
    }

    [Fact]
    public async Task Get_CompiledLongAgo_IsNotCompiledAgain()
    {
        await compiled.RefreshAsync(definition, default);
        clock.Advance(TimeSpan.FromDays(1));

        await compiled.GetAsync(definition, default);

        Assert.Equal(1, catalog.Compiled);
    }

    private sealed class Catalog : IDefinitionCatalog
    {
        private readonly OpenCatalog others = new();

        public int Compiled { get; private set; }

        public Task<CompiledDefinition> CompileAsync(SyncDefinitionSpec spec, CancellationToken cancellationToken)
        {
            Compiled++;
            return Task.FromResult<CompiledDefinition>(null!); // Nobody looks into it here.
        }

        public Task<SyncDefinitionSpec> ResolveAsync(SyncDefinitionSpec spec, CancellationToken cancellationToken) => others.ResolveAsync(spec, cancellationToken);

        public Task<ImmutableArray<FieldViolation>> CheckAsync(SyncDefinitionSpec spec, CancellationToken cancellationToken) => others.CheckAsync(spec, cancellationToken);

        public Task<ImmutableArray<FieldViolation>> CheckPlannedAsync(SyncDefinitionSpec spec, ListFacts planned, CancellationToken cancellationToken) => others.CheckPlannedAsync(spec, planned, cancellationToken);
    }
}
