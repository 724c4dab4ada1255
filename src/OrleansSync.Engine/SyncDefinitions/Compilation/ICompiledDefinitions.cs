using OrleansSync.Engine.Errors;

namespace OrleansSync.Engine.SyncDefinitions.Compilation;

/// <summary>What runs work with, kept as long as the definition stays at its revision.</summary>
public interface ICompiledDefinitions
{
    /// <summary>The compiled definition; the one that is kept, if there is one.</summary>
    /// <exception cref="SyncException">As <see cref="IDefinitionCatalog.CompileAsync"/>.</exception>
    ValueTask<CompiledDefinition> GetAsync(SyncDefinition definition, CancellationToken cancellationToken);

    /// <summary>The definition compiled against its table and lists as they are now; at the begin of a run.</summary>
    /// <exception cref="SyncException">As <see cref="IDefinitionCatalog.CompileAsync"/>.</exception>
    ValueTask<CompiledDefinition> RefreshAsync(SyncDefinition definition, CancellationToken cancellationToken);

    /// <summary>As <see cref="RefreshAsync"/>, but what was compiled in the last five seconds will do: when a run was started, for instance, whose first turn this is.</summary>
    /// <exception cref="SyncException">As <see cref="IDefinitionCatalog.CompileAsync"/>.</exception>
    ValueTask<CompiledDefinition> GetRecentAsync(SyncDefinition definition, CancellationToken cancellationToken);
}
