using System.Collections.Immutable;

namespace OrleansSync.Engine.Introspection;

/// <summary>
/// Says what of two snapshots is the same thing. Relations by oid, or else by name, so that both a rename and a restore keep them;
/// columns by number within one oid, or else by name. Pure.
/// </summary>
public static class SchemaMatch
{
    /// <summary>For each relation before, in that order, the one that it is now; null when it is gone. No relation twice.</summary>
    public static ImmutableArray<RelationInfo?> Relations(IReadOnlyList<(uint Oid, RelationName Name)> before, DatabaseSnapshot after)
    {
        var byOid = after.Relations.ToDictionary(relation => relation.Oid);
        var byName = after.Relations.ToDictionary(relation => relation.Name);
        var oldNames = before.Select(relation => relation.Name).ToHashSet();
        // An oid under a name that somebody else had before is a restore that happened to reuse it.
        return
        [
            .. before.Select(old => byOid.TryGetValue(old.Oid, out var same) && (same.Name == old.Name || !oldNames.Contains(same.Name)) ? same : byName.GetValueOrDefault(old.Name)),
        ];
    }

    /// <summary>For each column before, in that order, the one that it is now; null when it is gone.</summary>
    public static ImmutableArray<ColumnInfo?> Columns(RelationInfo before, RelationInfo after)
    {
        if (before.Oid == after.Oid)
        {
            var byNumber = after.Columns.ToDictionary(column => column.Number);
            return [.. before.Columns.Select(column => byNumber.GetValueOrDefault(column.Number))];
        }

        var byName = after.Columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        return [.. before.Columns.Select(column => byName.GetValueOrDefault(column.Name))];
    }
}
