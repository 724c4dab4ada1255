using System.Collections.Immutable;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Hashing;

namespace OrleansSync.Engine.Conflicts;

/// <summary>
/// Three-way merge by field: equal on both sides stays, changed on one side goes to that side, changed on both is a collision,
/// which the tie policy decides. A column that the base lacks (no base was kept, or the column was mapped later) collides
/// when the sides differ. A value that was not sent counts as unchanged.
/// </summary>
public static class FieldMerge
{
    /// <summary>Merges these columns. With <see cref="Tie.Manual"/> collisions keep the table's value, and the caller must not use them.</summary>
    public static MergedRow Merge(RowColumns columns, Row row, Row item, Row? agreed, Tie tie)
    {
        var values = ImmutableArray.CreateBuilder<KeyValuePair<string, Value>>(columns.Names.Length);
        var collisions = ImmutableArray.CreateBuilder<string>();
        foreach (var name in columns.Names)
        {
            var (left, right, origin) = (row.Find(name) ?? Value.Unknown, item.Find(name) ?? Value.Unknown, agreed?.Find(name) ?? Value.Unknown);
            if (left.IsUnknown && right.IsUnknown)
            {
                continue;
            }

            var collides = !left.IsUnknown && !right.IsUnknown && !left.Equals(right) && !left.Equals(origin) && !right.Equals(origin);
            if (collides)
            {
                collisions.Add(name);
            }

            var takesItem = left.IsUnknown || (!right.IsUnknown && (collides ? tie == Tie.Target : left.Equals(origin)));
            values.Add(new(name, takesItem ? right : left));
        }

        return new(Row.Of(values), collisions.ToImmutable());
    }
}
