using System.Buffers.Binary;

namespace OrleansSync.Engine.Values.Postgres;

/// <summary>Cells of a row in PostgreSQL's binary format, one after the other: a length of 4 bytes, -1 for a null, and as many bytes.</summary>
/// <param name="bytes">The cells.</param>
public ref struct PostgresCells(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    /// <summary>The bytes of the next cell; false when it is null.</summary>
    public bool Next(out ReadOnlySpan<byte> content)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(rest);
        content = length < 0 ? default : rest.Slice(sizeof(int), length);
        rest = rest[(sizeof(int) + content.Length)..];
        return length >= 0;
    }
}
