using System.Collections.Immutable;
using System.Text;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.SyncDefinitions.Compilation;
using OrleansSync.Engine.Tables;
using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Lookups;

/// <summary>
/// Puts the parent's item in place of each foreign key that is mapped to a lookup, as the ledger of the parent's definition has it. A row whose parent
/// has no item in the list that the lookup points to cannot be mapped: it is set aside as <see cref="ParkReason.DanglingLookup"/>.
/// </summary>
/// <param name="table">Reads the table; gives foreign keys as texts, in PostgreSQL's form.</param>
/// <param name="definitions">Says which columns are lookups.</param>
/// <param name="ledger">The ledger, of the parents too.</param>
public sealed class LookupTableReader(ITableReader table, ICompiledDefinitions definitions, ILedger ledger) : ResolvingTableReader(table)
{
    /// <inheritdoc/>
    protected override async Task<bool> ResolvesAsync(SyncDefinition definition, CancellationToken cancellationToken) => !(await definitions.GetAsync(definition, cancellationToken)).Lookups.IsEmpty;

    /// <inheritdoc/>
    protected override async Task<ImmutableArray<RowView>> ResolveAsync(SyncDefinition definition, ImmutableArray<RowView> views, CancellationToken cancellationToken)
    {
        var lookups = (await definitions.GetAsync(definition, cancellationToken)).Lookups;
        if (lookups.IsEmpty || views.IsEmpty)
        {
            return views;
        }

        var parents = new Dictionary<string, IReadOnlyDictionary<string, int>>(StringComparer.Ordinal);
        foreach (var column in lookups)
        {
            parents[column.Name] = await FindParentsAsync(column.Lookup!, [.. views.Select(view => KeyIn(view, column.Name)).OfType<string>().Distinct(StringComparer.Ordinal)], cancellationToken); // A lookup has one.
        }

        return [.. views.Select(view => Resolve(view, parents))];
    }

    private async Task<IReadOnlyDictionary<string, int>> FindParentsAsync(CompiledLookup lookup, ImmutableArray<string> keys, CancellationToken cancellationToken)
    {
        var bySyncKey = new Dictionary<SyncKey, string>();
        foreach (var key in keys)
        {
            if (KeyReading.TryReadText(lookup.Type, Encoding.UTF8.GetBytes(key), out var part, out _))
            {
                bySyncKey[SyncKey.Of(lookup.Definition, new RowKey(part))] = key;
            }
        }

        var items = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var chunk in bySyncKey.Keys.Order().Chunk(ILedger.KeysMax))
        {
            foreach (var entry in await ledger.FindAsync(lookup.Definition, [.. chunk], cancellationToken))
            {
                // An item on its way to another list, or whose row is gone, is none to point to.
                if (entry is { State: LedgerState.Live, Item: { } item } && entry.List == lookup.List)
                {
                    items[bySyncKey[entry.Key]] = item;
                }
            }
        }

        return items;
    }

    private static RowView Resolve(RowView view, Dictionary<string, IReadOnlyDictionary<string, int>> parents)
    {
        if (view is not RowView.Seen { Change: { Row: { } row } change })
        {
            return view;
        }

        var found = new List<KeyValuePair<string, Value>>(parents.Count);
        foreach (var (name, items) in parents)
        {
            if (KeyIn(view, name) is not { } key)
            {
                continue;
            }

            if (!items.TryGetValue(key, out var item))
            {
                return new RowView.Unusable(change, ParkReason.DanglingLookup);
            }

            found.Add(new(name, new LookupsValue(item)));
        }

        return found.Count == 0 ? view : new RowView.Seen(change with { Row = row.Under(Row.Of(found)) });
    }

    private static string? KeyIn(RowView view, string column) => view is RowView.Seen { Change.Row: { } row } && row.Find(column) is TextValue text ? text.Text : null;
}
