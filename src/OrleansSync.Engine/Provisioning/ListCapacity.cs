using System.Collections.Immutable;
using System.Globalization;
using OrleansSync.Engine.SyncDefinitions.Compilation;
using OrleansSync.Engine.Values.Lists;

namespace OrleansSync.Engine.Provisioning;

/// <summary>How much a list holds. Pure.</summary>
public static class ListCapacity
{
    /// <summary>Most columns that are made in one list.</summary>
    public const int ColumnsMax = 200;

    /// <summary>Most indexes of a list (sharepoint-graph.md 4.10); one is that of the keys.</summary>
    public const int IndexesMax = 20;

    // sharepoint-graph.md 4.13; of a column that every list has already, one is taken.
    private static readonly ImmutableSortedDictionary<ListColumnKind, int> Most = new Dictionary<ListColumnKind, int>
    {
        [ListColumnKind.Note] = 191,
        [ListColumnKind.Number] = 71,
        [ListColumnKind.Currency] = 72,
        [ListColumnKind.DateTime] = 46,
        [ListColumnKind.DateOnly] = 46,
        [ListColumnKind.Boolean] = 95,
        [ListColumnKind.Hyperlink] = 138,
    }.ToImmutableSortedDictionary();

    /// <summary>What is too much in a plan; empty when it fits.</summary>
    public static ImmutableArray<string> Check(ImmutableArray<PlannedColumn> plan)
    {
        var kinds = plan.Select(column => column.Declaration).OfType<ColumnDeclaration>().ToList();
        var problems = ImmutableArray.CreateBuilder<string>();
        if (kinds.Count > ColumnsMax)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"leave {kinds.Count} columns; a list gets {ColumnsMax} at most. Skip some, or set chosen_only and choose those that are wanted."));
        }

        foreach (var (kind, most) in Most)
        {
            var count = kinds.Count(column => column.Kind == kind);
            if (count > most)
            {
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"leave {count} columns of the kind {kind}; a list takes {most}. Skip some, or give them another kind."));
            }
        }

        var ids = kinds.Count(column => column.Kind is ListColumnKind.Lookup or ListColumnKind.MultiLookup or ListColumnKind.Person or ListColumnKind.MultiPerson);
        if (ids > DefinitionCompiler.LookupsMax)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"leave {ids} lookups and people; a list answers no query with more than {DefinitionCompiler.LookupsMax}. Skip some, or give them another kind."));
        }

        var indexes = kinds.Count(column => column.IsIndexed) + 1;
        if (indexes > IndexesMax)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"ask for {indexes} indexes, that of the keys among them; a list has {IndexesMax} at most."));
        }

        return problems.ToImmutable();
    }
}
