using System.Collections.Immutable;
using Npgsql;
using OrleansSync.Engine.Introspection;

namespace OrleansSync.Postgres.Introspection;

/// <summary>Puts the rows of <see cref="CatalogSql"/> together; each kind is added in the order in which it is read.</summary>
internal sealed class SnapshotBuilder
{
    private readonly List<string> _schemas = [];
    private readonly List<Relation> _relations = [];
    private readonly Dictionary<uint, Relation> _byOid = [];
    private readonly CatalogTypes _types = new();

    public void AddSchema(NpgsqlDataReader row) => _schemas.Add(row.GetString(0));

    public void AddType(NpgsqlDataReader row) =>
        _types.Add(new CatalogTypes.Row(Oid(row, 0), row.GetString(1), row.GetString(2), row.GetChar(3), Oid(row, 4), row.GetInt32(5), Oid(row, 6), (string[])row[7]));

    public void AddRelation(NpgsqlDataReader row)
    {
        var relation = new Relation(Oid(row, 0), new RelationName(row.GetString(1), row.GetString(2)))
        {
            Kind = row.GetChar(3) switch
            {
                'p' => RelationKind.PartitionedTable,
                'v' => RelationKind.View,
                'm' => RelationKind.MaterializedView,
                'f' => RelationKind.ForeignTable,
                _ => RelationKind.Table,
            },
            IsPartition = row.GetBoolean(4),
            // -1 is "never analysed"; a view has no rows of its own and always says so.
            RowEstimate = row.GetFloat(5) < 0 || row.GetChar(3) == 'v' ? null : (long)row.GetFloat(5),
            ReplicaIdentity = row.GetChar(6) switch
            {
                'n' => ReplicaIdentity.Nothing,
                'f' => ReplicaIdentity.Full,
                'i' => ReplicaIdentity.Index,
                _ => ReplicaIdentity.Default,
            },
            HasRowSecurity = row.GetBoolean(7),
            Comment = row.GetString(8),
            ReplicaIndex = row.GetString(9),
            HasChildren = row.GetBoolean(10),
        };
        _relations.Add(relation);
        _byOid.Add(relation.Oid, relation);
    }

    public void AddParent(NpgsqlDataReader row)
    {
        if (Find(row) is { } relation && _byOid.TryGetValue(Oid(row, 1), out var parent))
        {
            relation.Parents.Add(parent.Name);
        }
    }

    public void AddColumn(NpgsqlDataReader row)
    {
        if (Find(row) is not { } relation)
        {
            return;
        }

        var (oid, text) = (Oid(row, 3), row.GetString(5));
        var identity = (row.GetChar(7), row.GetChar(8)) switch
        {
            ('a', _) => IdentityKind.Always,
            ('d', _) => IdentityKind.ByDefault,
            (_, 's' or 'v') => IdentityKind.Generated,
            _ => IdentityKind.None,
        };
        relation.Columns.Add(row.GetInt16(1), new ColumnInfo(
            row.GetInt16(1), row.GetString(2), _types.Find(oid, row.GetInt32(4), text), text, _types.SqlName(oid), !row.GetBoolean(6), row.GetString(9), identity, row.GetString(10)));
    }

    public void AddSequence(NpgsqlDataReader row)
    {
        if (Find(row) is { } relation && relation.Columns.TryGetValue((short)row.GetInt32(1), out var column))
        {
            relation.Columns[column.Number] = column with { Sequence = new RelationName(row.GetString(2), row.GetString(3)) };
        }
    }

    public void AddConstraint(NpgsqlDataReader row)
    {
        if (Find(row) is not { } relation)
        {
            return;
        }

        var kind = row.GetChar(2) switch
        {
            'p' => ConstraintKind.PrimaryKey,
            'u' => ConstraintKind.Unique,
            'f' => ConstraintKind.ForeignKey,
            'x' => ConstraintKind.Exclusion,
            _ => ConstraintKind.Check,
        };
        var target = _byOid.GetValueOrDefault(Oid(row, 7));
        relation.Constraints.Add(new ConstraintInfo(row.GetString(1), kind, Names(relation, (short[])row[3]), row.GetBoolean(4), row.GetBoolean(5), row.GetString(6))
        {
            Target = target?.Name,
            TargetColumns = target is null ? [] : Names(target, (short[])row[8]),
        });
    }

    public void AddIndex(NpgsqlDataReader row)
    {
        if (Find(row) is not { } relation)
        {
            return;
        }

        var (numbers, keys, expressions) = ((short[])row[3], row.GetInt16(4), (string[])row[8]);
        ImmutableArray<string> parts = [.. numbers.Select((number, place) => number == 0 ? expressions[place] : NameOf(relation, number))];
        relation.Indexes.Add(new IndexInfo(
            row.GetString(1), row.GetString(2), parts[..keys], parts[keys..], row.GetBoolean(5), row.GetBoolean(6), expressions.Length > 0, row.GetString(7)));
    }

    public void AddTrigger(NpgsqlDataReader row)
    {
        if (Find(row) is { } relation)
        {
            var assigns = TriggerText.Assigned(row.GetInt16(5), row.GetString(4), row.GetString(6), relation.Columns.Values.Select(column => column.Name));
            relation.Triggers.Add(new TriggerInfo(row.GetString(1), row.GetString(2), row.GetBoolean(3), assigns));
        }
    }

    public DatabaseSnapshot Build() => new([.. _schemas], [.. _relations.Select(relation => relation.ToInfo())]);

    // Tables of other sessions' temporary schemas have columns, too, and are of no interest.
    private Relation? Find(NpgsqlDataReader row) => _byOid.GetValueOrDefault(Oid(row, 0));

    private static uint Oid(NpgsqlDataReader row, int column) => (uint)row[column];

    private static ImmutableArray<string> Names(Relation relation, short[] numbers) => [.. numbers.Select(number => NameOf(relation, number))];

    // 0 is an expression of an exclusion; negative numbers are system columns.
    private static string NameOf(Relation relation, short number) => relation.Columns.TryGetValue(number, out var column) ? column.Name : "";

    private sealed record Relation(uint Oid, RelationName Name)
    {
        public required RelationKind Kind { get; init; }

        public required bool IsPartition { get; init; }

        public required long? RowEstimate { get; init; }

        public required ReplicaIdentity ReplicaIdentity { get; init; }

        public required string ReplicaIndex { get; init; }

        public required bool HasRowSecurity { get; init; }

        public required string Comment { get; init; }

        public required bool HasChildren { get; init; }

        public SortedDictionary<int, ColumnInfo> Columns { get; } = [];

        public List<RelationName> Parents { get; } = [];

        public List<ConstraintInfo> Constraints { get; } = [];

        public List<IndexInfo> Indexes { get; } = [];

        public List<TriggerInfo> Triggers { get; } = [];

        public RelationInfo ToInfo() => new(Oid, Name, Kind, [.. Columns.Values])
        {
            IsPartition = IsPartition,
            Parents = [.. Parents],
            Constraints = [.. Constraints],
            Indexes = [.. Indexes],
            Triggers = [.. Triggers],
            RowEstimate = RowEstimate,
            ReplicaIdentity = ReplicaIdentity,
            ReplicaIndex = ReplicaIndex,
            HasRowSecurity = HasRowSecurity,
            Comment = Comment,
            HasChildren = HasChildren,
        };
    }
}
