using System.Collections.Immutable;
using OrleansSync.Engine.Errors;

namespace OrleansSync.Engine.SyncDefinitions.Compilation;

/// <summary>Knows the things that definitions name, and compiles definitions against them as they are now.</summary>
public interface IDefinitionCatalog
{
    /// <summary>The spec with what the catalog says of its list.</summary>
    /// <exception cref="SyncException"><see cref="SyncError.MetastoreUnavailable"/>.</exception>
    Task<SyncDefinitionSpec> ResolveAsync(SyncDefinitionSpec spec, CancellationToken cancellationToken);

    /// <summary>Everything that is wrong with what is given; what a draft lacks is not wrong.</summary>
    /// <exception cref="SyncException">A database or a tenant cannot be looked at.</exception>
    Task<ImmutableArray<FieldViolation>> CheckAsync(SyncDefinitionSpec spec, CancellationToken cancellationToken);

    /// <summary>Everything that will be wrong with a definition once one of its lists is made as planned.</summary>
    /// <param name="spec">The definition, the list in it.</param>
    /// <param name="planned">The list as it will be.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SyncException">A database or a tenant cannot be looked at.</exception>
    Task<ImmutableArray<FieldViolation>> CheckPlannedAsync(SyncDefinitionSpec spec, ListFacts planned, CancellationToken cancellationToken);

    /// <summary>What a run works with.</summary>
    /// <exception cref="SyncException"><see cref="SyncError.DefinitionIncomplete"/>: it is a draft, or its table or a list was changed; and as above.</exception>
    Task<CompiledDefinition> CompileAsync(SyncDefinitionSpec spec, CancellationToken cancellationToken);
}
