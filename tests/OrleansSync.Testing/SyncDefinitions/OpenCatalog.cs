using System.Collections.Immutable;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.SyncDefinitions.Compilation;

namespace OrleansSync.Testing.SyncDefinitions;

/// <summary>A catalog that finds nothing wrong with any definition, and can be told what to find.</summary>
public sealed class OpenCatalog : IDefinitionCatalog
{
    /// <summary>What is wrong with every definition.</summary>
    public ImmutableArray<FieldViolation> Violations { get; set; } = [];

    /// <inheritdoc/>
    public Task<SyncDefinitionSpec> ResolveAsync(SyncDefinitionSpec spec, CancellationToken cancellationToken) => Task.FromResult(spec);

    /// <inheritdoc/>
    public Task<ImmutableArray<FieldViolation>> CheckAsync(SyncDefinitionSpec spec, CancellationToken cancellationToken) => Task.FromResult(Violations);

    /// <inheritdoc/>
    public Task<ImmutableArray<FieldViolation>> CheckPlannedAsync(SyncDefinitionSpec spec, ListFacts planned, CancellationToken cancellationToken) => Task.FromResult(Violations);

    /// <inheritdoc/>
    public Task<CompiledDefinition> CompileAsync(SyncDefinitionSpec spec, CancellationToken cancellationToken) => throw new NotSupportedException("There is nothing to compile against.");
}
