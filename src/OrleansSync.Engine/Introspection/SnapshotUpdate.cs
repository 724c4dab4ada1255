using System.Collections.Immutable;
using OrleansSync.Engine.Identity;

namespace OrleansSync.Engine.Introspection;

/// <summary>What a new snapshot changes in the kept one.</summary>
/// <param name="Saved">Tables that are new or other than before, with their ids; those that came back among them.</param>
/// <param name="Gone">Tables that were present and are not any more.</param>
/// <param name="Drift">What has changed, with the table that it is about.</param>
public sealed record SnapshotUpdate(ImmutableArray<SchemaTable> Saved, ImmutableArray<SchemaTableId> Gone, ImmutableArray<(SchemaTableId Table, DriftFinding Finding)> Drift)
{
    /// <summary>Compares. Pure but for the ids that it draws for what is new.</summary>
    /// <param name="kept">Every table that is kept, gone ones too; of those that are the same now, only those that may have changed.</param>
    /// <param name="snapshot">The new snapshot, without the tables that are known to be unchanged.</param>
    /// <param name="takenAt">When it was taken.</param>
    /// <param name="ids">Ids for what is new.</param>
    public static SnapshotUpdate Of(IReadOnlyList<SchemaTable> kept, DatabaseSnapshot snapshot, DateTimeOffset takenAt, IIdSource ids)
    {
        var present = kept.Where(table => table.IsPresent).ToList();
        var matches = SchemaMatch.Relations([.. present.Select(table => (table.Relation.Oid, table.Relation.Name))], snapshot);
        var (saved, gone) = (ImmutableArray.CreateBuilder<SchemaTable>(), ImmutableArray.CreateBuilder<SchemaTableId>());
        var (before, added) = (present.ToDictionary(table => table.Relation.Name, table => table.Id), new Dictionary<RelationName, SchemaTableId>());
        for (var index = 0; index < present.Count; index++)
        {
            var old = present[index];
            if (matches[index] is { } now)
            {
                saved.Add(old with { Relation = now, ColumnIds = Columns(old, now, ids), ChangedAt = takenAt });
            }
            else
            {
                gone.Add(old.Id);
            }
        }

        var matched = saved.Select(table => table.Relation.Name).ToHashSet();
        var absent = kept.Where(table => !table.IsPresent).GroupBy(table => table.Relation.Name).ToDictionary(group => group.Key, group => group.MaxBy(table => table.ChangedAt));
        foreach (var relation in snapshot.Relations.Where(relation => !matched.Contains(relation.Name)))
        {
            // A table that came back under its name is the one that definitions know.
            var table = absent.GetValueOrDefault(relation.Name) is { } former
                ? former with { Relation = relation, ColumnIds = Columns(former, relation, ids), IsPresent = true, ChangedAt = takenAt }
                : new SchemaTable(new SchemaTableId(ids.Next()), relation, relation.Columns.ToImmutableSortedDictionary(column => column.Number, _ => ids.Next()), true, takenAt, takenAt);
            saved.Add(table);
            added.Add(relation.Name, table.Id);
        }

        var drift = SchemaDrift.Compare(new DatabaseSnapshot([], [.. present.Select(table => table.Relation)]), snapshot);
        return new SnapshotUpdate(saved.ToImmutable(), gone.ToImmutable(), [.. drift.Select(finding => ((finding.Kind == DriftKind.RelationAdded ? added : before)[finding.Relation], finding))]);
    }

    private static ImmutableSortedDictionary<int, Guid> Columns(SchemaTable old, RelationInfo now, IIdSource ids)
    {
        var matches = SchemaMatch.Columns(old.Relation, now);
        var kept = new Dictionary<int, Guid>();
        for (var index = 0; index < matches.Length; index++)
        {
            if (matches[index] is { } same && old.ColumnIds.TryGetValue(old.Relation.Columns[index].Number, out var id))
            {
                kept[same.Number] = id;
            }
        }

        return now.Columns.ToImmutableSortedDictionary(column => column.Number, column => kept.TryGetValue(column.Number, out var id) ? id : ids.Next());
    }
}
