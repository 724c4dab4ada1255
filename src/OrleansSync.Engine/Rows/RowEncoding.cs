using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Hashing;

namespace OrleansSync.Engine.Rows;

/// <summary>
/// The form in which a row's values are stored, version 1: the version (1 byte), then each column's name, as a text value, and its value
/// (<see cref="ValueEncoding"/>; unknown is kind 255, alone). Nulls are kept, since a row without a column differs from one with a null.
/// Unlike the form that hashes are taken of, a later version may differ.
/// </summary>
public static class RowEncoding
{
    private const byte Version = 1;

    /// <summary>The stored form of a row; never empty.</summary>
    public static byte[] Encode(Row row)
    {
        var buffer = new EncodingBuffer(stackalloc byte[1024]);
        try
        {
            buffer.Byte(Version);
            for (var index = 0; index < row.Names.Length; index++)
            {
                ValueEncoding.TryWrite(ref buffer, new TextValue(row.Names[index]));
                if (row.Values[index].IsUnknown)
                {
                    buffer.Byte((byte)ValueKind.Unknown);
                }
                else
                {
                    ValueEncoding.TryWrite(ref buffer, row.Values[index]);
                }
            }

            return buffer.Written.ToArray();
        }
        finally
        {
            buffer.Dispose();
        }
    }

    /// <summary>Reads a stored row.</summary>
    /// <exception cref="FormatException">The bytes are no row of a version that is known.</exception>
    public static Row Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new EncodingReader(bytes);
        if (reader.Byte() != Version)
        {
            throw EncodingReader.Malformed();
        }

        var cells = new Dictionary<string, Value>(StringComparer.Ordinal);
        while (!reader.IsAtEnd)
        {
            var name = reader.Value() is TextValue text ? text.Text : throw EncodingReader.Malformed();
            if (!cells.TryAdd(name, ReadValue(ref reader)))
            {
                throw EncodingReader.Malformed();
            }
        }

        return Row.Of(cells);
    }

    private static Value ReadValue(ref EncodingReader reader)
    {
        if (reader.Peek() != (byte)ValueKind.Unknown)
        {
            return reader.Value();
        }

        reader.Byte();
        return Value.Unknown;
    }
}
