using System.Collections.Immutable;
using OrleansSync.Engine.Introspection;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Routing;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.Tables;
using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Hashing;
using OrleansSync.Engine.Values.Lists;

namespace OrleansSync.Engine.SyncDefinitions.Compilation;

/// <summary>A definition that was checked against its table and its lists, with everything that reading, planning and writing need to know. Immutable.</summary>
public sealed class CompiledDefinition
{
    private readonly ImmutableArray<string> routed;

    internal CompiledDefinition(
        SyncDefinitionSpec spec, Guid databaseId, RelationInfo table, KeyPlan key, CompiledWatermark? watermark, ImmutableArray<CompiledColumn> columns, ImmutableArray<ListFacts> lists, Router router, ListRules rules)
    {
        (Spec, DatabaseId, Table, Key, Watermark, Columns, Lists, Router, ListRules) = (spec, databaseId, table, key, watermark, columns, lists, router, rules);
        Mapped = new MappedColumns(
            columns.Where(column => DirectionOf(column) == Mapping.MappingDirection.Both).Select(column => column.Name),
            columns.Where(column => DirectionOf(column) == Mapping.MappingDirection.PushOnly).Select(column => column.Name),
            columns.Where(column => DirectionOf(column) == Mapping.MappingDirection.PullOnly && !column.Mapping.IsSystemField).Select(column => column.Name),
            columns.Where(column => column.Mapping.IsSystemField).Select(column => column.Name));
        Rules = new SyncRules(spec.Direction, Mapped, spec.Conflict.ToPolicy(), spec.PushDeletes, spec.PullDeletes, spec.ForeignEdits);
        Lookups = [.. columns.Where(column => column.Lookup is not null)];
        People = [.. columns.Where(column => column.HoldsAddresses)];
        routed = [.. columns.Select(column => column.Name)];
    }

    /// <summary>What was declared.</summary>
    public SyncDefinitionSpec Spec { get; }

    /// <summary>The declared database.</summary>
    public Guid DatabaseId { get; }

    /// <summary>The table as it is.</summary>
    public RelationInfo Table { get; }

    /// <summary>How rows are told apart.</summary>
    public KeyPlan Key { get; }

    /// <summary>How changes are followed; null for a full scan.</summary>
    public CompiledWatermark? Watermark { get; }

    /// <summary>The mapped columns.</summary>
    public ImmutableArray<CompiledColumn> Columns { get; }

    /// <summary>The mapped columns that are foreign keys resolved to lookups.</summary>
    public ImmutableArray<CompiledColumn> Lookups { get; }

    /// <summary>The mapped columns of addresses that become people of the lists' site.</summary>
    public ImmutableArray<CompiledColumn> People { get; }

    /// <summary>The lists, the default first.</summary>
    public ImmutableArray<ListFacts> Lists { get; }

    /// <summary>Which list a row belongs in.</summary>
    public Router Router { get; }

    /// <summary>What the lists do to values.</summary>
    public ListRules ListRules { get; }

    /// <summary>The mapped columns by direction.</summary>
    public MappedColumns Mapped { get; }

    /// <summary>What the definition says to a planner.</summary>
    public SyncRules Rules { get; }

    /// <summary>The fields by which items that were there before are taken for rows: those named, else those that people tell items apart by, else the key's; null for none.</summary>
    public RowColumns? MatchColumns
    {
        get
        {
            var pushed = Columns.Where(column => DirectionOf(column) != Mapping.MappingDirection.PullOnly).ToList();
            var keys = Key.Columns.Select(key => pushed.FirstOrDefault(column => column.Column.Name == key.Name)?.Name).ToList();
            return !Spec.MatchFields.IsEmpty ? new RowColumns(Spec.MatchFields)
                : pushed.Any(column => column.Mapping.IsKey) ? new RowColumns(pushed.Where(column => column.Mapping.IsKey).Select(column => column.Name))
                : keys.Contains(null) ? null
                : new RowColumns(keys.OfType<string>());
        }
    }

    /// <summary>The connection of all lists.</summary>
    public Guid ConnectionId => Lists[0].Site.ConnectionId;

    /// <summary>The list of a number; null when the definition has no such list.</summary>
    public ListFacts? Find(ListId list) => Lists.FirstOrDefault(facts => facts.Number == list);

    /// <summary>The list in which every row belongs; null when that depends on the row.</summary>
    public ListId? OnlyList => Lists.Length == 1 && Router.Columns.IsEmpty ? Lists[0].Number : null;

    /// <summary>The list in which a row belongs; null when the routing names none, or a condition has no result for the row: then the row is set aside.</summary>
    public ListId? Route(RowChange change)
    {
        if (OnlyList is { } only)
        {
            return only;
        }

        var values = new Value[routed.Length];
        for (var index = 0; index < routed.Length; index++)
        {
            values[index] = change.Row?.Find(routed[index]) ?? Value.Unknown;
        }

        return Router.Route(values) switch
        {
            RoutingResult.Match match => Lists[match.List].Number,
            RoutingResult.Default otherwise => Lists[otherwise.List].Number,
            _ => null,
        };
    }

    // A definition of one direction moves its columns that way only, whatever a mapping allows.
    private Mapping.MappingDirection DirectionOf(CompiledColumn column) => (Spec.Direction, column.Mapping.Direction) switch
    {
        (SyncDirection.Push, Mapping.MappingDirection.Both) => Mapping.MappingDirection.PushOnly,
        (SyncDirection.Pull, Mapping.MappingDirection.Both) => Mapping.MappingDirection.PullOnly,
        (_, var direction) => direction,
    };
}
