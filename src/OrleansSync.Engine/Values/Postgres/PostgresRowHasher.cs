using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using OrleansSync.Engine.Values.Canonical;
using OrleansSync.Engine.Values.Hashing;
using OrleansSync.Engine.Values.Lists;

namespace OrleansSync.Engine.Values.Postgres;

/// <summary>
/// Hashes rows as <see cref="RowHash.Of"/> does, out of PostgreSQL's binary format. The usual values become their form without an object in between
/// (<see cref="PlainForm"/>); all others go through <see cref="PostgresBinary"/>, <see cref="Canonicaliser"/> and <see cref="ValueEncoding"/>.
/// </summary>
/// <param name="columns">The columns that are hashed.</param>
/// <param name="pairs">Their pairs, in the order of <see cref="RowColumns.Names"/>.</param>
/// <param name="rules">What the list does to values.</param>
public sealed class PostgresRowHasher(RowColumns columns, ImmutableArray<ColumnPair> pairs, ListRules rules)
{
    private readonly ImmutableArray<PlainForm> forms = [.. pairs.Select(pair => new PlainForm(pair, rules))];

    /// <summary>The hash of a row whose cells come in the order of the columns; false when one of them has no canonical value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // A look at a table ends before the runtime would have made it fast.
    public bool TryHash(ref PostgresCells cells, out RowHash hash)
    {
        var buffer = new EncodingBuffer(stackalloc byte[1024]);
        try
        {
            var counted = RowColumns.Open(ref buffer);
            var count = 0u;
            hash = default;
            for (var index = 0; index < pairs.Length; index++)
            {
                var isThere = cells.Next(out var content);
                var start = buffer.Length;
                columns.WriteName(ref buffer, index);
                if (isThere && forms[index].TryWrite(ref buffer, content))
                {
                    count++;
                    continue;
                }

                var value = Value.Null;
                if ((isThere && !PostgresBinary.TryRead(pairs[index].Type, pairs[index].Kind, content, out value, out _))
                    || !Canonicaliser.TryApply(pairs[index], value, rules, out value, out _)
                    || (!value.IsNull && !ValueEncoding.TryWrite(ref buffer, value)))
                {
                    return false;
                }

                if (value.IsNull)
                {
                    buffer.Truncate(start);
                }
                else
                {
                    count++;
                }
            }

            RowColumns.Close(ref buffer, counted, count);
            hash = RowHash.OfForm(buffer.Written);
            return true;
        }
        finally
        {
            buffer.Dispose();
        }
    }
}
