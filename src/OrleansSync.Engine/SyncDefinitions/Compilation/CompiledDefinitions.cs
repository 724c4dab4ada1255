namespace OrleansSync.Engine.SyncDefinitions.Compilation;

/// <summary>Keeps one compiled definition for each that is in use on this machine.</summary>
public sealed class CompiledDefinitions(IDefinitionCatalog catalog, TimeProvider clock) : ICompiledDefinitions
{
    private const int KeptMax = 10_000;
    private static readonly TimeSpan RecentFor = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly Dictionary<SyncDefinitionId, (long Revision, CompiledDefinition Compiled, long At)> kept = [];

    /// <inheritdoc/>
    public ValueTask<CompiledDefinition> GetAsync(SyncDefinition definition, CancellationToken cancellationToken) => GetAsync(definition, TimeSpan.MaxValue, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<CompiledDefinition> GetRecentAsync(SyncDefinition definition, CancellationToken cancellationToken) => GetAsync(definition, RecentFor, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<CompiledDefinition> RefreshAsync(SyncDefinition definition, CancellationToken cancellationToken)
    {
        var now = clock.GetTimestamp();
        var compiled = await catalog.CompileAsync(definition.Spec, cancellationToken);
        lock (gate)
        {
            if (kept.Count >= KeptMax)
            {
                kept.Clear();
            }

            kept[definition.Id] = (definition.Revision, compiled, now);
        }

        return compiled;
    }

    private ValueTask<CompiledDefinition> GetAsync(SyncDefinition definition, TimeSpan ageMax, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (kept.TryGetValue(definition.Id, out var found) && found.Revision == definition.Revision && clock.GetElapsedTime(found.At) <= ageMax)
            {
                return ValueTask.FromResult(found.Compiled);
            }
        }

        return RefreshAsync(definition, cancellationToken);
    }
}
