using System.Buffers.Binary;
using System.Runtime.InteropServices;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Canonical;
using OrleansSync.Engine.Values.Postgres;

namespace OrleansSync.Postgres.Tables;

/// <summary>Reads the records of <see cref="RecordLayout"/>: a count, then of each column its type, its length (-1 for a null) and its bytes.</summary>
internal sealed class RecordReader(TableSource table)
{
    private const int NullLength = -1;
    private readonly RecordLayout _layout = RecordLayout.Of(table);

    /// <summary>Reads a whole record.</summary>
    /// <exception cref="UnexpectedTypeException">A column has another type than was described.</exception>
    /// <exception cref="Engine.Errors.SyncException">The key or the watermark cannot be read, so that no cursor could pass the row.</exception>
    public TableRecord Read(ReadOnlySpan<byte> record)
    {
        var columns = new Columns(record, _layout);
        var key = ReadKey(ref columns);
        Watermark? watermark = null;
        if (_layout.WatermarkAt is { } at && columns.Next(out var content))
        {
            var (column, type) = _layout.Columns[at];
            watermark = ReadWatermark(content, column, type);
        }

        var isMarked = _layout.MarkAt is not null && columns.Next(out content) && content is [1];
        return new TableRecord(key, watermark, isMarked, ReadRow(ref columns));
    }

    /// <summary>Reads the key of a record that holds nothing but a key, or more.</summary>
    public RowKey ReadKey(ReadOnlySpan<byte> record)
    {
        var columns = new Columns(record, _layout);
        return ReadKey(ref columns);
    }

    /// <summary>Reads a record of one column: a watermark that is not null.</summary>
    public Watermark ReadSingle(ReadOnlySpan<byte> record, TableWatermark watermark) =>
        ReadWatermark(record[(sizeof(int) + sizeof(uint) + sizeof(int))..], watermark.Column, watermark.Type);

    private RowKey ReadKey(ref Columns columns)
    {
        var cells = new KeyCell[_layout.Keys];
        for (var index = 0; index < cells.Length; index++)
        {
            if (columns.Next(out var content))
            {
                cells[index] = KeyReading.TryReadBinary(_layout.Columns[index].Type, content, out var part, out _)
                    ? new KeyCell(part)
                    : throw TableFailure.Unreadable(table, _layout.Columns[index].Column, "key");
            }
        }

        return table.Key.TryRead(cells, out var key, out var failure)
            ? key
            : throw TableFailure.Unreadable(table, failure?.Column ?? "", "key");
    }

    private Watermark ReadWatermark(ReadOnlySpan<byte> content, string column, PostgresType type) =>
        KeyReading.TryReadBinary(type, content, out var part, out _) && Watermark.Find(part) is { } watermark
            ? watermark
            : throw TableFailure.Unreadable(table, column, "watermark");

    private Row? ReadRow(ref Columns columns)
    {
        var values = new Value[table.Columns.Length];
        for (var index = 0; index < values.Length; index++)
        {
            var pair = table.Columns[index].Pair;
            var value = Value.Null;
            if ((columns.Next(out var content) && !PostgresBinary.TryRead(pair.Type, pair.Kind, content, out value, out _))
                || !Canonicaliser.TryApply(pair, value, table.Rules, out values[index], out _))
            {
                return null;
            }
        }

        return Row.Of(table.Mapped.All, ImmutableCollectionsMarshal.AsImmutableArray(values));
    }

    private ref struct Columns(ReadOnlySpan<byte> record, RecordLayout layout)
    {
        private ReadOnlySpan<byte> _rest = record[sizeof(int)..];
        private int _index;

        /// <summary>The bytes of the next column; false when it is null.</summary>
        public bool Next(out ReadOnlySpan<byte> content)
        {
            var oid = BinaryPrimitives.ReadUInt32BigEndian(_rest);
            var length = BinaryPrimitives.ReadInt32BigEndian(_rest[sizeof(uint)..]);
            var type = layout.Columns[_index++].Type;
            if (oid != type.Oid && !type.IsDomain)
            {
                throw new UnexpectedTypeException();
            }

            _rest = _rest[(sizeof(uint) + sizeof(int))..];
            content = length == NullLength ? default : _rest[..length];
            _rest = _rest[content.Length..];
            return length != NullLength;
        }
    }
}
