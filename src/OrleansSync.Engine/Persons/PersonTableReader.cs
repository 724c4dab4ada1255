using System.Collections.Immutable;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.SyncDefinitions.Compilation;
using OrleansSync.Engine.Tables;
using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Persons;

/// <summary>
/// Puts people's ids of the site in place of the addresses that are mapped to columns of people. A row with an address that the site does not know
/// cannot be mapped: it is set aside as <see cref="ParkReason.UnknownPerson"/>.
/// </summary>
/// <param name="table">Reads the table; gives addresses as texts.</param>
/// <param name="definitions">Says which columns hold addresses.</param>
/// <param name="persons">Knows the people of the site.</param>
public sealed class PersonTableReader(ITableReader table, ICompiledDefinitions definitions, IPersonDirectory persons) : ResolvingTableReader(table)
{
    /// <inheritdoc/>
    protected override async Task<bool> ResolvesAsync(SyncDefinition definition, CancellationToken cancellationToken) => !(await definitions.GetAsync(definition, cancellationToken)).People.IsEmpty;

    /// <inheritdoc/>
    protected override async Task<ImmutableArray<RowView>> ResolveAsync(SyncDefinition definition, ImmutableArray<RowView> views, CancellationToken cancellationToken)
    {
        var compiled = await definitions.GetAsync(definition, cancellationToken);
        if (compiled.People.IsEmpty || views.IsEmpty)
        {
            return views;
        }

        var addresses = views.SelectMany(view => compiled.People.SelectMany(column => AddressesIn(view, column.Name) ?? [])).ToHashSet(StringComparer.Ordinal);
        if (addresses.Count == 0)
        {
            return views;
        }

        var known = await persons.FindAsync(compiled.ConnectionId, compiled.Lists[0].Site.GraphId, addresses, cancellationToken);
        return [.. views.Select(view => Resolve(view, compiled.People, known))];
    }

    private static RowView Resolve(RowView view, ImmutableArray<CompiledColumn> columns, ImmutableDictionary<string, int> known)
    {
        if (view is not RowView.Seen { Change: { Row: { } row } change })
        {
            return view;
        }

        var found = new List<KeyValuePair<string, Value>>(columns.Length);
        foreach (var name in columns.Select(column => column.Name))
        {
            if (AddressesIn(view, name) is not { } addresses)
            {
                continue;
            }

            if (!addresses.All(known.ContainsKey))
            {
                return new RowView.Unusable(change, ParkReason.UnknownPerson);
            }

            found.Add(new(name, new PersonsValue(addresses.Select(address => known[address]))));
        }

        return found.Count == 0 ? view : new RowView.Seen(change with { Row = row.Under(Row.Of(found)) });
    }

    // Null where there is nobody to look for: no value, or one that was not read.
    private static IReadOnlyList<string>? AddressesIn(RowView view, string column) => view is not RowView.Seen { Change.Row: { } row } ? null : row.Find(column) switch
    {
        TextValue text => [text.Text.Trim()],
        ChoicesValue several => [.. several.Choices.Select(address => address.Trim())],
        _ => null,
    };
}
