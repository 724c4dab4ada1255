namespace OrleansSync.Engine.SyncDefinitions.Compilation;

/// <summary>Keeps one compiled definition for each that is in use on this machine.</summary>
public sealed class CompiledDefinitions(IDefinitionCatalog catalog) : ICompiledDefinitions
{
    private const int KeptMax = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<SyncDefinitionId, (long Revision, CompiledDefinition Compiled)> kept = [];

    /// <inheritdoc/>
    public ValueTask<CompiledDefinition> GetAsync(SyncDefinition definition, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (kept.TryGetValue(definition.Id, out var found) && found.Revision == definition.Revision)
            {
                return ValueTask.FromResult(found.Compiled);
            }
        }

        return RefreshAsync(definition, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<CompiledDefinition> RefreshAsync(SyncDefinition definition, CancellationToken cancellationToken)
    {
        var compiled = await catalog.CompileAsync(definition.Spec, cancellationToken);
        lock (gate)
        {
            if (kept.Count >= KeptMax)
            {
                kept.Clear();
            }

            kept[definition.Id] = (definition.Revision, compiled);
        }

        return compiled;
    }
}
