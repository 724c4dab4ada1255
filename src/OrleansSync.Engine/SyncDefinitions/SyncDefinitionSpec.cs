using System.Collections.Immutable;
using OrleansSync.Engine.Deletes;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Mapping;

namespace OrleansSync.Engine.SyncDefinitions;

/// <summary>What a person declares of a sync definition; not yet checked, see <see cref="SyncDefinitionValidator"/>.</summary>
/// <param name="Name">1 to 200 characters, unique without regard to case.</param>
/// <param name="Description">Up to 4,000 characters.</param>
/// <param name="Direction">Which way changes flow.</param>
/// <param name="Table">The table.</param>
/// <param name="List">The list.</param>
[GenerateSerializer, Immutable, Alias("SyncDefinitionSpec")]
public sealed record SyncDefinitionSpec(
    [property: Id(0)] string Name,
    [property: Id(1)] string Description,
    [property: Id(2)] SyncDirection Direction,
    [property: Id(3)] TableReference Table,
    [property: Id(4)] ListReference List)
{
    /// <summary>The spec in which nothing is given.</summary>
    public static readonly SyncDefinitionSpec Empty = new("", "", SyncDirection.Unspecified, new("", ""), new("", ""));

    /// <summary>The declared database of the table; null while the definition is a draft.</summary>
    [Id(5)]
    public Guid? DatabaseId { get; init; }

    /// <summary>How rows are told apart.</summary>
    [Id(6)]
    public KeyChoice Key { get; init; } = KeyChoice.PrimaryKey;

    /// <summary>How the table's changes are followed.</summary>
    [Id(7)]
    public CursorChoice Cursor { get; init; } = CursorChoice.Empty;

    /// <summary>Further lists, in the order in which their conditions are asked; rows that none takes belong in <see cref="List"/>.</summary>
    [Id(8)]
    public ImmutableArray<SyncTarget> Targets { get; init; } = [];

    /// <summary>Which column belongs to which field.</summary>
    [Id(9)]
    public ImmutableArray<FieldMapping> Mappings { get; init; } = [];

    /// <summary>Who wins when both sides changed a row; used by two-way only.</summary>
    [Id(10)]
    public ConflictChoice Conflict { get; init; } = ConflictChoice.Empty;

    /// <summary>What the delete of a row means for its item.</summary>
    [Id(11)]
    public DeletePolicy PushDeletes { get; init; } = DeletePolicy.Propagate;

    /// <summary>What the delete of an item means for its row.</summary>
    [Id(12)]
    public DeletePolicy PullDeletes { get; init; } = DeletePolicy.Ignore;

    /// <summary>How many deletes stop a run.</summary>
    [Id(13)]
    public DeleteGuard Guard { get; init; } = DeleteGuard.Default;

    /// <summary>What a one-way push does about people's edits.</summary>
    [Id(14)]
    public ForeignEdits ForeignEdits { get; init; } = ForeignEdits.Keep;

    /// <summary>Who answers for it; up to 200 characters.</summary>
    [Id(15)]
    public string Owner { get; init; } = "";

    /// <summary>When it runs by itself.</summary>
    [Id(16)]
    public SyncSchedule Schedule { get; init; } = SyncSchedule.Manual;

    /// <summary>True while it does not run by itself, whatever its schedule.</summary>
    [Id(17)]
    public bool IsSuspended { get; init; }

    /// <summary>The mapped fields by which items that are there already are taken for rows; none for those that the mappings tell.</summary>
    [Id(18)]
    public ImmutableArray<string> MatchFields { get; init; } = [];

    /// <summary>Two definitions whose keys are equal have the same name.</summary>
    public string NameKey => Name.ToUpperInvariant();

    /// <summary>What is missing before it can run, as the protocol's fields; none when it can.</summary>
    public ImmutableArray<string> Missing =>
    [
        .. DatabaseId is null ? ["database_id"] : Array.Empty<string>(),
        .. List.ListId is null && Targets.IsEmpty ? ["list.sharepoint_list_id"] : Array.Empty<string>(),
        .. Mappings.IsEmpty ? ["field_mappings"] : Array.Empty<string>(),
    ];

    /// <summary>The declared lists: the default first, then the targets', each once.</summary>
    public ImmutableArray<Guid> ListIds => [.. (List.ListId is { } list ? [list] : Array.Empty<Guid>()).Concat(Targets.Select(target => target.ListId)).Distinct()];

    /// <summary>The definitions that lookups point to, each once.</summary>
    public ImmutableArray<SyncDefinitionId> Parents => [.. Mappings.Select(mapping => mapping.LookupDefinition).OfType<Guid>().Distinct().Select(id => new SyncDefinitionId(id))];

    /// <summary>Equal when everything is, each target and mapping among it.</summary>
    public bool Equals(SyncDefinitionSpec? other) => other is not null
        && (Name, Description, Direction, Table, List, DatabaseId, Key) == (other.Name, other.Description, other.Direction, other.Table, other.List, other.DatabaseId, other.Key)
        && (Cursor, Conflict, PushDeletes, PullDeletes, Guard, ForeignEdits) == (other.Cursor, other.Conflict, other.PushDeletes, other.PullDeletes, other.Guard, other.ForeignEdits)
        && (Owner, Schedule, IsSuspended) == (other.Owner, other.Schedule, other.IsSuspended)
        && MatchFields.AsSpan().SequenceEqual(other.MatchFields.AsSpan())
        && Targets.AsSpan().SequenceEqual(other.Targets.AsSpan())
        && Mappings.AsSpan().SequenceEqual(other.Mappings.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Direction, Table, List, DatabaseId, Targets.Length, Mappings.Length);
}
